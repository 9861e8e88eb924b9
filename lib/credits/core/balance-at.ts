import { type Credits, credits } from "./amount";
import { isOpen } from "./run";

export type LotSnapshot = {
  id: string;
  remaining: number;
  expiresAt: Date | null;
  /** Its source, such as a purchase, whose refunds and lost disputes take what comes back to it. */
  sourceId?: string | null;
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

/** What takes credits that come back: the debt of lost purchases, and by source what refunds and lost disputes lack. */
export type Claims = Readonly<{ debt: number; awaited: ReadonlyMap<string, number> }>;
const NO_CLAIMS: Claims = { debt: 0, awaited: new Map() };

export type BalanceAt = {
  current: Credits;
  held: Credits;
  available: Credits;
  /** What is still owed for credits that were spent before their purchase was lost to a dispute. */
  debt: Credits;
  /** When it changes next without a command: a lot expires or a hold lapses. */
  changesAt: Date | null;
  /** The part of `held` that came back to disputed purchases since the last row, by the hold that freezes it. */
  joined: ReadonlyMap<string, number>;
};

/**
 * The balance at `now`, whether or not the sweep has written the rows for what ended: expired lots count for nothing, and
 * credits of lapsed holds are back in those of their lots that have not expired. Credits that were not expired when they
 * were held count until the hold ends. Claims take their part of what comes back first; the rest stays held while its
 * purchase is disputed.
 */
export function balanceAt(
  lots: readonly LotSnapshot[],
  holds: readonly OpenHold[],
  now: Date,
  claims: Claims = NO_CLAIMS,
): BalanceAt {
  const alive = lots.filter((lot) => !isOverAt(lot, now));
  const open = holds.filter((hold) => isOpen(hold, now));
  const { back, left } = returnedCredits(lots, holds, now, claims);
  const joined = new Map<string, number>();
  for (const { id, frozenBy } of lots) {
    const frozen = back.get(id)?.frozen ?? 0;
    if (frozenBy && frozen > 0) joined.set(frozenBy, (joined.get(frozenBy) ?? 0) + frozen);
  }
  const available = sum(alive.map(({ id }) => back.get(id)?.free ?? 0));
  const held = sum(open.map(stillHeld)) + sum([...joined.values()]);
  return {
    current: credits(available + held),
    held: credits(held),
    available: credits(available),
    debt: credits(left.debt),
    changesAt: soonest([
      ...alive.map(({ expiresAt }) => expiresAt),
      ...open.map(({ lapsesAt }) => lapsesAt),
    ]),
    joined,
  };
}

/**
 * The credits of a lot that are not held, including those of lapsed holds: free to be used, frozen by a dispute, taken (by
 * the debt, or by what refunds and lost disputes lack), or gone with the expired lot.
 */
type Returned = Readonly<{ free: number; frozen: number; taken: number; gone: number }>;

/**
 * By lot, the credits that are not held, including those of holds that lapsed by `now` without a row yet. They came back
 * when the hold lapsed, so a dispute freezes them, or a claim takes them, even if the lot has expired since. A lot that had
 * expired before gets nothing back, but settles the debt first, before the other lots of its hold. `left` is what the
 * claims still lack after that.
 */
export function returnedCredits(
  lots: readonly LotSnapshot[],
  holds: readonly OpenHold[],
  now: Date,
  claims: Claims = NO_CLAIMS,
): { back: Map<string, Returned>; left: Claims } {
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  const back = new Map<string, Returned>();
  const left = { debt: claims.debt, awaited: new Map(claims.awaited) };
  const give = (lot: LotSnapshot, amount: number, at: Date) => {
    const part = partOf(lot, amount, at, left);
    back.set(lot.id, together(back.get(lot.id) ?? NOTHING, part));
  };
  for (const lot of lots.toSorted((one, other) => (one.id < other.id ? -1 : 1)))
    if (lot.remaining > 0 && !isOverAt(lot, now)) give(lot, lot.remaining, now);
  for (const hold of holds.filter(({ state }) => state === "open").toSorted(byLapse)) {
    if (isOpen(hold, now)) continue;
    const parts = hold.lots.toSorted(byLot).flatMap(([lotId, amount]) => {
      const lot = byId.get(lotId);
      return lot ? [{ lot, amount, isOver: isOverAt(lot, hold.lapsesAt) }] : [];
    });
    for (const { lot, amount } of parts.toSorted((a, b) => Number(b.isOver) - Number(a.isOver)))
      give(lot, amount, hold.lapsesAt);
  }
  return { back, left };
}

/** What of each lot has expired by `now` without a row yet. */
export function unbookedExpiries(
  lots: readonly LotSnapshot[],
  holds: readonly OpenHold[],
  now: Date,
  claims: Claims,
): { lotId: string; amount: Credits; at: Date }[] {
  const { back } = returnedCredits(lots, holds, now, claims);
  return lots.flatMap((lot) => {
    const { id: lotId, expiresAt: at } = lot;
    if (at === null || !isOverAt(lot, now)) return [];
    const amount = credits(lot.remaining + (back.get(lotId)?.gone ?? 0));
    return amount > 0 ? [{ lotId, amount, at }] : [];
  });
}

const NOTHING: Returned = { free: 0, frozen: 0, taken: 0, gone: 0 };

const together = (one: Returned, other: Returned): Returned => ({
  free: one.free + other.free,
  frozen: one.frozen + other.frozen,
  taken: one.taken + other.taken,
  gone: one.gone + other.gone,
});

type Left = { debt: number; awaited: Map<string, number> };

/** Divides `amount` that comes back to a lot at an instant, and reduces `left` by what the claims took. */
function partOf(lot: LotSnapshot, amount: number, at: Date, left: Left): Returned {
  const settled = lot.lost ? Math.min(amount, left.debt) : 0;
  left.debt -= settled;
  if (isOverAt(lot, at)) return { ...NOTHING, taken: settled, gone: amount - settled };
  const source = lot.sourceId ?? "";
  const awaited = left.awaited.get(source) ?? 0;
  const taken = Math.min(amount - settled, awaited);
  left.awaited.set(source, awaited - taken);
  const rest = amount - settled - taken;
  return {
    ...NOTHING,
    taken: settled + taken,
    ...(lot.frozenBy ? { frozen: rest } : { free: rest }),
  };
}

/** In the order of the ledger's rows: holds that lapse at one instant by id, as are the lots of a hold. */
const byLapse = (one: OpenHold, other: OpenHold): number =>
  one.lapsesAt.getTime() - other.lapsesAt.getTime() || (one.id < other.id ? -1 : 1);

const byLot = ([one]: OpenHold["lots"][number], [other]: OpenHold["lots"][number]): number =>
  one < other ? -1 : 1;

const isOverAt = ({ expiresAt }: Pick<LotSnapshot, "expiresAt">, at: Date): boolean =>
  expiresAt !== null && expiresAt <= at;

/** What a hold still sets aside. */
export const stillHeld = (hold: Pick<OpenHold, "lots">): Credits =>
  credits(sum(hold.lots.map(([, amount]) => amount)));

const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);

const soonest = (dates: readonly (Date | null)[]): Date | null =>
  dates.reduce((first, date) => (date && (!first || date < first) ? date : first), null);
