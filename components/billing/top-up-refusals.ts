import { sentence as commonSentence, type Refusal } from "@/components/identity/refusals";

const SENTENCES: Record<string, string> = {
  no_card: "No card is saved. Add one first. Nothing was changed.",
  card_expired: "The saved card has expired. Use another card. Nothing was changed.",
  package_gone: "This package is no longer sold. Choose another one.",
  package_too_small: "This package is smaller than the amount above. Choose a larger one.",
  limit_too_small: "The limit is below the price of one package.",
  threshold_zero: "Write an amount above 0.",
};

const FIELDS: Record<string, "threshold" | "packageId" | "monthlyLimit"> = {
  package_gone: "packageId",
  package_too_small: "packageId",
  limit_too_small: "monthlyLimit",
  threshold_zero: "threshold",
};

/** Why automatic top-ups were not switched on, beside the field it is about. */
export const problemOf = (refusal: Refusal) => {
  const field = FIELDS[refusal.reason];
  const message = SENTENCES[refusal.reason] ?? commonSentence(refusal);
  return field ? { field, message } : { message };
};
