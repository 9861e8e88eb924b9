import type { Book, RunSpec } from "../../tools/book";
import { DAY, MINUTE } from "../../tools/book";
import { midnightBefore } from "../../tools/calendar";
import type { Random } from "../../tools/random";
import { counted, messages, postsCosting, recipients, single, type Work } from "../../tools/work";
import type { Cast } from "../../tools/workspace";
import { campaignsAt } from "./campaigns";

/** The days before the last two are told in detail elsewhere. */
const FIRST_DAY = 89;
const LAST_DAY = 2;

/** Every day's work between the first day and the day before yesterday; in all it costs exactly `total`. */
export function tellDailyWork(book: Book, cast: Cast, random: Random, total: number): void {
  const days = Array.from({ length: FIRST_DAY - LAST_DAY + 1 }, (_, index) => FIRST_DAY - index);
  const budgets = shareOut(
    total,
    days.map((daysAgo) => busyness(book, daysAgo, random)),
  );
  for (const [index, daysAgo] of days.entries()) {
    tellDay(book, cast, random, daysAgo, budgets[index] ?? 0);
  }
}

/** How busy a day is: campaigns ran until a month ago; weekends are quiet; no two days are alike. */
function busyness(book: Book, daysAgo: number, random: Random): number {
  const weekday = new Date(book.now - daysAgo * DAY).getUTCDay();
  const rhythm = [0.16, 1.15, 1.2, 1.05, 1.1, 0.85, 0.22][weekday] ?? 1;
  const season = daysAgo > 29 ? 100 - Math.abs(daysAgo - 62) * 0.4 : 27;
  return season * rhythm * (0.75 + random.next() * 0.5);
}

/** Whole hundredths in proportion to `weights` that add up to `total`. */
function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, one) => all + one, 0);
  const shares = weights.map((weight) => Math.floor((total * weight) / sum));
  const rest = total - shares.reduce((all, one) => all + one, 0);
  return shares.map((share, index) => (index === 0 ? share + rest : share));
}

/** One day: what people happened to do, and posts for what is left of its budget, to the hundredth. */
function tellDay(book: Book, cast: Cast, random: Random, daysAgo: number, budget: number): void {
  let left = budget;
  let count = 0;
  const time = workingDay(random);
  const tell = (work: Work, who: string) => {
    left -= work.charge;
    book.run(runOf(book, random, { work, who, daysAgo, count: count++, minute: time() }));
  };
  while (left > 12_00) {
    const { work, who } = someWork(book, cast, random, daysAgo, left);
    if (work.charge > left - 1_00) break;
    tell(work, who);
  }
  if (left >= 1_00) {
    const posts = Math.min(left, 60_00);
    const campaign = random.pick(campaignsAt(book, daysAgo)).name;
    const subject = (several: number) =>
      `${campaign}, ${several === 1 ? "1 post" : `${several} posts`}`;
    const rest = left - posts;
    tell(
      postsCosting(book.card, rest > 0 && rest < 1_00 ? posts - 1_00 : posts, subject),
      random.pick([cast.ines, cast.mei]),
    );
    if (left >= 1_00) tell(postsCosting(book.card, left, subject), cast.ines);
  }
}

/** Minutes between nine and six, no two of them within the same five: people do one thing after the other. */
function workingDay(random: Random): () => number {
  const taken = new Set<number>();
  return () => {
    let slot = random.between(0, 107);
    while (taken.has(slot) && taken.size < 108) slot = (slot + 1) % 108;
    taken.add(slot);
    return 9 * 60 + slot * 5 + random.between(0, 4);
  };
}

type Told = { work: Work; who: string; daysAgo: number; count: number; minute: number };

