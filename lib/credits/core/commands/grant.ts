import { type Credits, credits } from "../amount";
import { availableOf, waitingOf } from "../books";
import type { CommandOf } from "../command";
import { type Draft, record } from "../draft";
import { settleDebt } from "../due";
import type { Entry, EntryType, GoneUnspent } from "../entry";
import { openFreezesOf } from "../hold";
import { instantOf } from "../instant";
import { TOP_UP } from "../threshold";

const TYPES = { purchase: "purchase", grant: "grant", refund: "grant", adjustment: "adjustment" };

/**
 * Opens a lot. A purchase first settles the account's debt; nothing else does. Credits that come in for a disputed
 * purchase, as when its refund fails, are frozen with the rest; of these the dispute takes what it fell short of because
 * of that refund (see `bookDue`). What refunds still fall short of does not come back, so the lot is smaller by that.
 */
export function grant(draft: Draft, command: CommandOf<"grant">): Entry {
  const { lotId, source, sourceId, label, amount, expiresAt, key } = command;
  if (amount === 0) throw new RangeError("A grant of no credits.");
  const freeze = sourceId && openFreezesOf(draft.holds.values(), sourceId)[0];

  const back =
    source === "adjustment" && sourceId !== null ? comesBack(draft, sourceId, amount) : null;
  const granted = back ? back.granted : amount;
  const opening = {
    id: lotId,
    source,
    sourceId,
    label,
    granted,
    expiresAt: expiresAt && instantOf(expiresAt),
    ...(freeze ? { frozenBy: freeze.id } : {}),
  };
  const opened = record(draft, {
    type: TYPES[source] as EntryType,
    key,
    about: command,
    ...(back ? { gone: back.gone } : {}),
    opens: granted > 0 ? [{ lot: opening }] : [],
  });

  const owes = source === "purchase" && draft.account.debt > 0;
  if (owes) {
    armTopUp(draft);
    settleDebt(draft, lotId, { about: command, key });
  }
  return opened;
}

/**
 * Before the debt takes its part, everything that came in counts as available. If what is left is then below the
 * threshold, it has crossed it, and credits are bought again. Otherwise this purchase would be the last, as no later row
 * would find the threshold armed.
 */
function armTopUp(draft: Draft): void {
  const found = draft.thresholds.get(TOP_UP);
  if (found && availableOf(draft) >= found.below) {
    draft.thresholds.set(TOP_UP, { ...found, armed: true });
  }
}

/**
 * A refund that failed has taken nothing after all. Of `amount`, which is all it asked for, that part never went which
 * refunds of the source are still waiting for: whichever of them waits, so much less is due to it.
 */
function comesBack(
  draft: Draft,
  source: string,
  amount: number,
): { granted: Credits; gone: GoneUnspent } {
  const pledged = Math.min(amount, waitingOf(draft, source, "pledged"));
  const granted = credits(amount - pledged);
  const revoked = Math.min(granted, revokedOf(draft, source));
  return { granted, gone: { source, revoked: 0 - revoked, pledged: 0 - pledged } };
}

const revokedOf = ({ lots }: Draft, source: string): number =>
  [...lots.values()]
    .filter(({ sourceId }) => sourceId === source)
    .reduce((sum, { revoked }) => sum + revoked, 0);
