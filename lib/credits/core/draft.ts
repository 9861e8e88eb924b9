import { type Credits, credits } from "./amount";
import {
  type Books,
  changeCap,
  changeThreshold,
  claimLots,
  lotOf,
  type Move,
  move,
  open,
  recordGoneUnspent,
} from "./books";
import type { Hash } from "./canonical";
import { type CapBooks, countUse } from "./cap-use";
import type { Actor, Provenance } from "./command";
import {
  type CapChange,
  type Claim,
  type Entry,
  type EntryFacts,
  type EntryType,
  entryText,
  type GoneUnspent,
  type LotPart,
  linkDigest,
  owedBy,
  type Unsealed,
} from "./entry";
import type { Hold } from "./hold";
import { type Instant, instant } from "./instant";
import { byBurnOrder, type Lot, type LotOpening } from "./lot";
import type { KnownKey, State } from "./state";

/** A mutable copy of a state, with the entries written so far. Used within one call of `decideAll`, never outside core. */
export type Draft = Books &
  CapBooks & {
    lotsUntil: State["lotsUntil"];
    holdsUntil: State["holdsUntil"];
    keys: Map<string, KnownKey>;
    entries: Entry[];
    /** For each entry, the text that its digest covers. */
    texts: string[];
    now: Instant;
    hash: Hash;
  };

export const openDraft = (state: State, now: Instant, hash: Hash): Draft => ({
  ...state,
  lots: new Map(state.lots),
  holds: new Map(state.holds),
  charges: new Map(state.charges),
  keys: new Map(state.keys),
  caps: new Map(state.caps),
  uses: new Map(state.uses),
  thresholds: new Map(state.thresholds),
  entries: [],
  texts: [],
  notices: [],
  now,
  hash,
});

export const stateOf = (draft: Draft): State => {
  const { entries: _, texts: __, notices: ___, now: ____, hash: _____, ...state } = draft;
  return state;
};

/** The time of the next entry: now, or one microsecond after the last entry if the clock has not moved on. */
export const nextInstant = (draft: Draft, wanted: Instant = draft.now): Instant =>
  instant(Math.max(wanted, draft.account.lastAt + 1));

/** The lots that may be spent from: those that come before every lot that was not loaded, in burn order. */
export const burnable = (draft: Draft): Lot[] => {
  const lots = [...draft.lots.values()];
  const { lotsUntil } = draft;
  return lotsUntil ? lots.filter((lot) => byBurnOrder(lot, lotsUntil) <= 0) : lots;
};

export type Row = {
  type: EntryType;
  key: string;
  about: Omit<Provenance, "actor"> & { actor: Actor };
  /** The instant at which it takes effect; now, if absent. */
  at?: Instant;
  opens?: { lot: Omit<LotOpening, "createdAt">; inPlaceOf?: string }[];
  moves?: Move[];
  /** The hold as this row leaves it. */
  hold?: Hold;
  debt?: { settled: Credits } | { incurred: Credits };
  corrects?: number;
  /** What a dispute does to the lots of a source, through the row's hold. */
  claim?: Claim;
  /** How it changes what is gone from a source without having been spent. */
  gone?: GoneUnspent;
  cap?: CapChange;
  threshold?: { id: string; below: Credits | null };
};

/** Writes one entry: moves the credits, updates the account's sums, and seals the entry into the chain. */
export function record(draft: Draft, row: Row): Entry {
  const before = draft.account;
  const at = nextInstant(draft, row.at);
  const lots = [...openLots(draft, row, at), ...moveCredits(draft, row)];
  const facts = factsOf(draft, row, at);
  const hold = row.hold && { before: draft.holds.get(row.hold.id) ?? null, after: row.hold };
  if (row.hold) draft.holds.set(row.hold.id, row.hold);
  if (row.hold && row.claim) claimLots(draft, row.hold.id, row.claim);
  if (facts.gone) recordGoneUnspent(draft, facts.gone);
  if (row.cap) changeCap(draft, row.cap);
  if (row.threshold) changeThreshold(draft, row.threshold);

  const entry = seal(draft, row, {
    seq: before.seq + 1,
    amount: draft.account.current - before.current,
    currentAfter: draft.account.current,
    heldAfter: draft.account.held,
    debtAfter: credits(before.debt + owedBy(facts)),
    lots,
    facts: Object.keys(facts).length > 0 ? facts : null,
    at,
  });
  countUse(draft, entry, hold);
  return entry;
}

