import { sentence as commonSentence, type Refusal } from "@/components/identity/refusals";
import { WEBHOOK_REFUSALS } from "@/lib/credits/core/webhook-url";

const SENTENCES: Record<string, string> = {
  unknown: "This warning was removed meanwhile. Nothing was changed.",
  fixed: "This warning stays as it is.",
  too_small: "Write an amount above 0: out is always told.",
  duplicate: "There is a warning at this amount already. Choose another one.",
  critical_above_low: "Almost out must be less than low.",
  exists: "There is a monthly limit for this already. Change it in the table.",
  unknown_target: "This is no longer in the workspace. Nothing was changed.",
  ...WEBHOOK_REFUSALS,
  no_webhook: "There is no webhook. Write its address first.",
  secret_changed:
    "The secret was replaced on another page, and that one signs. Nothing was changed. Replace it again to have it stop.",
};

/** The sentence for a refusal of the alert settings. */
export const sentence = (refusal: Refusal): string =>
  SENTENCES[refusal.reason] ?? commonSentence(refusal);
