import { type Credits, credits } from "./amount";
import { type Cap, capName } from "./cap";
import type { CapChange, Claim, GoneUnspent } from "./entry";
import { type Hold, remainingOf, takeFromHold, withPart } from "./hold";
import { type CreditState, type Lot, type LotOpening, moveWithin, openLot } from "./lot";
import { type Account, BeyondWindow } from "./state";
import type { Threshold } from "./threshold";

/** An account with its lots, holds, caps and thresholds, while entries are applied to it. */
export type Books = {
  account: Account;
  lots: Map<string, Lot>;
  holds: Map<string, Hold>;
  caps: Map<string, Cap>;
  /** The thresholds that warn when too little is left, by id. */
  thresholds: Map<string, Threshold>;
};

/** Credits going of a lot changing their state. */
export type Move = { lotId: string; from: CreditState; to: CreditState; amount: Credits };

/** The lot, which must be among those loaded. */
export function lotOf(books: Pick<Books, "lots">, id: string): Lot {
  const lot = books.lots.get(id);
  if (!lot) throw new BeyondWindow("lots");
  return lot;
}

/** Opens a lot of new credits; if it replaces an expired lot, it comes under the same dispute. */
export function open(books: Books, opening: LotOpening, inPlaceOf?: Lot): void {
  if (books.lots.has(opening.id)) throw new Error(`The lot ${opening.id} exists already.`);
  const { account } = books;
  books.account = {
    ...account,
    granted: credits(account.granted + opening.granted),
    current: credits(account.current + opening.granted),
  };
  const lot = openLot(opening);
  const { frozenBy, lost } = inPlaceOf ?? lot;
  books.lots.set(opening.id, { ...lot, frozenBy, lost });
}

/** Applies a dispute to the lots of a source, except those that another dispute has frozen. */
export function claimLots(books: Books, holdId: string, { source, as, next }: Claim): void {
  const subject = as === "frozen" ? null : holdId;
  const frozenBy = as === "frozen" ? holdId : (next ?? null);
  for (const lot of books.lots.values()) {
    if (lot.sourceId !== source || lot.frozenBy !== subject) continue;
    books.lots.set(lot.id, { ...lot, frozenBy, lost: lot.lost || as === "lost" });
  }
  if (next !== undefined && next !== holdId) passOn(books, holdId, next);
}

/** Transfers what one dispute's freeze holds to the next one. No credit moves, and none expires in between. */
function passOn({ holds }: Books, from: string, to: string): void {
  const [giver, keeper] = [holds.get(from), holds.get(to)];
  if (!giver || !keeper) throw new BeyondWindow("holds");
  holds.set(to, giver.lots.reduce(withPart, keeper));
  holds.set(from, takeFromHold(giver, "released", remainingOf(giver)));
}

/**
 * How many of a source's credits are gone although nobody spent them: refunded together with their money, or expired;
 * less what lost disputes have already counted. Credits that expired only to be granted again are not gone.
 */
export function goneUnspentOf({ lots }: Pick<Books, "lots">, source: string): number {
  let gone = 0;
  for (const lot of lots.values()) {
    if (lot.sourceId !== source) continue;
    gone += lot.revoked + lot.expired - lot.excused - (lot.source === "refund" ? lot.granted : 0);
  }
  return gone;
}

/**
 * What refunds, or lost disputes, of a source fell short of; they take it from whatever comes back to any of its lots.
 */
export function waitingOf(
  { lots }: Pick<Books, "lots">,
  source: string | null,
  what: "pledged" | "excused",
): number {
  let waiting = 0;
  for (const lot of lots.values()) if (lot.sourceId === source) waiting += lot[what];
  return waiting;
}

/**
 * Records on a source's lots how refunds and lost disputes changed what is gone. More goes onto the first of them, less
 * comes off them in the order of their ids.
 */
export function recordGoneUnspent(books: Pick<Books, "lots">, gone: GoneUnspent): void {
  const { source, revoked = 0, excused = 0, pledged = 0, redeemed = 0 } = gone;
  const lots = [...books.lots.values()].filter(({ sourceId }) => sourceId === source);
  const ids = lots.map(({ id }) => id).sort();
  spread(books, ids, "revoked", revoked);
  spread(books, ids, "excused", excused);
  spread(books, ids, "pledged", pledged);
  for (const [id, part] of spread(books, ids, "pledged", -redeemed)) {
    // On the lots it was pledged on: whoever gives back knows those, but perhaps not the source's other lots.
    spread(books, [id], "revoked", -part);
  }
}

/** Returns the lots it changed, each with the amount of the change. */
function spread(
  { lots }: Pick<Books, "lots">,
  ids: readonly string[],
  what: "revoked" | "excused" | "pledged",
  change: number,
): [id: string, part: number][] {
  const parts: [string, number][] = [];
  let left = change;
  for (const id of ids) {
    if (left === 0) break;
    const lot = lotOf({ lots }, id);
    const part = left > 0 ? left : Math.max(left, -lot[what]);
    if (part === 0) continue;
    lots.set(id, { ...lot, [what]: credits(lot[what] + part) });
    parts.push([id, part]);
    left -= part;
  }
  if (left !== 0) throw new RangeError(`${-left} more than is gone`);
  return parts;
}

/** A move changes the lot and the account's sums together, so the two cannot diverge. */
export function move(books: Books, step: Move): void {
  const { lotId, from, to, amount } = step;
  const moved = moveWithin(lotOf(books, lotId), from, to, amount);
  const { account } = books;
  const held = change("held", step);
  books.account = {
    ...account,
    current: credits(account.current + change("remaining", step) + held),
    held: credits(account.held + held),
    used: credits(account.used + change("used", step)),
    expired: credits(account.expired + change("expired", step)),
    refunded: credits(account.refunded + change("refunded", step)),
  };
  books.lots.set(lotId, moved);
}

/** The amount a move adds to a state. */
const change = (state: CreditState, { from, to, amount }: Move): number =>
  (to === state ? amount : 0) - (from === state ? amount : 0);

/** Sets or lifts a cap. */
export function changeCap({ caps }: Pick<Books, "caps">, { scope, target, cap }: CapChange): void {
  const name = capName(scope, target);
  if (cap) caps.set(name, { scope, target, ...cap });
  else caps.delete(name);
}

/** What can be spent: everything left in lots that is not held. */
export const availableOf = ({ account }: Pick<Books, "account">): Credits =>
  credits(account.current - account.held);

/** The thresholds as the last entry leaves them: armed if what can be spent is not below them. */
export const thresholdsOf = (books: Pick<Books, "account" | "thresholds">): Threshold[] =>
  [...books.thresholds.values()].map((threshold) => ({
    ...threshold,
    armed: availableOf(books) >= threshold.below,
  }));

/** Sets or lifts a threshold. It is armed if the balance is not below it. */
export function changeThreshold(
  books: Pick<Books, "account" | "thresholds">,
  { id, below }: { id: string; below: Credits | null },
): void {
  if (below === null) books.thresholds.delete(id);
  else books.thresholds.set(id, { id, below, armed: availableOf(books) >= below });
}
