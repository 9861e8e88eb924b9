import { TAKEN_BY_DISPUTE, TAKEN_BY_REFUND } from "./adjustment";
import { credits } from "./amount";
import { lotOf, waitingOf } from "./books";
import type { Provenance } from "./command";
import { type Draft, nextInstant, record } from "./draft";
import type { Claim, Entry } from "./entry";
import { aboutHold, type Hold, type HoldEnd, remainingOf, whyFrozen, withPart } from "./hold";
import { EARLIEST, type Instant, instant } from "./instant";
import { type Allocation, isExpired, type Lot, takeFirst } from "./lot";
import { BeyondWindow } from "./state";

type EndingLot = { at: Instant; lot: Lot; returned?: true };
type EndingHold = { at: Instant; hold: Hold };
type Due = EndingLot | EndingHold;

/** Whether something has expired or lapsed by `limit` for which there is no row yet. */
export function isDue(draft: Draft, limit: Instant): boolean {
  if (draft.lotsUntil && isExpired(draft.lotsUntil, limit)) throw new BeyondWindow("lots");
  if (draft.holdsUntil !== null && draft.holdsUntil <= limit) throw new BeyondWindow("holds");

  for (const hold of draft.holds.values()) if (isLapsing(hold, limit)) return true;
  const awaited = awaitedIn(draft.lots.values());
  for (const lot of draft.lots.values()) {
    const ends = isExpired(lot, limit) || isClaimed(draft, lot, awaited);
    if (ends && lot.remaining > 0) return true;
  }
  return false;
}

/**
 * Writes the rows for every lot that expired and every hold that lapsed by `limit`, in the order in which that happened,
 * each with the instant at which it took effect. `passed` is called after everything that ended at one instant.
 */
export function bookDue(
  draft: Draft,
  limit: Instant,
  key: string,
  passed: () => void = () => {},
): void {
  if (!isDue(draft, limit)) return;
  const ahead = aheadOf(draft, limit);
  let at = EARLIEST;
  let due = nextDue(draft, ahead);
  while (due) {
    at = instant(Math.max(at, due.at));
    bookEnding(draft, due, key);
    due = nextDue(draft, ahead);
    if (!due || due.at > at) passed();
  }
}

function bookEnding(draft: Draft, due: Due, key: string): void {
  if ("hold" in due)
    endHold(draft, due.hold, { end: "lapsed", about: lapse(due.hold), key, at: due.at });
  else if (due.returned) bookReturned(draft, due.lot, key);
  else bookExpiry(draft, due.lot, key);
}

/**
 * Ends a hold and gives back what it still sets aside. Credits whose lot has expired meanwhile settle the debt of their
 * lost purchase, or expire, in rows of their own before the release.
 */
export function endHold(
  draft: Draft,
  given: Hold,
  how: { end: HoldEnd; about: Provenance; key: string; at?: Instant; claim?: Claim },
): Entry {
  const { end, about, key, claim } = how;
  const at = nextInstant(draft, how.at);
  const hold = given.freezes === null ? settleFromExpired(draft, given, { about, key, at }) : given;
  const lapsed = hold.lots.filter(({ lotId }) => hasExpired(draft, lotId, at));
  const alive = hold.lots.filter(({ lotId }) => !hasExpired(draft, lotId, at));
  const afterExpiry = { ...hold, lots: alive, released: credits(hold.released + sumOf(lapsed)) };

  if (lapsed.length > 0) {
    record(draft, {
      type: "expiry",
      key,
      at,
      about: { ...about, actor: { type: "system" }, reason: "Held credits of an expired lot" },
      moves: lapsed.map((part) => ({ ...part, from: "held", to: "expired" })),
      hold: afterExpiry,
    });
  }
  return record(draft, {
    type: "release",
    key,
    at,
    about,
    moves: alive.map((part) => ({ ...part, from: "held", to: "remaining" })),
    hold: {
      ...afterExpiry,
      lots: [],
      released: credits(afterExpiry.released + remainingOf(afterExpiry)),
      state: end,
    },
    ...(claim ? { claim } : {}),
  });
}

/**
 * Credits of a lost purchase that an operation gives back were not spent, although a debt was recorded for them while
 * they were held. If they have expired, they settle that debt first; otherwise what is owed in the end would depend on
 * whether the dispute or the operation ended first.
 */
