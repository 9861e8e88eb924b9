import type { Cap, CapUse, Spender } from "./cap";
import { monthAt, namesOf, shareReached, withMore } from "./cap";
import type { Entry } from "./entry";
import { type Hold, remainingOf } from "./hold";
import type { Notice } from "./notice";
import type { Charge } from "./state";

/** The part of the books for caps: these and their use by `capName`, and the time zone of their months. */
export type CapBooks = {
  caps: Map<string, Cap>;
  uses: Map<string, CapUse>;
  timeZone: string;
  charges: Map<number, Charge>;
  notices: Notice[];
};

/** Counts what an entry used and held, and adds a notice if use reaches a share of a cap. */
export function countUse(
  books: CapBooks,
  entry: Entry,
  hold?: { before: Hold | null; after: Hold },
) {
  if (books.uses.size === 0) return;
  if (hold && hold.after.freezes === null) {
    const before = hold.before ? remainingOf(hold.before) : 0;
    const held = remainingOf(hold.after) - before;
    if (held !== 0) count(books, hold.after, entry, { held });
  }
  if (entry.type === "charge") count(books, entry, entry, { used: -entry.amount });
  if (entry.type === "refund") giveBack(books, entry);
}

/** A refund reduces the use of the month of its charge, and of no other. */
function giveBack(books: CapBooks, entry: Entry): void {
  const charge = books.charges.get(entry.corrects ?? 0);
  if (!charge) return;
  const month = monthAt(charge.at, books.timeZone);
  for (const name of namesOf(charge)) {
    const use = books.uses.get(name);
    if (use?.month === month) books.uses.set(name, withMore(use, month, { used: -entry.amount }));
  }
}

function count(
  books: CapBooks,
  spender: Spender,
  { seq, at }: Entry,
  more: { used?: number; held?: number },
): void {
  const month = monthAt(at, books.timeZone);
  for (const name of namesOf(spender)) {
    const use = books.uses.get(name);
    if (!use) continue;
    const after = withMore(use, month, more);
    books.uses.set(name, after);
    const cap = books.caps.get(name);
    const before = after.used - (more.used ?? 0);
    const share = cap && shareReached(cap.amount, before, after.used);
    if (share) books.notices.push({ about: "cap", seq, at, cap, used: after.used, share, month });
  }
}
