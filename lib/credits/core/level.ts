import { type Credits, credits } from "./amount";
import type { Level } from "./balance";
import { FIRST_THRESHOLDS } from "./threshold";

/** An account is low, or critical, while less than this is available. */
export type Thresholds = { low: Credits; critical: Credits };

const firstBelow = (id: string): Credits =>
  FIRST_THRESHOLDS.find((threshold) => threshold.id === id)?.below ?? credits(0);

/** Low below 100 credits, critical at 10 or less. */
export const THRESHOLDS: Thresholds = { low: firstBelow("low"), critical: firstBelow("critical") };

/** The level of what is available, compared on the raw amount. */
export function levelOf(available: Credits, thresholds: Thresholds = THRESHOLDS): Level {
  if (available === 0) return "empty";
  if (available < thresholds.critical) return "critical";
  return available < thresholds.low ? "low" : "ok";
}
