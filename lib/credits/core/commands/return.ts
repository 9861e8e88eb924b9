import { credits } from "../amount";
import { lotOf } from "../books";
import { derivedId } from "../canonical";
import type { CommandOf, Provenance, Refused } from "../command";
import { type Draft, nextInstant, type Row, record } from "../draft";
import type { Entry, GoneUnspent } from "../entry";
import { openFreezesOf, remainingOf, takeFromHold } from "../hold";
import { dateOf, type Instant, instant, instantOf } from "../instant";
import { type Allocation, dropFirst, isExpired, planBurn, takeFirst } from "../lot";
import type { Charge } from "../state";
import { planOrRefuse } from "./spend";

/**
 * Credits that come back to an expired lot can be used for 30 more days. Whatever comes back within one millisecond
 * expires at one instant, although its rows follow each other, so that people are warned only once.
 */
const graceFrom = (at: Instant): Instant =>
  instant(instantOf(dateOf(at)) + 30 * 24 * 60 * 60 * 1_000_000);

/**
 * Gives credits of a charge back to the lots they came from, last taken first. What came from a lot that has
 * expired comes back as a lot of 30 days. All refunds of a charge together never exceed it.
 */
export function refund(draft: Draft, command: CommandOf<"refund">): Entry | Refused {
  const { amount, corrects, key } = command;
  const charge = draft.charges.get(corrects);
  if (!charge) return { ok: false, reason: "unknown_charge" };
  const refundable = credits(charge.amount - charge.refunded);
  if (amount > refundable) return { ok: false, reason: "exceeds_charge", refundable };

  const parts = takeFirst(dropFirst(charge.lots.toReversed(), charge.refunded), amount);
  const entry = record(draft, {
    type: "refund",
    key,
    corrects,
    about: inherit(command, charge),
    ...wayBack(draft, parts, key),
  });
  draft.charges.set(corrects, { ...charge, refunded: credits(charge.refunded + amount) });
  return entry;
}

/**
 * Takes back up to `amount` of what is left of a source's lots: never below zero, and never what a running operation
 * holds. While the source is disputed everything left is frozen, and it is taken from there. The remainder is pledged:
 * it is taken from what comes back to these lots (see `bookDue`).
 */
export function revoke(draft: Draft, command: CommandOf<"revoke">): Entry {
  const { sourceId, amount, key } = command;
  const [freeze] = openFreezesOf(draft.holds.values(), sourceId);
  const row = { type: "adjustment", key, about: command } as const;
  const lots = [...draft.lots.values()].filter((lot) => lot.sourceId === sourceId);
  const goneWith = (taken: number): GoneUnspent => ({
    source: sourceId,
    revoked: taken,
    ...(taken < amount && lots.length > 0 ? { pledged: amount - taken } : {}),
  });
  if (freeze) {
    const taken = Math.min(remainingOf(freeze), amount);
    return record(draft, {
      ...row,
      gone: goneWith(taken),
      moves: takeFirst(freeze.lots, taken).map((part) => ({
        ...part,
        from: "held",
        to: "refunded",
      })),
      hold: takeFromHold(freeze, "released", taken),
    });
  }
  const left = lots.reduce((total, lot) => total + lot.remaining, 0);
  const { allocations } = planBurn(lots, credits(Math.min(left, amount)), nextInstant(draft));
  return record(draft, {
    ...row,
    gone: goneWith(allocations.reduce((sum, part) => sum + part.amount, 0)),
    moves: allocations.map((part) => ({ ...part, from: "remaining", to: "refunded" })),
  });
}

/** Takes credits away, in burn order, or refuses and says how much is missing. */
export function adjust(draft: Draft, command: CommandOf<"adjust">): Entry | Refused {
  if (command.amount === 0) throw new RangeError("An adjustment by nothing.");
  const plan = planOrRefuse(draft, command.amount);
  if ("ok" in plan) return plan;
  return record(draft, {
    type: "adjustment",
    key: command.key,
    about: command,
    moves: plan.allocations.map((part) => ({ ...part, from: "remaining", to: "refunded" })),
  });
}

function wayBack(draft: Draft, parts: Allocation[], key: string): Pick<Row, "opens" | "moves"> {
  const at = nextInstant(draft);
  const opens: NonNullable<Row["opens"]> = [];
  const moves: NonNullable<Row["moves"]> = [];

  for (const part of parts) {
    const lot = lotOf(draft, part.lotId);
    if (!isExpired(lot, at)) {
      moves.push({ ...part, from: "used", to: "remaining" });
      continue;
    }
    // The credits expire in their old lot and are granted again, so that both lots still add up.
    moves.push({ ...part, from: "used", to: "expired" });
    opens.push({
      inPlaceOf: lot.id,
      lot: {
        id: derivedId(draft.hash, `grace\n${key}\n${lot.id}`),
        label: lot.label,
        source: "refund",
        sourceId: lot.sourceId,
        granted: part.amount,
        expiresAt: graceFrom(at),
      },
    });
  }
  return { opens, moves };
}

/** A refund counts towards whatever the charge was for, unless it says otherwise. */
const inherit = (command: CommandOf<"refund">, charge: Charge): Provenance => ({
  ...(charge.operation === null ? {} : { operation: charge.operation }),
  ...(charge.subject === null ? {} : { subject: charge.subject }),
  ...(charge.campaignId === null ? {} : { campaignId: charge.campaignId }),
  ...(charge.runId === null ? {} : { runId: charge.runId }),
  ...command,
});
