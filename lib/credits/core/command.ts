import type { Credits } from "./amount";

/** Who moved credits. There is no entry without one. */
export type Actor =
  | { type: "member"; id: string }
  | { type: "system" }
  | { type: "api_key"; id: string };

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
    /** Takes back what is left of the lots that `sourceId` brought in, `amount` at most. Never below zero. */
    | { type: "revoke"; sourceId: string; amount: Credits }
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
};

/** A refusal writes nothing and says what would be needed. */
export type Refused = { ok: false } & (
  | { reason: "insufficient_credits"; shortfall: Credits; available: Credits }
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
