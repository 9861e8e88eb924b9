import { type Credits, credits } from "./amount";
import type { Level } from "./balance";

export type Thresholds = { low: Credits; critical: Credits };

/** Low below 100 credits, critical at 10 or less. */
export const THRESHOLDS: Thresholds = { low: credits(100_00), critical: credits(10_00) };

/** The level of what is available, compared on the raw amount. */
export function levelOf(available: Credits, thresholds: Thresholds = THRESHOLDS): Level {
  if (available === 0) return "empty";
  if (available <= thresholds.critical) return "critical";
  return available < thresholds.low ? "low" : "ok";
}
