import { type Credits, credits } from "./amount";

/** Warns when less than `below` is available. Once: it is armed again when the balance is no longer below. */
export type Threshold = Readonly<{ id: string; below: Credits; armed: boolean }>;

/**
 * Every account begins with these: low below 100 credits, critical at 10 or less, empty at 0. They start unarmed, since
 * an account that never had credits has lost none.
 */
export const FIRST_THRESHOLDS: readonly Threshold[] = [
  { id: "low", below: credits(100_00), armed: false },
  { id: "critical", below: credits(10_01), armed: false },
  { id: "empty", below: credits(1), armed: false },
];

/**
 * Not a warning: at this one credits are bought automatically. It is crossed like the others, and reported apart from
 * them.
 */
export const TOP_UP = "top-up";

/**
 * The thresholds after a command left `available`, and the one to warn about: the lowest that was crossed, because it
 * implies the others. `topUp` is the threshold at which credits are bought, if that one was crossed.
 */
export function crossed(
  thresholds: Iterable<Threshold>,
  available: Credits,
): { changed: Threshold[]; warnOf: Threshold | null; topUp: Threshold | null } {
  const changed: Threshold[] = [];
  let warnOf: Threshold | null = null;
  let topUp: Threshold | null = null;
  for (const threshold of thresholds) {
    const below = available < threshold.below;
    if (below !== threshold.armed) continue;
    changed.push({ ...threshold, armed: !below });
    if (!below) continue;
    if (threshold.id === TOP_UP) topUp = threshold;
    else if (!warnOf || threshold.below < warnOf.below) warnOf = threshold;
  }
  return { changed, warnOf, topUp };
}

/** Amounts as people set them: critical is "10 or less", every other one "below 100". */
export const belowOf = (id: string, amount: Credits): Credits =>
  id === "critical" ? credits(amount + 1) : amount;

/** The reverse: how the settings show a threshold. */
export const shownAmount = ({ id, below }: Pick<Threshold, "id" | "below">): Credits =>
  id === "critical" || id === "empty" ? credits(below - 1) : below;

export type ThresholdRefusal =
  | "unknown"
  | "fixed"
  | "too_small"
  | "duplicate"
  | "critical_above_low";

/**
 * Why a threshold cannot be set to warn below `below`, or null. Empty cannot be changed, no two may warn at the same
 * amount, and almost out must be less than low.
 */
export function thresholdRefusal(
  thresholds: readonly Threshold[],
  id: string,
  below: Credits,
): ThresholdRefusal | null {
  if (id === "empty") return "fixed";
  if (below <= 1) return "too_small";
  const others = thresholds.filter((one) => one.id !== id);
  if (others.some((one) => one.below === below)) return "duplicate";
  const belowNamed = (name: string) => others.find((one) => one.id === name)?.below;
  const low = id === "low" ? below : belowNamed("low");
  const critical = id === "critical" ? below : belowNamed("critical");
  const ordered = low === undefined || critical === undefined || critical < low;
  return ordered || (id !== "low" && id !== "critical") ? null : "critical_above_low";
}
