import type pg from "pg";
import { credits, type Kind } from "@/lib/credits/core/amount";
import type { Actor, Json } from "@/lib/credits/core/command";
import type { Entry, EntryType, Facts, LotPart } from "@/lib/credits/core/entry";
import { instant } from "@/lib/credits/core/instant";
import type { UsageSubject } from "@/lib/credits/core/usage";

const PAGE = 2_000;

/** bigint columns arrive as text. */
type EntryRow = {
  seq: string;
  type: EntryType;
  amount: string;
  current_after: string;
  held_after: string;
  debt_after: string;
  operation: string | null;
  subject: string | null;
  reason: string | null;
  actor_type: Actor["type"];
  actor_id: string | null;
  campaign_id: string | null;
  run_id: string | null;
  hold_id: string | null;
  quantity: string | null;
  inputs: Json;
  rate_card_version: string | null;
  quoted_max: string | null;
  lots: LotPart[];
  corrects: string | null;
  facts: Facts | null;
  key: string;
  digest: string;
  at: string;
  charge: {
    at: number;
    operation: string | null;
    type: Actor["type"];
    id: string | null;
    campaignId: string | null;
  } | null;
};

export type StoredEntry = {
  entry: Entry /** Of a refund: the charge it corrects. */;
  charge: UsageSubject | undefined;
};

const ENTRIES = `
  declare ledger_entries no scroll cursor for
  select e.seq, e.type, e.amount, e.current_after, e.held_after, e.debt_after, e.operation, e.subject, e.reason,
    e.actor_type, e.actor_id, e.campaign_id, e.run_id, e.hold_id, e.quantity, e.inputs, e.rate_card_version,
    e.quoted_max, e.lots, e.corrects, e.facts, e.key, encode(e.digest, 'hex') as digest,
    (extract(epoch from e.at) * 1000000)::bigint as at,
    case when e.type = 'refund' then (
      select jsonb_build_object('at', (extract(epoch from c.at) * 1000000)::bigint, 'operation', c.operation,
        'type', c.actor_type, 'id', c.actor_id, 'campaignId', c.campaign_id)
      from credit_entry c
      where c.workspace_id = e.workspace_id and c.kind = e.kind and c.seq = e.corrects) end as charge
  from credit_entry e
  where e.workspace_id = $1 and e.kind = $2
  order by e.seq`;

/** All entries of an account in order, a page in memory at a time; `client` is in a transaction. */
export async function* storedEntries(
  client: pg.PoolClient,
  workspaceId: string,
  kind: Kind,
): AsyncGenerator<StoredEntry[]> {
  await client.query(ENTRIES, [workspaceId, kind]);
  for (;;) {
    const { rows } = await client.query<EntryRow>(`fetch ${PAGE} from ledger_entries`);
    if (rows.length === 0) return;
    yield rows.map((row) => ({ entry: entryOf(row), charge: chargeOf(row) }));
  }
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

const actorOf = (type: Actor["type"], id: string | null): Actor =>
  (id === null ? { type } : { type, id }) as Actor;

const entryOf = (row: EntryRow): Entry => ({
  seq: Number(row.seq),
  type: row.type,
  amount: Number(row.amount),
  currentAfter: credits(Number(row.current_after)),
  heldAfter: credits(Number(row.held_after)),
  debtAfter: credits(Number(row.debt_after)),
  operation: row.operation,
  subject: row.subject,
  reason: row.reason,
  actor: actorOf(row.actor_type, row.actor_id),
  campaignId: row.campaign_id,
  runId: row.run_id,
  holdId: row.hold_id,
  quantity: numberOf(row.quantity),
  inputs: row.inputs,
  rateCardVersion: row.rate_card_version,
  quotedMax: row.quoted_max === null ? null : credits(Number(row.quoted_max)),
  lots: row.lots,
  corrects: numberOf(row.corrects),
  facts: row.facts,
  key: row.key,
  digest: row.digest,
  at: instant(Number(row.at)),
});

const chargeOf = ({ charge }: EntryRow): UsageSubject | undefined =>
  charge
    ? {
        at: instant(charge.at),
        operation: charge.operation,
        actor: actorOf(charge.type, charge.id),
        campaignId: charge.campaignId,
      }
    : undefined;
