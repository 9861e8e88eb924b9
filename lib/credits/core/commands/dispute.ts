import { credits } from "../amount";
import { goneUnspentOf } from "../books";
import type { CommandOf, Refused } from "../command";
import { type Draft, nextInstant, record } from "../draft";
import { endHold } from "../due";
import type { Entry } from "../entry";
import { beginHold, type Hold, openFreezesOf, remainingOf, takeFromHold } from "../hold";
import { instant } from "../instant";
import { planBurn, takeFirst } from "../lot";

/** The lapse time of a freeze, which ends only with its dispute. Much later instants would not be exact numbers. */
const NEVER = instant(Date.UTC(2200, 0, 1) * 1000);

/**
 * Sets aside what is left of a source's lots for as long as a dispute is open. What running operations hold of them is
 * frozen when it comes back (see `bookDue`). A second dispute of the source finds everything frozen already: the first
 * one's hold keeps it for both.
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

/**
 * Ends a freeze. What is frozen stays frozen while another dispute of the source is open. Otherwise it is given back,
 * and what has expired meanwhile expires, as after any hold.
 */
export function thaw(draft: Draft, command: CommandOf<"thaw">): Entry | Refused {
  const found = openFreeze(draft, command);
  if ("ok" in found) return found;
  const { sourceId: source, key } = command;
  const next = othersThan(found, draft)[0];
  const claim = { source, as: "free" } as const;
  if (!next) return endHold(draft, found, { end: "settled", about: command, key, claim });
  return record(draft, {
    type: "release",
    key,
    about: command,
    hold: { ...found, state: "settled" },
    claim: { ...claim, next: next.id },
  });
}

/**
 * Ends a freeze and takes `amount` of what is frozen, whichever dispute of the source keeps it; the rest goes as in
 * `thaw`. Nothing is owed for credits that are gone without having been spent, because refunds took them or they
 * expired: that much is only taken from what comes back to these lots. Whatever else is missing was spent or is held by
 * running operations. It becomes a debt, settled by whatever comes back to these lots and by the next purchase. If
 * nothing is owed, what comes back is as good as any other credit.
 */
export function forfeit(draft: Draft, command: CommandOf<"forfeit">): Entry | Refused {
  const found = openFreeze(draft, command);
  if ("ok" in found) return found;
  const { sourceId: source, amount, key } = command;
  const next = othersThan(found, draft)[0];
  const keeper = next && next.createdAt < found.createdAt ? next : found;
  const taken = Math.min(remainingOf(keeper), amount);
  const left = takeFromHold(keeper, "released", taken);
  const settled = keeper === found && (next !== undefined || remainingOf(left) === 0);
  const excused = Math.min(amount - taken, goneUnspentOf(draft, source));
  const owed = credits(amount - taken - excused);
  const as = owed > 0 ? "lost" : "free";
  const entry = record(draft, {
    type: "adjustment",
    key,
    about: command,
    moves: takeFirst(keeper.lots, taken).map((part) => ({ ...part, from: "held", to: "refunded" })),
    hold: settled ? { ...left, state: "settled" } : left,
    claim: { source, as, ...(next ? { next: next.id } : {}) },
    gone: { source, excused },
    debt: { incurred: owed },
  });
  const ending = keeper === found ? left : found;
  if (!settled) endHold(draft, ending, { end: "settled", about: command, key });
  return entry;
}

const othersThan = (freeze: Hold, { holds }: Draft): Hold[] =>
  openFreezesOf(holds.values(), freeze.freezes ?? "").filter(({ id }) => id !== freeze.id);

function openFreeze(draft: Draft, command: { holdId: string; sourceId: string }): Hold | Refused {
  const found = draft.holds.get(command.holdId);
  if (found?.freezes !== command.sourceId) return { ok: false, reason: "unknown_hold" };
  if (found.state !== "open") return { ok: false, reason: "hold_ended", state: found.state };
  return found;
}