function settleFromExpired(
  draft: Draft,
  hold: Hold,
  { about, key, at }: { about: Provenance; key: string; at: Instant },
): Hold {
  const isOver = (id: string) => lotOf(draft, id).lost && hasExpired(draft, id, at);
  const over = hold.lots.filter(({ lotId }) => isOver(lotId));
  const settled = credits(Math.min(draft.account.debt, sumOf(over)));
  if (settled === 0) return hold;
  const parts = takeFirst(over, settled);
  const taken = new Map<string, number>(parts.map(({ lotId, amount }) => [lotId, amount]));
  const leftOf = ({ lotId, amount }: Allocation) => credits(amount - (taken.get(lotId) ?? 0));
  const left = hold.lots.map((part) => ({ ...part, amount: leftOf(part) }));
  const lots = left.filter(({ amount }) => amount > 0);
  const after = { ...hold, lots, released: credits(hold.released + settled) };
  record(draft, {
    type: "adjustment",
    key,
    at,
    about: { ...about, actor: { type: "system" }, reason: "Debt settled" },
    moves: parts.map((part) => ({ ...part, from: "held", to: "refunded" })),
    hold: after,
    debt: { settled },
  });
  return after;
}

/** Everything that may end: lots and holds in the order in which they end, the first one last, and the claimed lots. */
type Ahead = { lots: EndingLot[]; holds: EndingHold[]; claimable: string[] };

/** Collected once: thousands may end together, and no row booked here starts or ends another. */
function aheadOf({ lots, holds }: Draft, limit: Instant): Ahead {
  const all = [...lots.values()];
  const awaited = awaitedIn(all);
  const isClaimable = ({ frozenBy, lost, sourceId }: Lot) =>
    frozenBy !== null || lost || awaited?.has(sourceId) === true;
  const expiring = all.flatMap((lot) =>
    lot.expiresAt !== null && isExpired(lot, limit) ? [{ at: lot.expiresAt, lot }] : [],
  );
  const lapsing = [...holds.values()].filter((hold) => isLapsing(hold, limit));
  return {
    lots: expiring.sort(lastFirst),
    holds: lapsing.map((hold) => ({ at: hold.lapsesAt, hold })).sort(lastFirst),
    claimable: all
      .filter(isClaimable)
      .map(({ id }) => id)
      .sort(),
  };
}

const isLapsing = ({ state, lapsesAt }: Hold, limit: Instant): boolean =>
  state === "open" && lapsesAt <= limit;

const lastFirst = (one: Due, other: Due): number => (isBefore(one, other) ? 1 : -1);

/**
 * Takes whatever ends next: immediately, what came back to a lot whose purchase is disputed or whose refund fell short;
 * then a lot that expires with something left in it, or a hold that lapses. An empty lot that expires before every
 * remaining hold lapses is dropped for good, because no hold will give anything back to it.
 */
function nextDue(draft: Draft, { lots, holds, claimable }: Ahead): Due | null {
  const returned = returnedAmong(draft, claimable);
  if (returned) return { at: EARLIEST, lot: returned, returned: true };
  for (let next = lots.at(-1); next && isBefore(next, holds.at(-1)); next = lots.at(-1)) {
    lots.pop();
    const lot = lotOf(draft, next.lot.id);
    if (lot.remaining > 0) return { at: next.at, lot };
  }
  return holds.pop() ?? null;
}

function returnedAmong(draft: Draft, claimable: readonly string[]): Lot | undefined {
  if (claimable.length === 0) return undefined;
  const lots = claimable.map((id) => lotOf(draft, id));
  const awaited = awaitedIn(lots);
  return lots.find((lot) => lot.remaining > 0 && isClaimed(draft, lot, awaited));
}

/** By instant; at one instant lots before holds, then by id: however rows were loaded, the order is the same. */
function isBefore(one: Due, other: Due | undefined): boolean {
  if (!other || one.at !== other.at) return !other || one.at < other.at;
  const rank = (due: Due) => ("lot" in due ? `1 ${due.lot.id}` : `2 ${due.hold.id}`);
  return rank(one) < rank(other);
}

/** For a lot with something left in it. One that had expired when its credits came in cannot be claimed: it expires. */
const isClaimed = (draft: Draft, lot: Lot, awaited: ReturnType<typeof awaitedIn>): boolean =>
  (lot.frozenBy !== null || owes(draft, lot) || awaited?.has(lot.sourceId) === true) &&
  !isExpired(lot, draft.account.lastAt);

