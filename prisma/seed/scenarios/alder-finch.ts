import { credits } from "@/lib/credits/core/amount";
import { currentRateCard } from "@/lib/credits/queries/rate-card";
import { Book, DAY } from "../tools/book";
import { workingTime } from "../tools/calendar";
import { buy } from "../tools/purchase";
import { randomFrom } from "../tools/random";
import { type Cast, sayGoodbye, workspaceFor } from "../tools/workspace";
import { tellDailyWork } from "./alder-finch/daily-work";
import { tellLatest, USED_LATELY } from "./alder-finch/latest";
import { tellLeadCredits } from "./alder-finch/lead-credits";
import { makeLists } from "./alder-finch/lists";

/** What the demo workspace has used in all: with what it bought it leaves 412.55. */
const LIFETIME_USED = 6_227_45;

/** The demo workspace: 90 days of a small agency's work, told through the ledger's own door. */
export async function alderFinch(cast: Cast): Promise<string> {
  const { workspaceId, now } = await workspaceFor(cast, {
    slug: "alder-finch",
    name: "Alder & Finch",
    timeZone: "Europe/Lisbon",
    days: 90,
    people: ["ines", "priya", "sofia", "tomasz", "mei", "jonas", "hana"],
  });
  const book = new Book(workspaceId, await currentRateCard(new Date()), now);
  const random = randomFrom(1886);

  await buyAiCredits(book, cast);
  tellDailyWork(book, cast, random, LIFETIME_USED - USED_LATELY);
  tellLatest(book, cast);
  const deliveries = await tellLeadCredits(book, cast, randomFrom(412));
  await book.write();
  await makeLists(workspaceId, deliveries, randomFrom(55));
  await sayGoodbye(workspaceId, cast, now);
  return "/alder-finch/settings/billing";
}

async function buyAiCredits(book: Book, cast: Cast): Promise<void> {
  const bought: [packageId: string, at: number, buyerId: string][] = [
    ["max", Math.round(book.now - 89.6 * DAY), cast.ines],
    ["max", workingTime(book.now, 67, { hour: 9, minute: 12 }), cast.sofia],
    ["pro", workingTime(book.now, 43, { hour: 8, minute: 47 }), cast.ines],
    ["basic", workingTime(book.now, 17, { hour: 9, minute: 31 }), cast.sofia],
    ["popular", workingTime(book.now, 8, { hour: 8, minute: 55 }), cast.ines],
  ];
  for (const [packageId, at, buyerId] of bought) {
    await buy(book, { kind: "ai", packageId, at, buyerId });
  }
  book.grant({
    name: "goodwill",
    kind: "ai",
    at: workingTime(book.now, 36, { hour: 15, minute: 20 }),
    amount: credits(40_00),
    label: "Goodwill",
    reason: "Goodwill for the slow afternoon of the move",
    actor: { type: "system" },
    source: "grant",
    expiresAt: null,
  });
}
