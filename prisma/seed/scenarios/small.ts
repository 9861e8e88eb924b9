import { type Credits, credits } from "@/lib/credits/core/amount";
import { quoteOperation } from "@/lib/credits/core/rate-card";
import { currentRateCard } from "@/lib/credits/queries/rate-card";
import { Book, DAY, HOUR, MINUTE } from "../tools/book";
import { midnightBefore, workingTime } from "../tools/calendar";
import { randomFrom } from "../tools/random";
import { counted, messages, postsCosting, recipients } from "../tools/work";
import { type Cast, workspaceFor } from "../tools/workspace";

/** Makes a workspace in some state and answers the page to open. */
export type Scenario = (cast: Cast) => Promise<string>;

/** Just signed up: nobody else, no credits, no history. */
const fresh: Scenario = async (cast) => {
  await workspaceFor(cast, {
    slug: "fresh",
    name: "Fresh Start",
    timeZone: "Europe/Lisbon",
    days: 0,
    people: ["ines"],
  });
  return "/fresh";
};

/** A hundred charges an hour, and several runs at once. */
const busy: Scenario = async (cast) => {
  const { book, grant } = await begin(cast, "busy", "Busy Bees", 2);
  grant("Pro", 1_100_00, 2 * DAY - HOUR, null);
  const random = randomFrom(7);
  const people = [cast.ines, cast.tomasz, cast.mei, cast.priya];
  for (let count = 0; count < 240; count += 1) {
    const two = recipients(random, { count: 2, low: 150, high: 400 });
    const list = messages(book.card, "dm_standard", "Café owners", two);
    book.run({
      ...list,
      name: `message:${count}`,
      kind: "ai",
      at: book.now - 3 * HOUR + count * 40_000,
      minutes: 1,
      actorId: random.pick(people),
      ended: "done",
    });
  }
  for (const [index, actorId] of people.entries()) stillRunning(book, actorId, index);
  await book.write();
  return "/busy";
};

/** Everything used: what the next operation meets. */
const outOfCredits: Scenario = async (cast) => {
  const { book, grant } = await begin(cast, "out-of-credits", "Empty Jar", 12);
  grant("Starter", 100_00, 11 * DAY, 12 * 30 * DAY);
  for (const [index, amount] of [31_40, 22_60, 18_00].entries()) {
    const work = postsCosting(book.card, amount, (posts) => `Opening week, ${posts} posts`);
    const at = workingTime(book.now, 8 - index * 2, { hour: 10, minute: 17 + index * 83 });
    book.run({
      ...work,
      name: `posts:${index}`,
      kind: "ai",
      at,
      minutes: 3,
      actorId: cast.ines,
      ended: "done",
    });
  }
  // One rate for every item, so that what is held is what is charged: down to nothing.
  const items = { operation: "rss_item", subject: "Opening week, 28 items", quantity: 28 };
  const rest = counted(book.card, items);
  const at = workingTime(book.now, 1, { hour: 11, minute: 26 });
  book.run({
    ...rest,
    name: "items",
    kind: "ai",
    at,
    minutes: 3,
    actorId: cast.ines,
    ended: "done",
  });
  await book.write();
  return "/out-of-credits/settings/billing";
};

/** A lot that ends within days, and one that does not. */
const expiring: Scenario = async (cast) => {
  const { book, grant } = await begin(cast, "expiring", "Last Orders", 30);
  grant("Basic", 250_00, 29 * DAY, 34 * DAY);
  grant("Popular", 550_00, 20 * DAY, 365 * DAY);
  for (let daysAgo = 16; daysAgo > 0; daysAgo -= 2) {
    const amount = 7_40 + ((daysAgo * 61) % 320);
    const work = postsCosting(book.card, amount, (posts) => `Daily notes, ${posts} posts`);
    const at = midnightBefore(book.now, daysAgo) + (9 * 60 + ((daysAgo * 53) % 480)) * MINUTE;
    book.run({
      ...work,
      name: `notes:${daysAgo}`,
      kind: "ai",
      at,
      minutes: 2,
      actorId: cast.ines,
      ended: "done",
    });
  }
  await book.write();
  return "/expiring/settings/billing";
};

export const SCENARIOS: Record<string, Scenario> = {
  fresh,
  busy,
  "out-of-credits": outOfCredits,
  expiring,
};

async function begin(cast: Cast, slug: string, name: string, days: number) {
  const { workspaceId, now } = await workspaceFor(cast, {
    slug,
    name,
    timeZone: "Europe/Lisbon",
    days,
    people: ["ines", "priya", "tomasz", "mei"],
  });
  const book = new Book(workspaceId, await currentRateCard(new Date()), now);
  const grant = (label: string, amount: number, ago: number, lasts: number | null) =>
    book.grant({
      name: `grant:${label}`,
      kind: "ai",
      at: now - ago,
      amount: credits(amount),
      label,
      reason: `${label}, to begin with`,
      actor: { type: "system" },
      source: "grant",
      expiresAt: lasts === null ? null : new Date(now - ago + lasts),
    });
  return { book, grant };
}

function stillRunning(book: Book, actorId: string, index: number): void {
  const quantity = 4 + index;
  book.run({
    name: `running:${index}`,
    kind: "ai",
    at: book.now - (index + 1) * MINUTE,
    minutes: 0,
    operation: "content_generation",
    subject: `Launch day, ${quantity} posts`,
    actorId,
    quote: quoteOperation("content_generation", { quantity, complexity: "standard" }, book.card),
    quantity,
    inputs: { complexity: "standard" } as Record<string, string>,
    charge: null as Credits | null,
    ended: "running",
  });
}
