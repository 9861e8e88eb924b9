import type { Credits } from "../amount";
import { credits } from "../amount";
import { availableOf } from "../books";
import type { CommandOf, Provenance, Refused } from "../command";
import { burnable, type Draft, nextInstant, type Row, record } from "../draft";
import { endHold } from "../due";
import type { Entry } from "../entry";
import { aboutHold, beginHold, type Hold, remainingOf, takeFromHold } from "../hold";
import { dateOf, type Instant, instant, instantOf } from "../instant";
import { type Allocation, planBurn, takeFirst } from "../lot";
import { BeyondWindow } from "../state";
import { refuseAboveCap } from "./cap";

/** Takes `amount` from the lots at once, in burn order, or refuses and says how much is missing. */
export function charge(draft: Draft, command: CommandOf<"charge">): Entry | Refused {
  const { amount } = command;
  const plan = refuseAboveCap(draft, command, amount) ?? planOrRefuse(draft, amount);
  if ("ok" in plan) return plan;

  return recordCharge(draft, plan.allocations, {
    type: "charge",
    key: command.key,
    about: command,
    moves: plan.allocations.map((part) => ({ ...part, from: "remaining", to: "used" })),
  });
}

/**
 * Sets `amount` aside until it is captured or released, or lapses. The credits outlive the expiry of their lots. The
 * lease lasts as long as was asked for, counted from the entry.
 */
export function hold(draft: Draft, command: CommandOf<"hold">): Entry | Refused {
  const { holdId, amount, lapsesAt, key } = command;
  if (draft.holds.has(holdId)) throw new Error(`The hold ${holdId} exists already.`);
  const plan = refuseAboveCap(draft, command, amount) ?? planOrRefuse(draft, amount);
  if ("ok" in plan) return plan;

  return record(draft, {
    type: "hold",
    key,
    about: command,
    moves: plan.allocations.map((part) => ({ ...part, from: "remaining", to: "held" })),
    hold: beginHold(command, {
      id: holdId,
      amount,
      lots: plan.allocations,
      freezes: null,
      createdAt: nextInstant(draft),
      lapsesAt: leaseFrom(draft, lapsesAt),
    }),
  });
}

/**
 * The end of a lease, moved by as many milliseconds as the account is ahead of the clock. Otherwise, after a clock was
 * set back by more than the lease, every hold would lapse with the very entry that opens it.
 */
function leaseFrom(draft: Draft, lapsesAt: Date): Instant {
  const ahead = instantOf(dateOf(nextInstant(draft))) - draft.now;
  return instant(instantOf(lapsesAt) + ahead);
}

/** Charges part of a hold, or all of it; `settle` gives the rest back in the same step. */
export function capture(draft: Draft, command: CommandOf<"capture">): Entry | Refused {
  const { amount, settle, key } = command;
  const found = openHold(draft, command.holdId);
  if ("ok" in found) return found;
  const remaining = remainingOf(found);
  if (amount > remaining) return { ok: false, reason: "exceeds_hold", remaining };
  const about = aboutCapture(found, command);
  if (settle && amount === 0) return endHold(draft, found, { end: "settled", about, key });

  const parts = takeFirst(found.lots, amount);
  const left = takeFromHold(found, "captured", amount);
  const settled = settle && amount === remaining;
  const entry = recordCharge(draft, parts, {
    type: "charge",
    key,
    about,
    moves: parts.map((part) => ({ ...part, from: "held", to: "used" })),
    hold: settled ? { ...left, state: "settled" } : left,
  });
  if (settle && !settled) endHold(draft, left, { end: "settled", about, key });
  return entry;
}

/** Ends a hold without a charge: its credits go back to their lots. */
export function release(draft: Draft, command: CommandOf<"release">): Entry | Refused {
  const found = openHold(draft, command.holdId);
  if ("ok" in found) return found;
  const about = { ...aboutHold(found), ...command };
  return endHold(draft, found, { end: "settled", about, key: command.key });
}

/** Plans a burn in the order of the lots, or refuses and says how much is missing. */
export function planOrRefuse(
  draft: Draft,
  amount: Credits,
): { allocations: Allocation[] } | Refused {
  const available = availableOf(draft);
  if (amount > available) {
    const shortfall = credits(amount - available);
    return { ok: false, reason: "insufficient_credits", shortfall, available };
  }
  const { allocations, missing } = planBurn(burnable(draft), amount, nextInstant(draft));
  if (missing > 0) throw new BeyondWindow("lots");
  return { allocations };
}

function openHold(draft: Draft, id: string): Hold | Refused {
  const found = draft.holds.get(id);
  // Operations cannot settle the freeze of a dispute.
  if (!found || found.freezes !== null) return { ok: false, reason: "unknown_hold" };
  if (found.state !== "open") return { ok: false, reason: "hold_ended", state: found.state };
  return found;
}

/** A capture counts for the member and the purpose its hold was made for, because the caps were checked for those. */
function aboutCapture(found: Hold, command: CommandOf<"capture">): Provenance {
  const { operation: _, campaignId: __, ...rest } = command;
  const subject = command.subject ?? found.subject;
  const about = { ...rest, ...aboutHold(found), actor: found.actor };
  return subject === null ? about : { ...about, subject };
}

/** Keeps the lots that paid for a charge, so that a refund can give them back. */
function recordCharge(draft: Draft, lots: readonly Allocation[], row: Row): Entry {
  const entry = record(draft, row);
  const { seq, at, operation, subject, actor, campaignId, runId } = entry;
  draft.charges.set(seq, {
    seq,
    at,
    amount: credits(-entry.amount),
    refunded: credits(0),
    lots,
    operation,
    subject,
    actor,
    campaignId,
    runId,
  });
  return entry;
}
