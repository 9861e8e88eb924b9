import type pg from "pg";
import { type Credits, credits, type Kind } from "@/lib/credits/core/amount";
import type { Actor, Json } from "@/lib/credits/core/command";
import type { Entry, EntryType, Facts, LotPart } from "@/lib/credits/core/entry";
import { instant } from "@/lib/credits/core/instant";
import type { UsageSubject } from "@/lib/credits/core/usage";
import { type CopiedRows, copiedRows } from "@/lib/platform/copied-rows";

/** A hold as its row has it. Numbers as JSON has them. */
export type StoredHold = {
  id: string;
  amount: number;
  captured: number;
  released: number;
  lots: LotPart[];
  state: string;
  operation: string | null;
  subject: string | null;
  runId: string | null;
  createdAt: number;
  lapsesAt: number;
  actorType: Actor["type"];
  actorId: string | null;
  campaignId: string | null;
  freezes: string | null;
};

export type StoredEntry = {
  entry: Entry;
  /** Which entry the answer to this one's key names; null when the key has no answer. */
  answeredBy: number | null;
  /** Of an entry that ends a hold: the hold's row, which nothing changes any more. */
  endedHold: StoredHold | null;
  /** Of a refund: the charge it corrects. */
  charge: UsageSubject | undefined;
};

/** Of a row `h` of credit_hold, under the names that the decisions use. */
export const HOLD_JSON = `jsonb_build_object('id', h.id, 'amount', h.amount, 'captured', h.captured,
  'released', h.released, 'lots', h.lots, 'state', h.state, 'operation', h.operation, 'subject', h.subject,
  'runId', h.run_id, 'createdAt', (extract(epoch from h.created_at) * 1000000)::bigint,
  'lapsesAt', (extract(epoch from h.lapses_at) * 1000000)::bigint, 'actorType', h.actor_type,
  'actorId', h.actor_id, 'campaignId', h.campaign_id, 'freezes', h.freezes)`;

const COLUMNS = `
  e.seq, e.type, e.amount, e.current_after, e.held_after, e.debt_after, e.operation, e.subject, e.reason,
  e.actor_type, e.actor_id, e.campaign_id, e.run_id, e.hold_id, e.quantity, e.inputs, e.rate_card_version,
  e.quoted_max, e.lots, e.corrects, e.facts, e.key, e.digest, e.at`;

/**
 * What belongs to an entry in other tables comes with it, each found by primary key: comparing then needs no join, whose
 * plan would depend on statistics, and no second pass.
 */
const ENTRIES = `
  select ${COLUMNS},
    (select (k.answer ->> 'seq')::bigint from credit_key k
      where k.workspace_id = :'workspace' and k.kind = :'kind' and k.key = e.key),
    case when e.facts ? 'ended' then (select ${HOLD_JSON} from credit_hold h
      where h.workspace_id = :'workspace' and h.kind = :'kind' and h.id = e.hold_id) end,
    case when e.type = 'refund' then (
      select jsonb_build_object('at', (extract(epoch from c.at) * 1000000)::bigint, 'operation', c.operation,
        'type', c.actor_type, 'id', c.actor_id, 'campaignId', c.campaign_id)
      from credit_history c
      where c.workspace_id = :'workspace' and c.kind = :'kind' and c.seq = e.corrects) end
  from credit_history e
  where e.workspace_id = :'workspace' and e.kind = :'kind' and e.seq > :'after'
  order by e.seq`;

/**
 * The entries of an account after number `after`, in order, a piece in memory at a time; `client` is in a transaction
 * that named the workspace.
 */
export async function* storedEntries(
  client: pg.PoolClient,
  { workspaceId, kind }: { workspaceId: string; kind: Kind },
  after = 0,
): AsyncGenerator<StoredEntry[]> {
  const values = { workspace: workspaceId, kind, after };
  for await (const rows of copiedRows(client, ENTRIES, values)) {
    const entries: StoredEntry[] = [];
    while (rows.next()) entries.push(storedEntry(rows));
    yield entries;
  }
}

/** The first `limit` entries after number `after` up to `upto`, in order. */
export async function entryPage(
  client: pg.PoolClient,
  { workspaceId, kind }: { workspaceId: string; kind: Kind },
  range: { after: number; upto: number; limit: number },
): Promise<Entry[]> {
  const query = `select ${COLUMNS} from credit_history e
    where e.workspace_id = :'workspace' and e.kind = :'kind' and e.seq > :'after' and e.seq <= :'upto'
    order by e.seq limit :'limit'`;
  const entries: Entry[] = [];
  for await (const rows of copiedRows(client, query, { workspace: workspaceId, kind, ...range })) {
    while (rows.next()) entries.push(entryOf(rows));
  }
  return entries;
}

const storedEntry = (row: CopiedRows): StoredEntry => ({
  entry: entryOf(row),
  answeredBy: row.integer(),
  endedHold: row.json<StoredHold>(),
  charge: chargeOf(row.json<ChargeJson>()),
});

/** The fields in the order of COLUMNS. */
const entryOf = (row: CopiedRows): Entry => ({
  seq: row.integer() ?? 0,
  type: row.text() as EntryType,
  amount: row.integer() ?? 0,
  currentAfter: amount(row.integer()),
  heldAfter: amount(row.integer()),
  debtAfter: amount(row.integer()),
  operation: row.text(),
  subject: row.text(),
  reason: row.text(),
  actor: actorOf(row.text(), row.uuid()),
  campaignId: row.uuid(),
  runId: row.uuid(),
  holdId: row.uuid(),
  quantity: row.integer(),
  inputs: row.json<Json>(),
  rateCardVersion: row.text(),
  quotedMax: row.integer() as Credits | null,
  lots: row.json<LotPart[]>() ?? [],
  corrects: row.integer(),
  facts: row.json<Facts>(),
  key: row.text() ?? "",
  digest: row.hex() ?? "",
  at: instant(row.micros() ?? 0),
});

const amount = (hundredths: number | null): Credits => credits(hundredths ?? 0);

const actorOf = (type: string | null, id: string | null): Actor =>
  (id === null ? { type } : { type, id }) as Actor;

type ChargeJson = {
  at: number;
  operation: string | null;
  type: Actor["type"];
  id: string | null;
  campaignId: string | null;
};

const chargeOf = (charge: ChargeJson | null): UsageSubject | undefined =>
  charge
    ? {
        at: instant(charge.at),
        operation: charge.operation,
        actor: actorOf(charge.type, charge.id),
        campaignId: charge.campaignId,
      }
    : undefined;
