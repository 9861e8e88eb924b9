import { type Refusal, sentence } from "@/components/identity/refusals";

/** Why a date cannot be used for a new version. */
export const DATES = {
  too_soon: "Choose a time at least two minutes from now: every server must know of it before.",
  before_latest: "Choose a time after the version it follows.",
  too_far: "Choose a time within a year.",
} as const;

const SENTENCES: Record<string, string> = {
  ...DATES,
  superseded:
    "Another version was published meanwhile, so this one was not. Load the page again: your draft is kept.",
  nothing_changed: "No price is changed. Nothing was published.",
  wrong_prices: "The prices of an operation do not go together. Nothing was published.",
  forbidden: "Only those who look after the installation publish rates. Nothing was published.",
};

/** The sentence for a refusal to publish: what, and what to do instead. */
export const refusalSentence = (refusal: Refusal): string =>
  SENTENCES[refusal.reason] ?? sentence(refusal);