function runOf(book: Book, random: Random, { work, who, daysAgo, count, minute }: Told): RunSpec {
  const campaign = campaignsAt(book, daysAgo).find(({ name }) => work.subject.startsWith(name));
  return {
    ...work,
    name: `day:${daysAgo}:${count}`,
    kind: "ai",
    at: midnightBefore(book.now, daysAgo) + minute * MINUTE + random.between(0, 59_000),
    minutes: random.between(1, 4),
    actorId: who,
    ended: "done",
    ...(campaign ? { campaign: { id: campaign.id, name: campaign.name } } : {}),
  };
}

type Done = { work: Work; who: string };
const LISTS = ["Café owners", "Roasters, Porto", "Food writers", "Hotel buyers"];
const QUESTIONS = [
  "Channel mix",
  "Best time to post",
  "What worked last week",
  "Tone of the captions",
  "Competitor launch",
];
const FEEDS = ["The Roast Journal", "Lisbon Eats"];

/** One thing somebody did, the frequent ones more often. */
function someWork(book: Book, cast: Cast, random: Random, daysAgo: number, left: number): Done {
  const { card } = book;
  const writer = random.pick([cast.ines, cast.mei, daysAgo > 22 ? cast.hana : cast.mei]);
  const campaign = random.pick(campaignsAt(book, daysAgo)).name;
  const dice = random.next();
  if (dice < 0.26) {
    const amount = random.between(5_00, Math.min(left, 34_00) - 1_00);
    return {
      work: postsCosting(
        card,
        amount,
        (posts) => `${campaign}, ${posts === 1 ? "1 post" : `${posts} posts`}`,
      ),
      who: writer,
    };
  }
  if (dice < 0.42) {
    const amount = random.between(1_30, 1_95);
    const post = random.between(1, 12);
    const work = postsCosting(
      card,
      amount,
      () => `${campaign}, post ${post}`,
      "content_regeneration",
    );
    return { work, who: writer };
  }
  if (dice < 0.72)
    return {
      work: someMessages(book, random),
      who: random.pick([cast.tomasz, cast.tomasz, cast.priya]),
    };
  if (dice < 0.9)
    return { work: someAnswer(book, random), who: random.pick([cast.priya, cast.mei, cast.ines]) };
  return {
    work: somethingElse(book, random, campaign),
    who: random.pick([cast.priya, cast.tomasz]),
  };
}

function someMessages({ card }: Book, random: Random): Work {
  const list = random.pick(LISTS);
  if (random.once(3)) {
    const few = recipients(random, { count: random.between(1, 4), low: 700, high: 1_900 });
    return messages(card, "dm_premium", list, few);
  }
  const many = recipients(random, { count: random.between(3, 14), low: 120, high: 480 });
  return messages(card, "dm_standard", list, many);
}

function someAnswer({ card }: Book, random: Random): Work {
  const question = random.pick(QUESTIONS);
  const dice = random.next();
  if (dice < 0.4) {
    const tokens = random.between(300, 1_900);
    return single(card, "assistant_simple", question, { modelUsed: true, tokens });
  }
  const operation = dice < 0.75 ? "assistant_analysis" : "assistant_suggestions";
  return single(card, operation, question, { tokens: random.between(800, 4_900) });
}

function somethingElse({ card }: Book, random: Random, campaign: string): Work {
  const dice = random.next();
  if (dice < 0.25) {
    const complexity = random.pick(["simple", "standard", "detailed"]);
    return single(card, "campaign_strategy", `${campaign}, strategy`, {
      complexity,
      platforms: random.between(1, 4),
    });
  }
  if (dice < 0.5) {
    return single(card, "strategy_analysis", `${campaign}, analysis`, {
      words: random.between(40, 280) * 10,
    });
  }
  if (dice < 0.75) {
    const feed = random.pick(FEEDS);
    const quantity = random.between(2, 8);
    const subject = `${feed}, ${quantity} items`;
    return counted(card, { operation: "rss_item", subject, quantity });
  }
  return single(card, "multi_platform_content", `${campaign}, short version`, {
    words: random.between(8, 45) * 10,
  });
}
