import { type Credits, credits } from "./amount";
import type { LotSource } from "./command";
import type { Instant } from "./instant";

/** The state of a credit. Every credit of a lot is in exactly one of these. */
export type CreditState = "remaining" | "held" | "used" | "expired" | "refunded";

/** Credits that came in together. Always: granted = remaining + held + used + expired + refunded. */
export type Lot = Readonly<
  Record<CreditState, Credits> & {
    id: string;
    label: string;
    source: LotSource;
    sourceId: string | null;
    granted: Credits;
    createdAt: Instant;
    /** null: never. A lot is spendable while the time is before this instant. */
    expiresAt: Instant | null;
    /** The hold that freezes what is left while the purchase is disputed: that of its oldest open dispute. */
    frozenBy: string | null;
    /** A lost dispute of the purchase left a debt: whatever still comes back settles that first. */
    lost: boolean;
    /** The part of `refunded` that refunds of the purchase took, together with its money. */
    revoked: Credits;
    /** What lost disputes of the purchase could not take, because it was gone without being spent: taken if it comes back. */
    excused: Credits;
    /** What refunds of the purchase could not take, because it was held or spent: taken if it comes back. */
    pledged: Credits;
  }
>;

export type LotOpening = Pick<
  Lot,
  "id" | "label" | "source" | "sourceId" | "granted" | "expiresAt" | "createdAt"
> & {
  /** Its source is under dispute already. */
  frozenBy?: string;
};

/** What the burn order depends on. */
export type BurnPosition = Pick<Lot, "id" | "createdAt" | "expiresAt">;

/** `amount` of the lot's credits, taken from or given to it. */
export type Allocation = { lotId: string; amount: Credits };

export const openLot = (opening: LotOpening): Lot => ({
  ...opening,
  remaining: opening.granted,
  held: credits(0),
  used: credits(0),
  expired: credits(0),
  refunded: credits(0),
  frozenBy: opening.frozenBy ?? null,
  lost: false,
  revoked: credits(0),
  excused: credits(0),
  pledged: credits(0),
});

/** Moves credits from one state to another. Throws if there are not enough. */
export const moveWithin = (lot: Lot, from: CreditState, to: CreditState, amount: Credits): Lot => ({
  ...lot,
  [from]: credits(lot[from] - amount),
  [to]: credits(lot[to] + amount),
});

export const isExpired = (lot: Pick<Lot, "expiresAt">, at: Instant): boolean =>
  lot.expiresAt !== null && lot.expiresAt <= at;

/** Soonest expiry first, then oldest first; lots without expiry last. */
export function byBurnOrder(a: BurnPosition, b: BurnPosition): number {
  const [endOfA, endOfB] = [a.expiresAt ?? Number.MAX_VALUE, b.expiresAt ?? Number.MAX_VALUE];
  if (endOfA !== endOfB) return endOfA - endOfB;
  if (a.createdAt !== b.createdAt) return a.createdAt - b.createdAt;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Which lots give `amount`, in burn order. Expired lots give nothing; what cannot be given is `missing`. */
export function planBurn(
  lots: Iterable<Lot>,
  amount: Credits,
  at: Instant,
): { allocations: Allocation[]; missing: Credits } {
  const allocations: Allocation[] = [];
  let missing: number = amount;
  const spendable = [...lots].filter((lot) => lot.remaining > 0 && !isExpired(lot, at));

  for (const lot of spendable.sort(byBurnOrder)) {
    if (missing === 0) break;
    const part = Math.min(lot.remaining, missing);
    allocations.push({ lotId: lot.id, amount: credits(part) });
    missing -= part;
  }
  return { allocations, missing: credits(missing) };
}

/** The first `amount` of `parts`, in their order. The caller makes sure that there is enough. */
export function takeFirst(parts: readonly Allocation[], amount: number): Allocation[] {
  const taken: Allocation[] = [];
  let wanted = amount;
  for (const part of parts) {
    const some = Math.min(part.amount, wanted);
    if (some > 0) taken.push({ lotId: part.lotId, amount: credits(some) });
    wanted -= some;
  }
  if (wanted > 0) throw new RangeError(`${wanted} more than there is`);
  return taken;
}

/** What is left of `parts` after the first `amount`. */
export function dropFirst(parts: readonly Allocation[], amount: number): Allocation[] {
  const left: Allocation[] = [];
  let dropped = amount;
  for (const part of parts) {
    const some = Math.min(part.amount, dropped);
    if (part.amount > some) left.push({ lotId: part.lotId, amount: credits(part.amount - some) });
    dropped -= some;
  }
  return left;
}
