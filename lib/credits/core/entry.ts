import type { Credits, Kind } from "./amount";
import { canonical, type Hash } from "./canonical";
import type { CapMode, CapScope } from "./cap";
import type { Actor, Json } from "./command";
import type { HoldEnd } from "./hold";
import { type Instant, isoOf } from "./instant";
import type { LotOpening } from "./lot";

export type EntryType =
  | "purchase"
  | "grant"
  | "charge"
  | "refund"
  | "expiry"
  | "adjustment"
  | "hold"
  | "release"
  | "limit";

/**
 * One lot's part in an entry: minus for what was taken from it, plus for what was given to it. A third element
 * names the expired lot in whose place a grace lot got the credits.
 */
export type LotPart = readonly [lotId: string, amount: number, inPlaceOf?: string];

/** What an entry opened, ended or settled, so that the entries alone tell the whole state. */
export type Facts = {
  lots?: LotOpening[];
  hold?: { amount: Credits; lapsesAt: Instant };
  ended?: HoldEnd;
  debtSettled?: Credits;
  debtIncurred?: Credits;
  claim?: Claim;
  gone?: Gone;
  cap?: CapChange;
  threshold?: { id: string; below: Credits | null };
};

/**
 * What the entry adds to what is gone of a source without having been spent: `revoked` by a refund of the purchase, less
 * where the refund failed; `excused` by a lost dispute, which asks nothing more for it, less where it came back and was
 * taken. `pledged` is what a refund fell short of, less where it failed; `redeemed` was pledged, came back, and is revoked.
 */
export type Gone = {
  source: string;
  revoked?: number;
  excused?: number;
  pledged?: number;
  redeemed?: number;
};

/**
 * What a dispute makes of the lots of a source that the entry's hold has frozen: free again, or lost; and as long as
 * other disputes of it are open, frozen by `next`, which then keeps what the hold still kept.
 */
export type Claim = { source: string; as: "frozen" | "free" | "lost"; next?: string };

export type CapChange = {
  scope: CapScope;
  target: string;
  cap: { amount: Credits; mode: CapMode } | null;
};

/** These rows move nothing in or out of the balance, and are not shown in the history. */
export const HIDDEN_TYPES = ["hold", "release", "limit"] as const satisfies EntryType[];
type HiddenType = (typeof HIDDEN_TYPES)[number];

export const isHidden = (type: EntryType): type is HiddenType =>
  HIDDEN_TYPES.some((hidden) => hidden === type);

/** One immutable row of the ledger. `hold` and `release` rows change what is held, never the balance. */
export type Entry = Readonly<{
  seq: number;
  type: EntryType;
  /** Signed change of the current balance. */
  amount: number;
  currentAfter: Credits;
  heldAfter: Credits;
  debtAfter: Credits;
  operation: string | null;
  subject: string | null;
  reason: string | null;
  actor: Actor;
  campaignId: string | null;
  runId: string | null;
  holdId: string | null;
  quantity: number | null;
  inputs: Json;
  rateCardVersion: string | null;
  quotedMax: Credits | null;
  lots: readonly LotPart[];
  /** The entry that this one corrects. */
  corrects: number | null;
  facts: Facts | null;
  /** The key of the command that wrote it; several entries may share one. */
  key: string;
  /** Strictly increasing in an account. */
  at: Instant;
  digest: string;
}>;

export type Unsealed = Omit<Entry, "digest">;

/**
 * The canonical JSON of an entry, which its digest covers: every other field, the time as ISO 8601. Spelled out, since
 * a million entries are verified at a time; a test holds it to `canonical`.
 */
export const entryText = (entry: Unsealed): string =>
  `{"actor":${actorText(entry.actor)},"amount":${entry.amount},"at":"${isoOf(entry.at)}",` +
  `"campaignId":${idText(entry.campaignId)},"corrects":${entry.corrects},` +
  `"currentAfter":${entry.currentAfter},"debtAfter":${entry.debtAfter},"facts":${canonical(entry.facts)},` +
  `"heldAfter":${entry.heldAfter},"holdId":${idText(entry.holdId)},"inputs":${canonical(entry.inputs)},` +
  `"key":${canonical(entry.key)},"lots":${canonical(entry.lots)},"operation":${canonical(entry.operation)},` +
  `"quantity":${entry.quantity},"quotedMax":${entry.quotedMax},` +
  `"rateCardVersion":${canonical(entry.rateCardVersion)},"reason":${canonical(entry.reason)},` +
  `"runId":${idText(entry.runId)},"seq":${entry.seq},"subject":${canonical(entry.subject)},` +
  `"type":"${entry.type}"}`;

const actorText = (actor: Actor): string =>
  "id" in actor
    ? `{"id":${canonical(actor.id)},"type":"${actor.type}"}`
    : `{"type":"${actor.type}"}`;

const idText = (id: string | null): string => (id === null ? "null" : canonical(id));

/**
 * The entry's link in the chain: SHA-256 over the digest before it and the entry's canonical JSON, so that no
 * row can be changed, added or dropped without every later digest telling.
 */
export const entryDigest = (previous: string, entry: Unsealed, hash: Hash): string =>
  linkDigest(previous, entryText(entry), hash);

/** The same for who has the entry's text already. */
export const linkDigest = (previous: string, text: string, hash: Hash): string =>
  hash(`${previous}\n${text}`);

/** The digest "before the first entry" of an account: names the account, so chains cannot be swapped. */
export const firstDigest = (workspaceId: string, kind: Kind, hash: Hash): string =>
  hash(`wellspent ledger 1\n${workspaceId}\n${kind}`);

/** What an entry adds to the account's debt; less than nothing when it settles some. */
export const owedBy = (facts: Facts | null): number =>
  (facts?.debtIncurred ?? 0) - (facts?.debtSettled ?? 0);
