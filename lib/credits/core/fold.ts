import { type Credits, credits } from "./amount";
import {
  type Books,
  changeCap,
  changeThreshold,
  claimLots,
  lotOf,
  type Move,
  move,
  open,
  recordGoneUnspent,
} from "./books";
import type { Hash } from "./canonical";
import { type Entry, entryDigest, type LotPart, owedBy } from "./entry";
import { type Hold, remainingOf, withPart } from "./hold";
import type { Allocation, Lot } from "./lot";
import { emptyState } from "./state";

/** The books before the first entry. `digest` is the account's `firstDigest`. */
export const emptyBooks = (digest: string): Books => ({
  account: emptyState(digest).account,
  lots: new Map(),
  holds: new Map(),
  caps: new Map(),
  thresholds: new Map(emptyState(digest).thresholds),
});

/**
 * Adds one entry to the books, from what the entry itself says and nothing else. Throws if the entry cannot be true: it
 * takes what is not there, or one of its numbers or its link does not follow from the entries before.
 */
export const bookEntry = (books: Books, entry: Entry, hash: Hash): void =>
  bookLinked(books, entry, entryDigest(books.account.digest, entry, hash));

/**
 * The same for callers that have already computed the digest the entry must have: its `entryDigest` after the one
 * before.
 */
export function bookLinked(books: Books, entry: Entry, digest: string): void {
  const before = books.account;
  if (entry.seq !== before.seq + 1) refuse(entry, `follows ${before.seq}`);
  must(entry.at > before.lastAt, entry, "is not later than the one before");
  must(entry.digest === digest, entry, "has another digest");

  for (const opening of entry.facts?.lots ?? []) {
    open(books, opening, replacedBy(books, entry, opening.id));
  }
  for (const part of entry.lots) bookPart(books, entry, part);
  if (entry.holdId !== null) bookHold(books, entry, entry.holdId);

  if (entry.facts?.gone) recordGoneUnspent(books, entry.facts.gone);
  if (entry.facts?.cap) changeCap(books, entry.facts.cap);
  if (entry.facts?.threshold) changeThreshold(books, entry.facts.threshold);

  const { current, held } = books.account;
  must(entry.amount === current - before.current, entry, "changes the balance by another amount");
  // The words are composed only if needed: a million entries are verified at a time.
  if (entry.currentAfter !== current) refuse(entry, `should leave ${current}`);
  if (entry.heldAfter !== held) refuse(entry, `should leave ${held} held`);
  must(entry.debtAfter === before.debt + owedBy(entry.facts), entry, "leaves another debt");
  const settled = entry.facts?.debtSettled;
  if (settled !== undefined && settled !== -entry.amount) {
    refuse(entry, `settles ${settled} of a debt with ${-entry.amount}`);
  }
  const { seq, at, debtAfter } = entry;
  books.account = { ...books.account, seq, lastAt: at, debt: debtAfter, digest };
}

function must(fact: boolean, entry: Pick<Entry, "seq">, what: string): asserts fact {
  if (!fact) refuse(entry, what);
}

function refuse(entry: Pick<Entry, "seq">, what: string): never {
  throw new Error(`Entry ${entry.seq} ${what}.`);
}

/** The expired lot that this entry replaced with another. */
function replacedBy(books: Books, { lots }: Entry, lotId: string): Lot | undefined {
  const old = lots.find(([id, , inPlaceOf]) => id === lotId && inPlaceOf !== undefined)?.[2];
  return old === undefined ? undefined : lotOf(books, old);
}

/** Moves what a part says, which must be something its entry can do to that lot. */
function bookPart(books: Books, entry: Entry, [lotId, signed, inPlaceOf]: LotPart): void {
  const amount = credits(Math.abs(signed));
  const opened = entry.facts?.lots?.find(({ id }) => id === lotId);
  if (opened) {
    mustSay(entry, lotId, { signed, really: opened.granted });
    if (inPlaceOf !== undefined) {
      move(books, { lotId: inPlaceOf, from: "used", to: "expired", amount });
    }
    return;
  }
  if (inPlaceOf !== undefined) refuse(entry, `does not open the lot ${lotId} in place of another`);
  const step = moveOf(entry, lotId, amount);
  mustSay(entry, lotId, { signed, really: step.to === "remaining" ? amount : -amount });
  move(books, step);
}

function mustSay(
  entry: Entry,
  lotId: string,
  { signed, really }: { signed: number; really: number },
): void {
  if (signed !== really) refuse(entry, `says ${signed} of the lot ${lotId}, which is ${really}`);
}

/** The direction in which a part's credits moved, which follows from the entry's type. */
function moveOf({ type, holdId }: Entry, lotId: string, amount: Credits): Move {
  const taken = holdId === null ? "remaining" : "held";
  switch (type) {
    case "charge":
      return { lotId, from: taken, to: "used", amount };
    case "expiry":
      return { lotId, from: taken, to: "expired", amount };
    case "hold":
      return { lotId, from: "remaining", to: "held", amount };
    case "release":
      return { lotId, from: "held", to: "remaining", amount };
    case "refund":
      return { lotId, from: "used", to: "remaining", amount };
    default:
      return { lotId, from: taken, to: "refunded", amount };
  }
}

function bookHold(books: Books, entry: Entry, id: string): void {
  const parts = entry.lots.map(([lotId, amount]) => ({ lotId, amount: credits(Math.abs(amount)) }));
  const opened = entry.facts?.hold !== undefined;
  const found = opened ? newHold(entry, id, parts) : books.holds.get(id);
  if (!found) refuse(entry, `names the hold ${id}, which nothing opened`);
  const joins = !opened && entry.type === "hold";
  const hold = opened ? found : joins ? parts.reduce(withPart, found) : settle(found, entry, parts);
  books.holds.set(id, { ...hold, state: entry.facts?.ended ?? "open" });
  if (entry.facts?.claim) claimLots(books, id, entry.facts.claim);
  const left = remainingOf(books.holds.get(id) ?? hold);
  must(!entry.facts?.ended || left === 0, entry, "ends a hold with credits left in it");
  if (sumOf(hold.lots) !== remainingOf(hold)) {
    refuse(entry, `leaves other credits set aside than the hold ${id} says`);
  }
}

const newHold = (entry: Entry, id: string, lots: Allocation[]): Hold => ({
  id,
  amount: entry.facts?.hold?.amount ?? credits(0),
  captured: credits(0),
  released: credits(0),
  lots,
  state: "open",
  operation: entry.operation,
  subject: entry.subject,
  runId: entry.runId,
  actor: entry.actor,
  campaignId: entry.campaignId,
  freezes: entry.facts?.claim?.source ?? null,
  createdAt: entry.at,
  lapsesAt: entry.facts?.hold?.lapsesAt ?? entry.at,
});

function settle(hold: Hold, entry: Entry, parts: Allocation[]): Hold {
  if (hold.state !== "open") refuse(entry, `settles the hold ${hold.id}, which has ended`);
  const place = entry.type === "charge" ? "captured" : "released";
  return { ...hold, [place]: credits(hold[place] + sumOf(parts)), lots: without(hold.lots, parts) };
}

const sumOf = (parts: readonly Allocation[]): number =>
  parts.reduce((sum, part) => sum + part.amount, 0);

function without(lots: readonly Allocation[], parts: readonly Allocation[]): Allocation[] {
  const taken = new Map<string, number>(parts.map(({ lotId, amount }) => [lotId, amount]));
  return lots
    .map(({ lotId, amount }) => ({ lotId, amount: credits(amount - (taken.get(lotId) ?? 0)) }))
    .filter((part) => part.amount > 0);
}
