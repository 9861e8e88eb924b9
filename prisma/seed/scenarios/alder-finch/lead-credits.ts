import type { Book } from "../../tools/book";
import { MINUTE } from "../../tools/book";
import { workingTime } from "../../tools/calendar";
import { buy } from "../../tools/purchase";
import type { Random } from "../../tools/random";
import { counted } from "../../tools/work";
import type { Cast } from "../../tools/workspace";

/** Leads that a run brought: how many, from where, into which list, and when. */
export type Delivery = {
  list: string;
  leads: number;
  source: string;
  at: number;
  by: string;
};

/** Bought 225,000 in three packages; what is left of them is 186,400. */
const USED = 38_600;

type Import = {
  operation: string;
  subject: string;
  /** Profiles scanned; of a file with usernames, its leads. */
  profiles: number;
  daysAgo: number;
  imported: number;
  list: string;
};

const IMPORTS: Import[] = [
  {
    operation: "import_followers",
    subject: "Followers of @fabricacoffee",
    profiles: 14_420,
    daysAgo: 79,
    imported: 412,
    list: "Café owners, Lisbon",
  },
  {
    operation: "import_likers",
    subject: "Likers of a post by @olisipo_roasts",
    profiles: 2_280,
    daysAgo: 66,
    imported: 188,
    list: "Espresso bars",
  },
  {
    operation: "import_followers",
    subject: "Followers of @copenhagenlx",
    profiles: 9_150,
    daysAgo: 51,
    imported: 377,
    list: "Café owners, Lisbon",
  },
  {
    operation: "import_csv_usernames",
    subject: "roasters-porto.csv",
    profiles: 48,
    daysAgo: 44,
    imported: 48,
    list: "Roasters, Porto",
  },
  {
    operation: "import_following",
    subject: "Following of @thefolks.pt",
    profiles: 1_870,
    daysAgo: 30,
    imported: 96,
    list: "Espresso bars",
  },
  {
    operation: "import_retweeters",
    subject: "Retweeters of a post by @buna_lx",
    profiles: 640,
    daysAgo: 13,
    imported: 71,
    list: "Espresso bars",
  },
  {
    operation: "import_csv_usernames",
    subject: "food-writers.csv",
    profiles: 36,
    daysAgo: 6,
    imported: 36,
    list: "Food writers",
  },
];

const SOUGHT = ["Café owners, Portugal", "Head of marketing, food", "Buyers, hotels"];

/**
 * Lead credits: packages, imports, and sourcing on working days for exactly what is left of the plan. Answers the
 * leads that came of it.
 */
export async function tellLeadCredits(book: Book, cast: Cast, random: Random): Promise<Delivery[]> {
  const bought: [string, number][] = [
    ["lead-100k", 84],
    ["lead-25k", 47],
    ["lead-100k", 11],
  ];
  for (const [packageId, daysAgo] of bought) {
    const at = workingTime(book.now, daysAgo, { hour: 9, minute: (daysAgo * 7) % 60 });
    await buy(book, { kind: "lead", packageId, at, buyerId: cast.sofia });
  }
  const imports = IMPORTS.map((one) => tellImport(book, cast, one));
  const used = imports.reduce((sum, { charge }) => sum + charge / 100, 0);
  return [
    ...imports.map(({ delivery }) => delivery),
    ...tellSourcing(book, cast, random, USED - used),
  ];
}

function tellImport(book: Book, cast: Cast, one: Import) {
  const { operation, subject, profiles, daysAgo, imported, list } = one;
  const facts = subject.endsWith(".csv") ? { file: subject } : { imported };
  const work = counted(book.card, { operation, subject, quantity: profiles, facts });
  const when = { name: `import:${daysAgo}`, daysAgo, actorId: cast.tomasz, minutes: 14 };
  const at = tell(book, work, when);
  const delivery: Delivery = { list, leads: imported, source: subject, at, by: cast.tomasz };
  return { charge: work.charge, delivery };
}

function tellSourcing(book: Book, cast: Cast, random: Random, total: number): Delivery[] {
  const days = Array.from({ length: 28 }, (_, index) => 82 - index * 3);
  const weights = days.map(() => random.between(20, 60));
  const sum = weights.reduce((all, one) => all + one, 0);
  let left = total;
  return days.map((daysAgo, index) => {
    const share = Math.floor((total * (weights[index] ?? 0)) / sum);
    const delivered = index === days.length - 1 ? left : share;
    const list = random.pick(SOUGHT);
    left -= delivered;
    const subject = `${list}, ${delivered.toLocaleString("en-US")} leads`;
    const sourced = { operation: "lead_sourcing", subject, quantity: delivered };
    const work = counted(book.card, sourced);
    const when = { name: `sourcing:${daysAgo}`, daysAgo, actorId: cast.mei, minutes: 6 };
    const at = tell(book, work, when);
    return { list, leads: delivered, source: "Lead sourcing", at, by: cast.mei };
  });
}

/** Writes the run down. Answers when it ended. */
function tell(
  book: Book,
  work: ReturnType<typeof counted>,
  when: { name: string; daysAgo: number; actorId: string; minutes: number },
): number {
  const sinceTen = (when.daysAgo * 37) % 400;
  const at = workingTime(book.now, when.daysAgo, { hour: 10, minute: sinceTen });
  book.run({
    ...work,
    name: `lead:${when.name}`,
    kind: "lead",
    at,
    minutes: when.minutes,
    actorId: when.actorId,
    ended: "done",
  });
  return at + when.minutes * MINUTE;
}
