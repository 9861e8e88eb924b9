import type { Use } from "./sums";

/** A fact that calls for action: most regenerations come from one campaign. */
export type Observation = { campaign: string; label: string; part: Use; whole: Use };

const FEWEST = 10;
const MOST_OF = 0.5;

/**
 * The one observation of the page, or none: at least ten regenerations, more than half of them in one campaign, whose
 * brief deserves a look.
 */
export function observe(regenerations: readonly (Use & { campaign: string; label: string })[]) {
  const whole = regenerations.reduce(
    (sum, { used, charges }) => ({ used: sum.used + used, charges: sum.charges + charges }),
    { used: 0, charges: 0 },
  );
  const top = regenerations
    .filter(({ campaign }) => campaign !== "")
    .toSorted((a, b) => b.charges - a.charges)[0];
  if (!top || whole.charges < FEWEST || top.charges <= whole.charges * MOST_OF) return null;
  const { campaign, label, used, charges } = top;
  return { campaign, label, part: { used, charges }, whole } satisfies Observation;
}
