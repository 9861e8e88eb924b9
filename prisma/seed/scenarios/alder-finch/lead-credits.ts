import { type Book, DAY, MINUTE } from "../../tools/book";
import { buy } from "../../tools/purchase";
import type { Random } from "../../tools/random";
import { counted } from "../../tools/work";
import type { Cast } from "../../tools/workspace";

/** Bought 225,000 in three packages; what is left of them is 186,400. */
const USED = 38_600;

type Import = [
  operation: string,
  subject: string,
  profiles: number,
  daysAgo: number,
  facts: Record<string, string | number>,
];

const IMPORTS: Import[] = [
  ["import_followers", "Followers of @fabricacoffee", 9_420, 79, { imported: 412 }],
  ["import_likers", "Likers of a post by @olisipo_roasts", 2_280, 66, { imported: 188 }],
  ["import_followers", "Followers of @copenhagenlx", 6_150, 51, { imported: 377 }],
  ["import_csv_usernames", "roasters-porto.csv", 48, 44, { file: "roasters-porto.csv" }],
  ["import_following", "Following of @thefolks.pt", 1_870, 30, { imported: 96 }],
  ["import_retweeters", "Retweeters of a post by @buna_lx", 640, 13, { imported: 71 }],
  ["import_csv_usernames", "food-writers.csv", 36, 6, { file: "food-writers.csv" }],
];

/** Lead credits: packages, imports, and sourcing on weekdays for exactly what is left of the plan. */
export async function tellLeadCredits(book: Book, cast: Cast, random: Random): Promise<void> {
  const bought: [string, number][] = [
    ["lead-100k", 84.2],
    ["lead-25k", 47.6],
    ["lead-100k", 11.3],
  ];
  for (const [packageId, daysAgo] of bought) {
    const at = Math.round(book.now - daysAgo * DAY);
    await buy(book, { kind: "lead", packageId, at, buyerId: cast.sofia });
  }
  let used = 0;
  for (const [operation, subject, quantity, daysAgo, facts] of IMPORTS) {
    const work = counted(book.card, operation, subject, quantity, facts);
    used += work.charge / 100;
    tell(book, work, { name: `import:${daysAgo}`, daysAgo, actorId: cast.tomasz, minutes: 14 });
  }
  tellSourcing(book, cast, random, USED - used);
}

function tellSourcing(book: Book, cast: Cast, random: Random, total: number): void {
  const days = Array.from({ length: 28 }, (_, index) => 82 - index * 3);
  const weights = days.map(() => random.between(20, 60));
  const sum = weights.reduce((all, one) => all + one, 0);
  let left = total;
  for (const [index, daysAgo] of days.entries()) {
    const share = Math.floor((total * (weights[index] ?? 0)) / sum);
    const delivered = index === days.length - 1 ? left : share;
    const subject = random.pick([
      "Café owners, Portugal",
      "Head of marketing, food",
      "Buyers, hotels",
    ]);
    left -= delivered;
    const work = counted(
      book.card,
      "lead_sourcing",
      `${subject}, ${delivered.toLocaleString("en-US")} leads`,
      delivered,
    );
    tell(book, work, { name: `sourcing:${daysAgo}`, daysAgo, actorId: cast.mei, minutes: 6 });
  }
}

function tell(
  book: Book,
  work: ReturnType<typeof counted>,
  when: { name: string; daysAgo: number; actorId: string; minutes: number },
): void {
  const midnight = Math.floor((book.now - when.daysAgo * DAY) / DAY) * DAY;
  book.run({
    ...work,
    name: `lead:${when.name}`,
    kind: "lead",
    at: midnight + (10 * 60 + ((when.daysAgo * 37) % 400)) * MINUTE,
    minutes: when.minutes,
    actorId: when.actorId,
    ended: "done",
  });
}
