import type { Actor } from "./actor";
import type { Credits } from "./amount";
import type { Cap, CapMode, CapScope } from "./cap";

export type { Actor } from "./actor";

export type LotSource = "purchase" | "grant" | "refund" | "adjustment";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What an entry says about itself: who, why, what for, and how the amount was computed. */
export type Provenance = {
  actor: Actor;
  /** Shown in the history if there is no operation: "Purchase of Popular". */
  reason: string;
  /** The operation's name on the rate card. */
  operation?: string;
  /** What it was for: "Spring roast launch, 18 posts". */
  subject?: string;
  campaignId?: string;
  runId?: string;
  quantity?: number;
  inputs?: Json;
  rateCardVersion?: string;
  /** The most the quote allowed. A charge above it is a bug, so it throws. */
  quotedMax?: Credits;
};

/**
 * Everything that moves credits. Because of its `key` a command happens once: the same key with the same command gets
 * the first answer again, and with another command it is refused.
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
    /** `lapsesAt` is a lease, and the only field that may differ when the command is repeated. */
    | { type: "hold"; holdId: string; amount: Credits; lapsesAt: Date }
    /** Charges part of a hold. With `settle` the rest is given back in the same step. */
    | { type: "capture"; holdId: string; amount: Credits; settle: boolean }
    | { type: "release"; holdId: string }
    /** Gives credits of an earlier charge back to the lots they came from. */
    | { type: "refund"; corrects: number; amount: Credits }
    /**
     * Takes back what is left of the lots that `sourceId` brought in, frozen or not, up to `amount`. The balance never
     * becomes negative: the remainder is taken from what comes back to those lots.
     */
    | { type: "revoke"; sourceId: string; amount: Credits }
    /** Takes credits away in burn order, all or nothing: a correction that the installation's admins answer for. */
    | { type: "adjust"; amount: Credits }
    /**
     * A dispute was opened, or a refund is about to be asked for (`PURCHASE_REFUND`): sets aside what is left of a
     * source's lots, and whatever comes back to them, until it is decided.
     */
    | { type: "freeze"; sourceId: string; holdId: string }
    /** The dispute was won, or the refund has ended: what is still set aside is free again, unless another freeze is open. */
    | { type: "thaw"; sourceId: string; holdId: string }
    /** The dispute was lost: takes `amount` from what was set aside. What is missing becomes a debt. */
    | { type: "forfeit"; sourceId: string; holdId: string; amount: Credits }
    /** Caps what one member, campaign or operation may use in a calendar month of the workspace. null lifts the cap. */
    | {
        type: "set_cap";
        scope: CapScope;
        /** Named as in the rollups: a member's id, "api_key:<id>", a campaign's id, an operation. */
        target: string;
        cap: { amount: Credits; mode: CapMode } | null;
      }
    /**
     * Warns once when less than `below` is available, and again after the balance has recovered. null ends the warnings.
     */
    | { type: "set_threshold"; threshold: string; below: Credits | null }
    /** Writes the rows for what has expired or lapsed by now. Changes no balance: it was true already. */
    | { type: "expire" }
  );

export type CommandOf<Type extends Command["type"]> = Extract<Command, { type: Type }>;

export type Accepted = {
  ok: true;
  /**
   * The entry that records the command, and that a refund names in `corrects`. For a capture, its charge and not its
   * release.
   */
  seq: number;
  /** By how much this command changed the current balance, with its sign. */
  amount: number;
  current: Credits;
  held: Credits;
  available: Credits;
  at: Date;
  /** The command had been carried out before, and this is its first answer again. */
  replayed?: true;
};

/** A refusal writes nothing and says what would be needed. */
export type Refused = { ok: false } & (
  | { reason: "insufficient_credits"; shortfall: Credits; available: Credits }
  /** A blocking cap is reached: `left` of it is neither used nor held in `month` ("2026-11"). */
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

/** Ids in lower case, as PostgreSQL returns them: the digest of an entry must be the same once it is loaded again. */
export function withPlainIds(command: Command): Command {
  const plain: Record<string, unknown> = { ...command };
  for (const name of IDS) {
    const id = plain[name];
    if (typeof id === "string") plain[name] = id.toLowerCase();
  }
  if ("id" in command.actor) plain.actor = { ...command.actor, id: command.actor.id.toLowerCase() };
  return plain as Command;
}

/**
 * The source whose lots must all be loaded for a command. For new credits there is none: their lots matter only once
 * something comes back to them.
 */
export function sourceNamedBy(command: Command): string | null {
  if (!("sourceId" in command)) return null;
  return command.type === "grant" && command.source !== "adjustment" ? null : command.sourceId;
}
