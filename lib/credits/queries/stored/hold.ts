import type { Actor } from "@/lib/credits/core/command";
import type { LotPart } from "@/lib/credits/core/entry";

/** A hold as its row has it, with numbers as in JSON. */
export type StoredHold = {
  id: string;
  amount: number;
  captured: number;
  released: number;
  /** Null where the row says no list. */
  lots: LotPart[] | null;
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

/** For a row `h` of credit_hold, in the order of StoredHold. */
export const HOLD_COLUMNS = `h.id, h.amount, h.captured, h.released, h.lots, h.state, h.operation, h.subject, h.run_id,
  h.created_at, h.lapses_at, h.actor_type, h.actor_id, h.campaign_id, h.freezes`;

/** A time in microseconds, or null for one that no entry can name. */
const micros = (column: string) =>
  `case when ${column} between '0001-01-01' and '9999-12-31' then (extract(epoch from ${column}) * 1000000)::bigint end`;

/** The same as one value, under the names that the decisions use. */
export const HOLD_JSON = `jsonb_build_object('id', h.id, 'amount', h.amount, 'captured', h.captured,
  'released', h.released, 'lots', h.lots, 'state', h.state, 'operation', h.operation, 'subject', h.subject,
  'runId', h.run_id, 'createdAt', ${micros("h.created_at")},
  'lapsesAt', ${micros("h.lapses_at")}, 'actorType', h.actor_type,
  'actorId', h.actor_id, 'campaignId', h.campaign_id, 'freezes', h.freezes)`;
