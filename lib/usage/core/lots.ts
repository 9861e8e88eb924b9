import type { Credits, Kind } from "@/lib/credits/core/amount";
import type { BalanceLot } from "@/lib/credits/core/balance";
import { formatCredits } from "@/lib/credits/core/format";

/** A lot on the timeline, which shows them in the order in which they are used. */
export type TimelineLot = BalanceLot & {
  /** When the last of it was charged, if the latest rows say so. Null if it is not used up. */
  usedUpAt: string | null;
  /** The row of the history with which it came in. */
  entry: string | null;
};

const DAY = 86_400_000;
const WARNING_DAYS = 30;

/** What would be lost from a lot, and in how many days. */
type Loss = { lot: TimelineLot; lost: Credits; days: number };

/** The lots that expire within 30 days and are not on course to be used by then, each with what would be lost. */
export const lotsAtRisk = (
  lots: readonly TimelineLot[],
  now: Date,
  pacePerDay: number | null,
): { lot: TimelineLot; lost: Credits }[] =>
  lossesOf(lots, now, pacePerDay)
    .filter(({ days }) => days <= WARNING_DAYS)
    .map(({ lot, lost }) => ({ lot, lost }));

/** What is said if no lot is at risk, and no more than is true of the lots that expire later. */
export const safeSentence = (
  lots: readonly TimelineLot[],
  now: Date,
  pacePerDay: number | null,
): string =>
  lossesOf(lots, now, pacePerDay).length === 0
    ? "Nothing is on course to expire."
    : `Nothing is on course to expire in the next ${WARNING_DAYS} days.`;

/** Whether a dispute or a refund on its way keeps what is left of it. */
export const isFrozen = ({ state }: Pick<TimelineLot, "state">): boolean =>
  state === "frozen" || state === "refunding";

/** How many credits came in with a lot, which serves as its name: "550", "412.55". */
export const boughtWords = ({ bought }: Pick<TimelineLot, "bought">, kind: Kind): string =>
  formatCredits(bought, kind).replace(/\.00$/, "");

/**
 * How a lot ended, which is not always by use: "Used up 16 Nov", "100.00 taken back, added 27 Nov". If it was used up
 * before the rows that are looked at, it is named by the day it came in: "Used up, added 10 Nov".
 */
export function spentNote(
  { takenBack, usedUpAt, createdAt }: Pick<TimelineLot, "takenBack" | "usedUpAt" | "createdAt">,
  kind: Kind,
  on: (at: string) => string,
): string {
  if (takenBack > 0) return `${formatCredits(takenBack, kind)} taken back, added ${on(createdAt)}`;
  return usedUpAt ? `Used up ${on(usedUpAt)}` : `Used up, added ${on(createdAt)}`;
}

type Risk = { lot: TimelineLot; lost: Credits };

/** More would be a wall of warnings. */
const RISKS_TOLD = 3;

/**
 * What will be lost from each lot, and when: at the current pace or, if there is too little use for one, if nothing is
 * used. Of many, the first two, and the others together.
 */
export function riskSentences(
  risks: readonly Risk[],
  kind: Kind,
  { on, pacePerDay }: { on: (at: string | null) => string; pacePerDay: number | null },
): { key: string; text: string }[] {
  const told = risks.length > RISKS_TOLD ? RISKS_TOLD - 1 : risks.length;
  const others = risks.slice(told);
  const all = formatCredits(
    others.reduce((sum, one) => sum + one.lost, 0),
    kind,
  );
  const what = ({ lot, lost }: Risk) => `${formatCredits(lost, kind)} of ${lot.label}`;
  const ends = (when: string) =>
    pacePerDay === null
      ? `expire ${when} unless they are used before.`
      : `will expire unused ${when} at the current pace.`;
  const last = others.at(-1);
  return [
    ...risks
      .slice(0, told)
      .map((one) => [one, `${what(one)} ${ends(`on ${on(one.lot.expiresAt)}`)}`] as const),
    ...(last
      ? [
          [
            last,
            `${all} of ${others.length} other lots ${ends(`by ${on(last.lot.expiresAt)}`)}`,
          ] as const,
        ]
      : []),
  ].map(([{ lot }, text]) => ({ key: lot.id, text }));
}

/**
 * At the current pace the lots are used one after the other, in their order. What expires of one is not used, so the
 * next begins with that expiry. A frozen lot is not used.
 */
function lossesOf(lots: readonly TimelineLot[], now: Date, pacePerDay: number | null): Loss[] {
  const losses: Loss[] = [];
  let usedBefore = 0;
  for (const lot of lots) {
    if (isFrozen(lot) || lot.left === 0) continue;
    const days = lot.expiresAt ? (Date.parse(lot.expiresAt) - now.getTime()) / DAY : Infinity;
    const mayUse = lot.expiresAt ? Math.floor(days * (pacePerDay ?? 0)) - usedBefore : lot.left;
    const used = Math.max(0, Math.min(lot.left, mayUse));
    if (used < lot.left) losses.push({ lot, lost: (lot.left - used) as Credits, days });
    usedBefore += used;
  }
  return losses;
}

/** The lots that get a segment: the one that ended last, then those with something left. */
export const currentLots = (lots: readonly TimelineLot[]): TimelineLot[] => [
  ...lots
    .filter(({ left }) => left === 0)
    .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
    .slice(-1),
  ...lots.filter(({ left }) => left > 0),
];

const ROOM_FOR_A_LABEL = 0.2;
/** Longer than the name of any package. Such names are written in the list under the bar. */
const LONGEST_LABEL = 24;

/**
 * The segments of the bar: one a lot, as wide as what was bought; beyond six, the rest is one segment. `labelled` if
 * each segment has room for its words under it; the last one's words extend to the left, over its neighbour's room.
 */
export function segmentsOf(lots: readonly TimelineLot[]): {
  shown: TimelineLot[];
  more: TimelineLot[];
  labelled: boolean;
} {
  const shown = lots.length > 6 ? lots.slice(0, 5) : [...lots];
  const total = shown.reduce((sum, { bought }) => sum + bought, 0);
  const shares = shown.map(({ bought }) => bought / total);
  const [beforeLast = 1, last = 0] = shown.length > 1 ? shares.slice(-2) : [1, 1];
  return {
    shown,
    more: lots.slice(shown.length),
    labelled:
      lots.length === shown.length &&
      lots.every(({ label }) => label.length <= LONGEST_LABEL) &&
      shares.slice(0, -1).every((share) => share >= ROOM_FOR_A_LABEL) &&
      beforeLast + last >= 2.4 * ROOM_FOR_A_LABEL,
  };
}
