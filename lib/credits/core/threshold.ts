import { type Credits, credits } from "./amount";

/** Warns when less than `below` is available. Once: it is armed again by a balance that is not below. */
export type Threshold = Readonly<{ id: string; below: Credits; armed: boolean }>;

/**
 * Every account begins with these: low below 100 credits, critical at 10 or less, empty at 0. Unarmed: an account
 * that never had credits has lost none.
 */
export const FIRST_THRESHOLDS: readonly Threshold[] = [
  { id: "low", below: credits(100_00), armed: false },
  { id: "critical", below: credits(10_01), armed: false },
  { id: "empty", below: credits(1), armed: false },
];

/**
 * The thresholds after a command left `available`, and the one to warn of: the lowest that was crossed, because it
 * says what the others would.
 */
export function crossed(
  thresholds: Iterable<Threshold>,
  available: Credits,
): { changed: Threshold[]; warnOf: Threshold | null } {
  const changed: Threshold[] = [];
  let warnOf: Threshold | null = null;
  for (const threshold of thresholds) {
    const below = available < threshold.below;
    if (below !== threshold.armed) continue;
    changed.push({ ...threshold, armed: !below });
    if (below && (!warnOf || threshold.below < warnOf.below)) warnOf = threshold;
  }
  return { changed, warnOf };
}
