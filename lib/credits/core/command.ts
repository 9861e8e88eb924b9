import type { Actor } from "./actor";
import type { Credits } from "./amount";
import type { Cap, CapMode, CapScope } from "./cap";

export type { Actor } from "./actor";

export type LotSource = "purchase" | "grant" | "refund" | "adjustment";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What an entry says about itself: who, why, what for, and how the amount was computed. */
export type Provenance = {
  actor: Actor;
  /** In words, shown in the history when there is no operation: "Purchase of Popular". */
  reason: string;
  /** A name of the rate card. */
  operation?: string;
  /** What it was for: "Spring roast launch, 18 posts". */
  subject?: string;
  campaignId?: string;
  runId?: string;
  quantity?: number;
  inputs?: Json;
  rateCardVersion?: string;
  /** The most the quote allowed; a charge above it is a bug and is thrown. */
  quotedMax?: Credits;
};

/**
 * Everything that moves credits. `key` makes a command happen once: the same key and command get the first
 * answer again; the same key with another command is refused.
 */
export type Command = Provenance & { key: string } & (
    | {
        type: "grant";
        lotId: string;
        source: LotSource;
        /** What brought the credits in: a purchase id. */
        sourceId: string | null;
        label: string;
        amount: Credits;
        expiresAt: Date | null;
      }
    | { type: "charge"; amount: Credits }
    /** `lapsesAt` is a lease: it is the one field that a repeated command may state anew. */
    | { type: "hold"; holdId: string; amount: Credits; lapsesAt: Date }
    /** Charges part of a hold. `settle` gives the rest back in the same step. */
    | { type: "capture"; holdId: string; amount: Credits; settle: boolean }
    | { type: "release"; holdId: string }
    /** Gives credits of an earlier charge back to the lots they came from. */
    | { type: "refund"; corrects: number; amount: Credits }
    /**
     * Takes back what is left of the lots that `sourceId` brought in, frozen or not, `amount` at most. Never below zero: the
     * rest is taken of what comes back to them.
     */
    | { type: "revoke"; sourceId: string; amount: Credits }
    /** Takes credits away, in burn order, all or nothing: a correction that the installation's admins answer for. */
    | { type: "adjust"; amount: Credits }
    /** A dispute opened: sets aside what is left of a source's lots, and whatever comes back to them, until it is decided. */
    | { type: "freeze"; sourceId: string; holdId: string }
    /** The dispute was won: what is set aside comes back, unless another dispute of the source is open. */
    | { type: "thaw"; sourceId: string; holdId: string }
    /** The dispute was lost: takes `amount` from what was set aside; what is not there becomes a debt. */
    | { type: "forfeit"; sourceId: string; holdId: string; amount: Credits }
    /** Caps what one member, campaign or operation may use in a calendar month of the workspace; null lifts the cap. */
    | {
        type: "set_cap";
        scope: CapScope;
        /** As in the rollups: a member's id, "api_key:<id>", a campaign's id, an operation. */
        target: string;
        cap: { amount: Credits; mode: CapMode } | null;
      }
    /** Warns once when less than `below` is available, and again after it was more; null warns no longer. */
    | { type: "set_threshold"; threshold: string; below: Credits | null }
    /** Writes the rows for what has expired or lapsed by now; changes no balance that was true before. */
    | { type: "expire" }
  );

export type CommandOf<Type extends Command["type"]> = Extract<Command, { type: Type }>;

export type Accepted = {
  ok: true;
  /** The entry that records it: the one a refund names in `corrects`. A capture's charge, not its release. */
  seq: number;
  /** Signed change of the current balance by this command. */
  amount: number;
  current: Credits;
  held: Credits;
  available: Credits;
  at: Date;
  /** The command was carried out before: this is the first answer again. */
  replayed?: true;
};

/** A refusal writes nothing and says what would be needed. */
export type Refused = { ok: false } & (
  | { reason: "insufficient_credits"; shortfall: Credits; available: Credits }
  /** A blocking cap bound: `left` of it is neither used nor held in `month` ("2026-11"). */
  | { reason: "cap_reached"; cap: Cap; left: Credits; month: string }
  | { reason: "key_reused" }
  | { reason: "unknown_hold" }
  | { reason: "hold_ended"; state: "settled" | "lapsed" }
  | { reason: "exceeds_hold"; remaining: Credits }
  | { reason: "unknown_charge" }
  | { reason: "exceeds_charge"; refundable: Credits }
);

export type Answer = Accepted | Refused;

const IDS = ["campaignId", "runId", "holdId", "lotId"] as const;

/** Ids as the database writes them: what is sealed must read the same when it comes back. */
export function withPlainIds(command: Command): Command {
  const plain: Record<string, unknown> = { ...command };
  for (const name of IDS) {
    const id = plain[name];
    if (typeof id === "string") plain[name] = id.toLowerCase();
  }
  if ("id" in command.actor) plain.actor = { ...command.actor, id: command.actor.id.toLowerCase() };
  return plain as Command;
}

/** The source of which a command must know every lot: what new credits bring in is looked at only when they come back. */
export function sourceNamedBy(command: Command): string | null {
  if (!("sourceId" in command)) return null;
  return command.type === "grant" && command.source !== "adjustment" ? null : command.sourceId;
}