const openLots = (draft: Draft, { opens = [] }: Row, at: Instant): LotPart[] =>
  opens.map(({ lot, inPlaceOf }) => {
    open(draft, { ...lot, createdAt: at }, inPlaceOf ? lotOf(draft, inPlaceOf) : undefined);
    return inPlaceOf ? [lot.id, lot.granted, inPlaceOf] : [lot.id, lot.granted];
  });

/** Credits that expire in their old lot only to be granted again are reported as part of the new lot. */
const moveCredits = (draft: Draft, { moves = [] }: Row): LotPart[] =>
  moves.flatMap((step) => {
    move(draft, step);
    return step.from === "used" && step.to === "expired" ? [] : [partOf(step)];
  });

function factsOf(draft: Draft, row: Row, at: Instant): EntryFacts {
  const { opens, hold, debt, claim, gone, cap, threshold } = row;
  const isNew = hold && !draft.holds.has(hold.id);
  return {
    ...(opens?.length ? { lots: opens.map(({ lot }) => ({ ...lot, createdAt: at })) } : {}),
    ...(isNew ? { hold: { amount: hold.amount, lapsesAt: hold.lapsesAt } } : {}),
    ...(hold && hold.state !== "open" ? { ended: hold.state } : {}),
    ...debtFacts(debt),
    ...(claim ? { claim } : {}),
    ...(gone && changesAnything(gone) ? { gone } : {}),
    ...(cap ? { cap } : {}),
    ...(threshold ? { threshold } : {}),
  };
}

const changesAnything = ({ source: _, ...amounts }: GoneUnspent): boolean =>
  Object.values(amounts).some(Boolean);

function debtFacts(debt: Row["debt"]): EntryFacts {
  if (!debt) return {};
  if ("settled" in debt) return { debtSettled: debt.settled };
  return debt.incurred > 0 ? { debtIncurred: debt.incurred } : {};
}

const partOf = ({ lotId, to, amount }: Move): LotPart => [
  lotId,
  to === "remaining" ? amount : -amount,
];

/** What the row did, as opposed to what it says about itself. */
type Done = Pick<
  Unsealed,
  "seq" | "amount" | "currentAfter" | "heldAfter" | "debtAfter" | "lots" | "facts" | "at"
>;

/** A single literal: spreading objects would be several times as slow. */
const entryOf = ({ type, key, about, hold, corrects }: Row, done: Done): Unsealed => ({
  seq: done.seq,
  type,
  amount: done.amount,
  currentAfter: done.currentAfter,
  heldAfter: done.heldAfter,
  debtAfter: done.debtAfter,
  operation: orNull(about.operation),
  subject: orNull(about.subject),
  reason: about.reason,
  actor: about.actor,
  campaignId: orNull(about.campaignId),
  runId: orNull(about.runId),
  holdId: orNull(hold?.id),
  quantity: orNull(about.quantity),
  inputs: orNull(about.inputs),
  rateCardVersion: orNull(about.rateCardVersion),
  quotedMax: orNull(about.quotedMax),
  lots: done.lots,
  corrects: orNull(corrects),
  facts: done.facts,
  key,
  at: done.at,
});

const orNull = <Value>(value: Value | undefined): Value | null => value ?? null;

function seal(draft: Draft, row: Row, done: Done): Entry {
  const unsealed = entryOf(row, done);
  const text = entryText(unsealed);
  const digest = linkDigest(draft.account.digest, text, draft.hash);
  const { seq, at, debtAfter } = unsealed;
  draft.account = { ...draft.account, seq, lastAt: at, debt: debtAfter, digest };
  const entry = { ...unsealed, digest };
  draft.entries.push(entry);
  draft.texts.push(text);
  return entry;
}
