import type { Credits, Kind } from "./amount";
import type { Json } from "./command";

/** One row of an estimate: "18 posts", "18 × 1.20 to 2.00". */
export type QuoteLine = { label: string; formula: string; min: Credits; max: Credits };

/**
 * What an operation will cost, computed before it runs, from the same rates and formula as the charge. `max` is what is
 * held; a charge is never above it. Plain JSON, sent to the browser as it is.
 */
export type Quote = {
  operation: string;
  kind: Kind;
  min: Credits;
  likely: Credits;
  max: Credits;
  rateCardVersion: string;
  quantity: number;
  inputs: Json;
  lines: QuoteLine[];
};
