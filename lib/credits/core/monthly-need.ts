import { type Credits, credits, type Kind } from "./amount";
import type { Quote } from "./quote";
import { type QuoteInputs, quoteOperation, type RateCard, rateOf } from "./rate-card";

/** A month of work: contacts, posts on each platform, platforms, and a buffer in percent. */
export type MonthlyWork = { contacts: number; posts: number; platforms: number; buffer: number };

/** One part of a month's need: the operation's own quote. */
type NeedLine = { label: string; quote: Quote };

export type Need = {
  kind: Kind;
  lines: NeedLine[];
  min: Credits;
  likely: Credits;
  max: Credits;
  /** The recommended amount: the most likely sum plus the buffer, rounded up. */
  wanted: Credits;
};

/** What each field may hold: whole numbers from 0 to this. */
export const MOST_WORK: MonthlyWork = {
  contacts: 1_000_000,
  posts: 1_000,
  platforms: 20,
  buffer: 200,
};

/** An average month of a small team, with which the calculator starts. */
export const USUAL_WORK: MonthlyWork = { contacts: 200, posts: 12, platforms: 2, buffer: 20 };

/** The month to compute with: as given, with the usual value for each field that is invalid. */
export const monthlyWork = (asked: MonthlyWork): MonthlyWork => ({
  contacts: counted("contacts", asked),
  posts: counted("posts", asked),
  platforms: counted("platforms", asked),
  buffer: counted("buffer", asked),
});

function counted(name: keyof MonthlyWork, { [name]: count }: MonthlyWork): number {
  const usable = Number.isInteger(count) && count >= 0 && count <= MOST_WORK[name];
  return usable ? count : USUAL_WORK[name];
}

/**
 * The credits a month of work needs, of each kind, by the rate card's own quotes: a strategy and its posts on every
 * platform; and for each contact one lead delivered, its profile read and a standard message written.
 */
export function monthlyNeed(work: MonthlyWork, card: RateCard): Record<Kind, Need> {
  const { contacts, platforms } = work;
  const posts = work.posts * platforms;
  const campaign: Part[] =
    posts > 0
      ? [
          ["campaign_strategy", { platforms, complexity: "standard" }],
          ["content_generation", { quantity: posts, complexity: "standard" }],
        ]
      : [];
  const outreach: Part[] =
    contacts > 0
      ? [
          ["profile_analysis", { quantity: contacts }],
          ["dm_standard", { quantity: contacts }],
        ]
      : [];
  const leads: Part[] = contacts > 0 ? [["lead_sourcing", { quantity: contacts }]] : [];
  return {
    ai: needOf("ai", [...campaign, ...outreach], work.buffer, card),
    lead: needOf("lead", leads, work.buffer, card),
  };
}

type Part = readonly [operation: string, inputs: QuoteInputs];

function needOf(kind: Kind, parts: readonly Part[], buffer: number, card: RateCard): Need {
  const lines = parts.map(([operation, inputs]) => ({
    label: rateOf(card, operation).label,
    quote: quoteOperation(operation, inputs, card),
  }));
  const sum = (end: "min" | "likely" | "max") =>
    credits(lines.reduce((total, { quote }) => total + quote[end], 0));
  const likely = sum("likely");
  return { kind, lines, min: sum("min"), likely, max: sum("max"), wanted: raised(likely, buffer) };
}

/** `amount` and `percent` of it, rounded up once. */
const raised = (amount: Credits, percent: number): Credits =>
  credits(Math.ceil((amount * (100 + percent)) / 100));
