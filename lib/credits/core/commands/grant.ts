import { TAKEN_BY_DISPUTE } from "../adjustment";
import { type Credits, credits } from "../amount";
import { unspentOf } from "../books";
import type { CommandOf } from "../command";
import { type Draft, record } from "../draft";
import { settleDebt } from "../due";
import type { Entry, EntryType, Gone } from "../entry";
import { openFreezesOf } from "../hold";
import { instantOf } from "../instant";

const TYPES = { purchase: "purchase", grant: "grant", refund: "grant", adjustment: "adjustment" };

/**
 * Opens a lot. A purchase settles the account's debt first; the debt takes no other credits. What a disputed purchase
 * brings in, as when its refund fails, is frozen with the rest. What a lost dispute asked nothing for because that
 * refund had it, it takes now.
 */
export function grant(draft: Draft, command: CommandOf<"grant">): Entry {
  const { lotId, source, sourceId, label, amount, expiresAt, key } = command;
  if (amount === 0) throw new RangeError("A grant of no credits.");
  const freeze = sourceId && openFreezesOf(draft.holds.values(), sourceId)[0];

  const back =
    source === "adjustment" && sourceId !== null ? comesBack(draft, sourceId, amount) : null;
  const opened = record(draft, {
    type: TYPES[source] as EntryType,
    key,
    about: command,
    ...(back ? { gone: back.gone } : {}),
    opens: [
      {
        lot: {
          id: lotId,
          source,
          sourceId,
          label,
          granted: amount,
          expiresAt: expiresAt && instantOf(expiresAt),
          ...(freeze ? { frozenBy: freeze.id } : {}),
        },
      },
    ],
  });

  if (back && back.lost > 0) takeLost(draft, command, credits(back.lost));
  const owes = source === "purchase" && draft.account.debt > 0;
  if (owes) settleDebt(draft, lotId, { about: command, key });
  return opened;
}

/** A refund that failed has taken nothing after all; and then lost disputes were short of what it had. */
function comesBack(draft: Draft, source: string, amount: number): { gone: Gone; lost: number } {
  const revoked = Math.min(amount, revokedOf(draft, source));
  const lost = Math.max(0, revoked - unspentOf(draft, source));
  return { gone: { source, revoked: 0 - revoked, excused: 0 - lost }, lost };
}

const revokedOf = ({ lots }: Draft, source: string): number =>
  [...lots.values()]
    .filter(({ sourceId }) => sourceId === source)
    .reduce((sum, { revoked }) => sum + revoked, 0);

function takeLost(draft: Draft, { lotId, key }: CommandOf<"grant">, amount: Credits): void {
  record(draft, {
    type: "adjustment",
    key,
    about: { actor: { type: "system" }, reason: TAKEN_BY_DISPUTE },
    moves: [{ lotId, from: "remaining", to: "refunded", amount }],
  });
}
