// What can be wrong with the rules of core, one fault at a time. See hunt.ts.
import { DUE } from "./due-faults";
import { FOLD } from "./fold-faults";
import { ALERT, DELIVERY, EXPIRY_NOTICE, LIVE } from "./notice-faults";
import { FORECAST, RATE_CARD, RATE_FORMULAS } from "./price-faults";
import { CANONICAL, CAP, LEVEL, NOTICE } from "./rule-faults";

/** A text that occurs once in a module, and what replaces it. `same`: why nobody could see the fault, if that is so. */
export type CoreFault = { name: string; find: string; put: string; same?: string };

/**
 * By module. Each must be seen by the tests beside it, `<module>.test.ts`. `quote` holds types, so nothing can be
 * planted.
 */
export const CORE_FAULTS: Readonly<Record<string, readonly CoreFault[]>> = {
  due: DUE,
  fold: FOLD,
  canonical: CANONICAL,
  cap: CAP,
  notice: NOTICE,
  level: LEVEL,
  alert: ALERT,
  "expiry-notice": EXPIRY_NOTICE,
  delivery: DELIVERY,
  live: LIVE,
  forecast: FORECAST,
  "rate-card": RATE_CARD,
  "rate-formulas": RATE_FORMULAS,
};
