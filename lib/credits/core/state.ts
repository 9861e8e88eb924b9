import { type Credits, credits } from "./amount";
import type { Cap, CapUse } from "./cap";
import type { Accepted, Actor } from "./command";
import type { Hold } from "./hold";
import { EARLIEST, type Instant } from "./instant";
import type { Allocation, BurnPosition, Lot } from "./lot";
import { FIRST_THRESHOLDS, type Threshold } from "./threshold";

/** The account of one workspace and kind. Always: granted = current + used + expired + refunded. */
export type Account = Readonly<{
  seq: number;
  /** All that is left in lots, held included. */
  current: Credits;
  held: Credits;
  debt: Credits;
  granted: Credits;
  /** Charges less their refunds. */
  used: Credits;
  expired: Credits;
  /** Taken back: of refunded purchases, and to settle a debt. */
  refunded: Credits;
  /** Of the last entry. */
  digest: string;
  lastAt: Instant;
}>;

/** What a refund must know about the charge it corrects. `lots` are in the order in which they were taken. */
export type Charge = Readonly<{
  seq: number;
  at: Instant;
  amount: Credits;
  refunded: Credits;
  lots: readonly Allocation[];
  operation: string | null;
  subject: string | null;
  actor: Actor;
  campaignId: string | null;
  runId: string | null;
}>;

/** A command that was accepted before: the digest of the command, and its answer. */
export type KnownKey = Readonly<{ digest: string; answer: Accepted }>;

/**
 * What `decide` sees of an account. It may be a window: `lots` is the front of the burn order up to `lotsUntil`, and
 * `holds` are the open ones that lapse before `holdsUntil`; besides these, whatever a command names. null means that
 * nothing lies beyond.
 */
export type State = Readonly<{
  account: Account;
  lots: ReadonlyMap<string, Lot>;
  lotsUntil: BurnPosition | null;
  holds: ReadonlyMap<string, Hold>;
  holdsUntil: Instant | null;
  charges: ReadonlyMap<number, Charge>;
  keys: ReadonlyMap<string, KnownKey>;
  /** All caps by `capName`, and the use of each; also the use of those that a command is about to set. */
  caps: ReadonlyMap<string, Cap>;
  uses: ReadonlyMap<string, CapUse>;
  thresholds: ReadonlyMap<string, Threshold>;
  /** The time zone by whose calendar days and months of use are counted. */
  timeZone: string;
}>;

/** The state of an account without entries. `digest` is the account's `firstDigest`. */
export const emptyState = (digest: string, timeZone = "UTC"): State => ({
  account: {
    seq: 0,
    current: credits(0),
    held: credits(0),
    debt: credits(0),
    granted: credits(0),
    used: credits(0),
    expired: credits(0),
    refunded: credits(0),
    digest,
    lastAt: EARLIEST,
  },
  lots: new Map(),
  lotsUntil: null,
  holds: new Map(),
  holdsUntil: null,
  charges: new Map(),
  keys: new Map(),
  caps: new Map(),
  uses: new Map(),
  thresholds: new Map(FIRST_THRESHOLDS.map((threshold) => [threshold.id, threshold])),
  timeZone,
});

/**
 * Neither a refusal nor a bug: the command needs more of the account than was loaded. Load more, and decide again.
 */
export class BeyondWindow extends Error {
  constructor(readonly what: "lots" | "holds") {
    super(`The decision needs more ${what} than were loaded.`);
    this.name = "BeyondWindow";
  }
}
