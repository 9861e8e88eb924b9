import { type Credits, credits } from "./amount";
import { isOpen } from "./run";

export type LotFacts = {
  id: string;
  remaining: number;
  expiresAt: Date | null;
  /** While its purchase is disputed, what comes back to it stays held. */
  frozenBy?: string | null;
  /** Its purchase was lost to a dispute: what comes back settles the debt. */
  lost?: boolean;
};
export type OpenHold = {
  id: string;
  /** [lot id, amount still set aside], in the order they will be captured. */
  lots: readonly (readonly [string, number])[];
  state: string;
  lapsesAt: Date;
};

export type Standing = {
  current: Credits;
  held: Credits;
  available: Credits;
  /** What is still owed for credits that were spent before their purchase was lost to a dispute. */
  debt: Credits;
  /** When the clock alone changes it next: a lot expires, a hold lapses. */
  changesAt: Date | null;
};

/**
 * What is there at `now`, whatever the sweeper has written: lots past their expiry count for nothing, and the
 * credits of lapsed holds are back in those of their lots that have not expired. Unexpired credits a hold set
 * aside count until it ends, also past their lot's expiry. What comes back to a disputed lot stays held; to one that
 * was lost, it goes to the debt first.
 */
export function standingAt(
  lots: readonly LotFacts[],
  holds: readonly OpenHold[],
  now: Date,
  debt = 0,
): Standing {
  const alive = lots.filter((lot) => !isOverAt(lot, now));
  const open = holds.filter((hold) => isOpen(hold, now));
  const back = comeBack(lots, holds, now, debt);
  const frozen = sum([...back.values()].map((part) => part.frozen));
  const settled = sum([...back.values()].map((part) => part.settled));
  const available = sum(alive.map(({ id, remaining }) => remaining + (back.get(id)?.free ?? 0)));
  const held = sum(open.map(stillHeld)) + frozen;
  return {
    current: credits(available + held),
    held: credits(held),
    available: credits(available),
    debt: credits(debt - settled),
    changesAt: soonest([
      ...alive.map(({ expiresAt }) => expiresAt),
      ...open.map(({ lapsesAt }) => lapsesAt),
    ]),
  };
}

/**
 * What lapsed holds set aside of a lot: to be used again until the lot expires, kept by its dispute from then on, taken by
 * the debt, or gone, as the lot had expired.
 */
type Back = Readonly<{ free: number; frozen: number; settled: number; gone: number }>;

/**
 * By lot, what holds that lapsed by `now` gave back: their rows may still say that it is set aside. It came back when the
 * hold lapsed, so what the dispute of a lot keeps, or the debt takes, it does also where the lot expired between then and
 * now; a lot that had expired already gets nothing back.
 */
export function comeBack(
  lots: readonly Omit<LotFacts, "remaining">[],
  holds: readonly OpenHold[],
  now: Date,
  debt = 0,
): Map<string, Back> {
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  const back = new Map<string, Back>();
  let owed = debt;
  for (const hold of holds.filter(({ state }) => state === "open").toSorted(byLapse)) {
    if (isOpen(hold, now)) continue;
    for (const [lotId, amount] of hold.lots) {
      const lot = byId.get(lotId);
      if (!lot) continue;
      const part = partOf(lot, amount, hold.lapsesAt, owed);
      owed -= part.settled;
      back.set(lotId, together(back.get(lotId) ?? NOTHING, part));
    }
  }
  return back;
}

const NOTHING: Back = { free: 0, frozen: 0, settled: 0, gone: 0 };

const together = (one: Back, other: Back): Back => ({
  free: one.free + other.free,
  frozen: one.frozen + other.frozen,
  settled: one.settled + other.settled,
  gone: one.gone + other.gone,
});

/** What becomes of `amount` that comes back to a lot `at` an instant. */
function partOf(lot: Omit<LotFacts, "remaining">, amount: number, at: Date, owed: number): Back {
  if (isOverAt(lot, at)) return { ...NOTHING, gone: amount };
  if (lot.frozenBy) return { ...NOTHING, frozen: amount };
  const settled = lot.lost ? Math.min(amount, owed) : 0;
  return { ...NOTHING, free: amount - settled, settled };
}

const byLapse = (one: OpenHold, other: OpenHold): number =>
  one.lapsesAt.getTime() - other.lapsesAt.getTime();

const isOverAt = ({ expiresAt }: Pick<LotFacts, "expiresAt">, at: Date): boolean =>
  expiresAt !== null && expiresAt <= at;

/** What a hold still sets aside. */
export const stillHeld = (hold: Pick<OpenHold, "lots">): Credits =>
  credits(sum(hold.lots.map(([, amount]) => amount)));

const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);

const soonest = (dates: readonly (Date | null)[]): Date | null =>
  dates.reduce((first, date) => (date && (!first || date < first) ? date : first), null);
