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
 * One lot's part in an entry: negative if taken from it, positive if given to it. A third element names the expired lot
 * that was replaced by this one, a grace lot.
 */
export type LotPart = readonly [lotId: string, amount: number, inPlaceOf?: string];

/** What an entry opened, ended or settled, so that the whole state follows from the entries alone. */
export type EntryFacts = {
  lots?: LotOpening[];
  hold?: { amount: Credits; lapsesAt: Instant };
  ended?: HoldEnd;
  debtSettled?: Credits;
  debtIncurred?: Credits;
  claim?: Claim;
  gone?: GoneUnspent;
  cap?: CapChange;
  threshold?: { id: string; below: Credits | null };
};

/**
 * By how much the entry changes what is gone from a source without having been spent. `revoked` was taken by a refund of
 * the purchase (less if that refund failed). `excused` was found gone by a lost dispute, which asks no more for it (less
 * if it came back and was taken). `pledged` is what a refund fell short of (less if it failed). `redeemed` had been
 * pledged, came back, and is now revoked.
 */
export type GoneUnspent = {
  source: string;
  revoked?: number;
  excused?: number;
  pledged?: number;
  redeemed?: number;
};

/**
 * What becomes of a source's lots that the entry's hold has frozen: they are free again, or lost, or, as long as other
 * disputes of the source are open, frozen by `next`, which takes over what the hold still kept.
 */
export type Claim = { source: string; as: "frozen" | "free" | "lost"; next?: string };

export type CapChange = {
  scope: CapScope;
  target: string;
  cap: { amount: Credits; mode: CapMode } | null;
};

/** Rows of these types do not change the balance, and are not shown in the history. */
const HIDDEN_TYPES = ["hold", "release", "limit"] as const satisfies EntryType[];
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
  facts: EntryFacts | null;
  /** The key of the command that wrote it; several entries may share one. */
  key: string;
  /** Strictly increasing in an account. */
  at: Instant;
  digest: string;
}>;

export type Unsealed = Omit<Entry, "digest">;

/**
 * The canonical JSON of an entry, which its digest covers: every other field, with the time in ISO 8601. Spelled out for
 * speed, as a million entries are verified at a time; a test compares it with `canonical`.
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
 * The entry's link in the chain: SHA-256 over the digest before it and the entry's canonical JSON. If a row is changed,
 * added or dropped, every later digest gives it away.
 */
export const entryDigest = (previous: string, entry: Unsealed, hash: Hash): string =>
  linkDigest(previous, entryText(entry), hash);

/** The same for callers that already have the entry's text. */
export const linkDigest = (previous: string, text: string, hash: Hash): string =>
  hash(`${previous}\n${text}`);

/** The digest before an account's first entry. It names the account, so chains cannot be swapped. */
export const firstDigest = (workspaceId: string, kind: Kind, hash: Hash): string =>
  hash(`wellspent ledger 1\n${workspaceId}\n${kind}`);

/** What an entry adds to the account's debt; negative if it settles some. */
export const owedBy = (facts: EntryFacts | null): number =>
  (facts?.debtIncurred ?? 0) - (facts?.debtSettled ?? 0);
