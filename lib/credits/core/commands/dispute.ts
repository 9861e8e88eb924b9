import { credits } from "../amount";
import type { CommandOf, Refused } from "../command";
import { type Draft, nextInstant, record } from "../draft";
import { endHold } from "../due";
import type { Entry } from "../entry";
import { beginHold, type Hold, remainingOf, takeFromHold } from "../hold";
import { instant } from "../instant";
import { planBurn, takeFirst } from "../lot";

/** The lapse of a freeze: it ends with its dispute, not by the clock. Later instants are no exact numbers. */
const NEVER = instant(Date.UTC(2200, 0, 1) * 1000);

/**
 * Sets aside what is left of a source's lots, for as long as a dispute is open. What running operations hold of
 * them is frozen when it comes back (see `bookDue`).
 */
export function freeze(draft: Draft, command: CommandOf<"freeze">): Entry {
  const { sourceId, holdId, key } = command;
  if (draft.holds.has(holdId)) throw new Error(`The hold ${holdId} exists already.`);
  const lots = [...draft.lots.values()].filter((lot) => lot.sourceId === sourceId);
  const left = credits(lots.reduce((total, lot) => total + lot.remaining, 0));
  const { allocations } = planBurn(lots, left, nextInstant(draft));
  return record(draft, {
    type: "hold",
    key,
    about: command,
    moves: allocations.map((part) => ({ ...part, from: "remaining", to: "held" })),
    claim: { source: sourceId, as: "frozen" },
    hold: beginHold(command, {
      id: holdId,
      amount: left,
      lots: allocations,
      freezes: sourceId,
      createdAt: nextInstant(draft),
      lapsesAt: NEVER,
    }),
  });
}

/** Gives back what a freeze set aside. What expired meanwhile expires, as after any hold. */
export function thaw(draft: Draft, command: CommandOf<"thaw">): Entry | Refused {
  const found = openFreeze(draft, command);
  if ("ok" in found) return found;
  const { sourceId: source, key } = command;
  const claim = { source, as: "free" } as const;
  return endHold(draft, found, { end: "settled", about: command, key, claim });
}

/**
 * Takes `amount` of what a freeze set aside and gives the rest back. What is no longer there was spent, or is held
 * by running operations: it becomes a debt, which whatever comes back to these lots, and the next purchase, settle.
 */
export function forfeit(draft: Draft, command: CommandOf<"forfeit">): Entry | Refused {
  const found = openFreeze(draft, command);
  if ("ok" in found) return found;
  const { sourceId: source, amount, key } = command;
  const taken = Math.min(remainingOf(found), amount);
  const left = takeFromHold(found, "released", taken);
  const settled = remainingOf(left) === 0;
  const entry = record(draft, {
    type: "adjustment",
    key,
    about: command,
    moves: takeFirst(found.lots, taken).map((part) => ({ ...part, from: "held", to: "refunded" })),
    hold: settled ? { ...left, state: "settled" } : left,
    claim: { source, as: "lost" },
    debt: { incurred: credits(amount - taken) },
  });
  if (!settled) endHold(draft, left, { end: "settled", about: command, key });
  return entry;
}

function openFreeze(draft: Draft, command: { holdId: string; sourceId: string }): Hold | Refused {
  const found = draft.holds.get(command.holdId);
  if (found?.freezes !== command.sourceId) return { ok: false, reason: "unknown_hold" };
  if (found.state !== "open") return { ok: false, reason: "hold_ended", state: found.state };
  return found;
}