/** Whatever comes back to it settles the debt first. */
const owes = ({ account }: Draft, lot: Lot): boolean => lot.lost && account.debt > 0;

/** The sources for which a refund or a lost dispute fell short; null if there are none, as is nearly always so. */
function awaitedIn(lots: Iterable<Lot>): ReadonlySet<string | null> | null {
  let sources: Set<string | null> | null = null;
  for (const lot of lots) {
    if (lot.pledged === 0 && lot.excused === 0) continue;
    sources ??= new Set();
    sources.add(lot.sourceId);
  }
  return sources;
}

/**
 * Credits that come back to a lost purchase settle the debt. From what is then left, refunds and lost disputes take what
 * they fell short of, and the rest is frozen while the purchase is disputed or being refunded. This takes effect at the
 * instant after the credits came back, however late it is written: what ends between then and now has yet to happen.
 */
function bookReturned(draft: Draft, lot: Lot, key: string): void {
  const at = nextInstant(draft, EARLIEST);
  if (owes(draft, lot))
    settleDebt(draft, lot.id, { about: { actor: { type: "system" } }, key, at });
  else if (!takeAwaited(draft, lot, { key, at })) freezeReturned(draft, lot, { key, at });
}

/** Takes what came back for its refunds, or else for its lost disputes. False if neither is waiting for it. */
function takeAwaited(draft: Draft, lot: Lot, { key, at }: { key: string; at: Instant }): boolean {
  const { id: lotId, sourceId, remaining } = lot;
  const pledged = waitingOf(draft, sourceId, "pledged");
  const waiting = pledged > 0 ? pledged : waitingOf(draft, sourceId, "excused");
  if (waiting === 0 || sourceId === null) return false;
  const amount = credits(Math.min(waiting, remaining));
  const taken = pledged > 0 ? { redeemed: amount } : { excused: 0 - amount };
  record(draft, {
    type: "adjustment",
    key,
    at,
    about: {
      actor: { type: "system" },
      reason: pledged > 0 ? TAKEN_BY_REFUND : TAKEN_BY_DISPUTE,
    },
    moves: [{ lotId, from: "remaining", to: "refunded", amount }],
    gone: { source: sourceId, ...taken },
  });
  return true;
}

function freezeReturned(draft: Draft, lot: Lot, { key, at }: { key: string; at: Instant }): void {
  const freeze = draft.holds.get(lot.frozenBy ?? "");
  if (!freeze) throw new BeyondWindow("holds");
  const part = { lotId: lot.id, amount: lot.remaining };
  record(draft, {
    type: "hold",
    key,
    at,
    about: { actor: { type: "system" }, reason: whyFrozen(freeze) },
    moves: [{ ...part, from: "remaining", to: "held" }],
    hold: withPart(freeze, part),
  });
}

/** Takes as much of what a lot has left as the account's debt needs. */
export function settleDebt(
  draft: Draft,
  lotId: string,
  { about, key, at }: { about: Omit<Provenance, "reason">; key: string; at?: Instant },
): void {
  const owed = credits(Math.min(draft.account.debt, lotOf(draft, lotId).remaining));
  record(draft, {
    type: "adjustment",
    key,
    ...(at === undefined ? {} : { at }),
    about: { ...about, reason: "Debt settled" },
    moves: [{ lotId, from: "remaining", to: "refunded", amount: owed }],
    debt: { settled: owed },
  });
}

/** The reason of the row of a lot that expired. */
export const expiredLot = (label: string): string => `Expired: ${label}`;

function bookExpiry(draft: Draft, lot: Lot, key: string): void {
  record(draft, {
    type: "expiry",
    key,
    about: { actor: { type: "system" }, reason: expiredLot(lot.label) },
    moves: [{ lotId: lot.id, from: "remaining", to: "expired", amount: lot.remaining }],
    ...(lot.expiresAt === null ? {} : { at: lot.expiresAt }),
  });
}

const lapse = (hold: Hold): Provenance => ({
  ...aboutHold(hold),
  actor: { type: "system" },
  reason: "Hold lapsed",
});

const hasExpired = (draft: Draft, lotId: string, at: Instant): boolean =>
  isExpired(lotOf(draft, lotId), at);

const sumOf = (parts: readonly Allocation[]): number =>
  parts.reduce((total, part) => total + part.amount, 0);
