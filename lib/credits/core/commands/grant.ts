import { credits } from "../amount";
import type { CommandOf } from "../command";
import { type Draft, record } from "../draft";
import type { Entry, EntryType } from "../entry";
import { instantOf } from "../instant";

const TYPES = { purchase: "purchase", grant: "grant", refund: "grant", adjustment: "adjustment" };

/** Opens a lot. A purchase settles the account's debt first; the debt takes no other credits. */
export function grant(draft: Draft, command: CommandOf<"grant">): Entry {
  const { lotId, source, sourceId, label, amount, expiresAt, key } = command;
  if (amount === 0) throw new RangeError("A grant of no credits.");

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
        },
      },
    ],
  });

  const owed = source === "purchase" ? Math.min(draft.account.debt, amount) : 0;
  if (owed > 0) {
    record(draft, {
      type: "adjustment",
      key,
      about: { ...command, reason: "Debt settled" },
      moves: [{ lotId, from: "remaining", to: "refunded", amount: credits(owed) }],
      debtSettled: credits(owed),
    });
  }
  return opened;
}
