import type { Credits } from "@/lib/credits/core/amount";
import { quoteOperation } from "@/lib/credits/core/rate-card";
import { type Book, HOUR, MINUTE, type RunSpec } from "../../tools/book";
import { workingTime } from "../../tools/calendar";
import { counted, messages, postsCosting, single, type Work } from "../../tools/work";
import type { Cast } from "../../tools/workspace";
import { campaignNamed } from "./campaigns";

/** What the last two days cost together, the refunded analysis left out: the sum of the charges below. */
export const USED_LATELY = 27_40 + 18_62 + 2_00 + 2_35 + 8_00 + 11_16;

const ROAST = "Spring roast launch";

/** The last two days, as one could have watched them: what the top of the history shows. */
export function tellLatest(book: Book, cast: Cast): void {
  const { card, now } = book;
  const roast = campaignNamed(book, ROAST);
  const ago = (ms: number) => now - ms;
  const run = (name: string, at: number, who: string, work: Work, more: Partial<RunSpec> = {}) =>
    book.run({
      ...work,
      name: `latest:${name}`,
      kind: "ai",
      at,
      minutes: 2,
      actorId: who,
      ended: "done",
      ...more,
    });

  run("standard", yesterday(book, 15, 12), cast.tomasz, standardMessages(book));
  book.charge({
    ...counted(card, {
      operation: "rss_item",
      subject: "The Roast Journal, 8 items",
      quantity: 8,
      facts: { feed: "The Roast Journal" },
    }),
    name: "latest:rss",
    kind: "ai",
    at: yesterday(book, 16, 5),
    amount: 8_00 as Credits,
  });
  failedAnalysis(book, cast);
  run(
    "analysis",
    byDay(ago(4 * HOUR + 8 * MINUTE), yesterday(book, 17, 41)),
    cast.priya,
    single(card, "assistant_analysis", "Channel mix", { tokens: 6_750 }),
  );
  run(
    "regeneration",
    byDay(ago(3 * HOUR + 46 * MINUTE), yesterday(book, 17, 58)),
    cast.ines,
    postsCosting(card, 2_00, () => `${ROAST}, post 4`, "content_regeneration"),
    { campaign: roast },
  );
  run("premium", ago(31 * MINUTE), cast.tomasz, premiumMessages(book));
  run(
    "posts",
    ago(11 * MINUTE),
    cast.ines,
    postsCosting(card, 27_40, (posts) => `${ROAST}, ${posts} posts`),
    { campaign: roast },
  );
  stillRunning(book, cast);
}

/** The last working day before today, at a time of day. */
const yesterday = ({ now }: Book, hour: number, minute: number): number =>
  workingTime(now, 1, { hour, minute });

/** `at`, unless that is at night: then `instead`. */
function byDay(at: number, instead: number): number {
  const hour = new Date(at).getUTCHours();
  return hour >= 8 && hour < 20 ? at : instead;
}

function premiumMessages({ card }: Book): Work {
  const about: [handle: string, words: number][] = [
    ["fabricacoffee", 1_200],
    ["copenhagenlx", 1_420],
    ["comoba_lisboa", 1_080],
    ["dramaticocafe", 1_840],
  ];
  return messages(
    card,
    "dm_premium",
    "Café owners",
    about.map(([handle, words]) => ({ handle, words, contextItems: 0 })),
  );
}

/** Twelve messages that come to 11.16: 0.93 each, at 260 words. */
function standardMessages({ card }: Book): Work {
  const handles =
    "buna_lx hello_kristof simpli.coffee thefolks.pt neighbourhood_lx olisipo_roasts flor_da_selva sete_cafe montana.lx heim_cafe nicolau_lx pao_e_po".split(
      " ",
    );
  return messages(
    card,
    "dm_standard",
    "Café owners",
    handles.map((handle) => ({ handle, words: 260, contextItems: 0 })),
  );
}

function failedAnalysis(book: Book, cast: Cast): void {
  const { card } = book;
  const work = single(card, "strategy_analysis", `${ROAST}, analysis`, { words: 2_200 });
  const at = yesterday(book, 16, 58);
  book.refundedCharge(
    {
      ...work,
      name: "latest:failed-analysis",
      kind: "ai",
      at,
      minutes: 3,
      actorId: cast.priya,
      campaign: campaignNamed(book, ROAST),
      ended: "done",
    },
    { at: yesterday(book, 17, 20), reason: "Strategy analysis failed" },
  );
}

/** Six posts under way: 1.60 each at most, so 9.60 is held. */
function stillRunning(book: Book, cast: Cast): void {
  const inputs = { complexity: "standard", words: { min: 150, likely: 280, max: 400 } };
  book.run({
    name: "latest:running",
    kind: "ai",
    at: book.now - 50_000,
    minutes: 0,
    operation: "content_generation",
    subject: "Autumn menu, 6 posts",
    actorId: cast.mei,
    campaign: campaignNamed(book, "Autumn menu"),
    quote: quoteOperation("content_generation", { quantity: 6, ...inputs }, book.card),
    quantity: 6,
    inputs: { complexity: "standard" },
    charge: null,
    ended: "running",
  });
}
