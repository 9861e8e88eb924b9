import type { CommandOf } from "../command";
import { type Draft, record } from "../draft";
import { settleDebt } from "../due";
import type { Entry, EntryType } from "../entry";
import { openFreezesOf } from "../hold";
import { instantOf } from "../instant";

const TYPES = { purchase: "purchase", grant: "grant", refund: "grant", adjustment: "adjustment" };

/**
 * Opens a lot. A purchase settles the account's debt first; the debt takes no other credits. What a disputed purchase
 * brings in, as when its refund fails, is frozen with the rest.
 */
export function grant(draft: Draft, command: CommandOf<"grant">): Entry {
  const { lotId, source, sourceId, label, amount, expiresAt, key } = command;
  if (amount === 0) throw new RangeError("A grant of no credits.");
  const freeze = sourceId && openFreezesOf(draft.holds.values(), sourceId)[0];

  const opened = record(draft, {
    type: TYPES[source] as EntryType,
    key,
    about: command,
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

  const owes = source === "purchase" && draft.account.debt > 0;
  if (owes) settleDebt(draft, lotId, { about: command, key });
  return opened;
}
