import type { Kind } from "@/lib/credits/core/amount";
import { pool } from "@/lib/platform/db";

/** Work that is due, in any workspace. These queries run as the worker's role, which finds work and changes nothing. */

export type DueAccount = { workspaceId: string; kind: Kind };
export type DueRun = { workspaceId: string; runId: string };

/**
 * Accounts with lots past their expiry or holds past their lapse for which there is no row yet. Yields all of them,
 * `most` at a time, in an order that passes each once, whatever becomes of it. Times are numbers, as in the worker's
 * indexes.
 */
export async function* findDueAccounts(now: Date, most = 1_000): AsyncGenerator<DueAccount[]> {
  let page: DueAccount[] = [];
  do {
    const last = page.at(-1);
    const { rows } = await pool("worker").query<DueAccount>(
      `select workspace_id as "workspaceId", kind from (
         select workspace_id, kind from credit_lot where spendable and ledger_micros(expires_at) <= ledger_micros($1)
         union
         select workspace_id, kind from credit_hold where state = 'open' and ledger_micros(lapses_at) <= ledger_micros($1)
       ) due
       where $2::uuid is null or (workspace_id, kind) > ($2, $3::credit_kind)
       order by workspace_id, kind limit $4`,
      [now, last?.workspaceId ?? null, last?.kind ?? null, most],
    );
    page = rows;
    yield page;
  } while (page.length === most);
}

/**
 * Runs that are still waiting for credits at `now`, the oldest first: all of them, or those of one workspace and kind.
 */
export async function findWaitingRuns(now: Date, of?: DueAccount): Promise<DueRun[]> {
  const { rows } = await pool("worker").query<DueRun>(
    `select workspace_id as "workspaceId", id as "runId" from operation_run
     where state = 'blocked' and ($1::uuid is null or workspace_id = $1)
       and ($2::credit_kind is null or kind = $2) and (parked_until is null or parked_until > $3)
     order by created_at, id`,
    [of?.workspaceId ?? null, of?.kind ?? null, now],
  );
  return rows;
}

/** Waiting runs whose time to wait is over. */
export async function findExpiredRuns(now: Date): Promise<DueRun[]> {
  const { rows } = await pool("worker").query<DueRun>(
    `select workspace_id as "workspaceId", id as "runId" from operation_run
     where state = 'blocked' and parked_until <= $1`,
    [now],
  );
  return rows;
}

/**
 * Runs that a crash left behind, unchanged since `before`: entered but never begun, or asked to stop when nobody works
 * on them any more.
 */
export async function findStrandedRuns(
  before: Date,
): Promise<(DueRun & { state: "queued" | "stopping" })[]> {
  const { rows } = await pool("worker").query<DueRun & { state: "queued" | "stopping" }>(
    `select workspace_id as "workspaceId", id as "runId", state from operation_run
     where state in ('queued', 'stopping') and updated_at < $1 and (begins_at is null or begins_at < $1)`,
    [before],
  );
  return rows;
}

/**
 * Runs that ended before `before` and still have open holds: whatever ended them was cut off before it gave them back.
 */
export async function findEndedHolders(before: Date): Promise<DueRun[]> {
  const { rows } = await pool("worker").query<DueRun>(
    `select run.workspace_id as "workspaceId", run.id as "runId"
     from credit_hold hold join operation_run run on run.workspace_id = hold.workspace_id and run.id = hold.run_id
     where hold.state = 'open' and run.state in ('done', 'stopped', 'failed') and run.updated_at < $1`,
    [before],
  );
  return rows;
}

/** Lots that will expire within 30 days with something left in them, even if it is held: it may come back too late. */
export async function findExpiringLots(now: Date): Promise<(DueAccount & { lotId: string })[]> {
  const { rows } = await pool("worker").query<DueAccount & { lotId: string }>(
    `with setting_aside as (select distinct workspace_id, kind from credit_hold where state = 'open'),
     lot as (
       select workspace_id, kind, id, expires_at from credit_lot
       where spendable and ledger_micros(expires_at) > ledger_micros($1)
         and ledger_micros(expires_at) <= ledger_micros($1::timestamptz + interval '30 days')
       union
       select workspace_id, kind, id, expires_at from setting_aside join credit_lot using (workspace_id, kind)
       where held > 0 and ledger_micros(expires_at) > ledger_micros($1)
         and ledger_micros(expires_at) <= ledger_micros($1::timestamptz + interval '30 days')
     )
     select workspace_id as "workspaceId", kind, id as "lotId" from lot order by ledger_micros(expires_at)`,
    [now],
  );
  return rows;
}

/** Workspaces with rows in the outbox that have not become a notice yet. */
export async function findWorkspacesToNotify(): Promise<string[]> {
  const { rows } = await pool("worker").query<{ id: string }>(
    `select distinct o.workspace_id as id from credit_outbox o
     where o.topic <> 'top_up' and not exists (
       select 1 from notice n
       where n.workspace_id = o.workspace_id and n.key = o.kind || ':' || o.seq || ':' || o.topic)`,
  );
  return rows.map(({ id }) => id);
}

/** Workspaces with rows in the outbox from before `before`, not counting an account's newest crossing, which stays. */
export async function findWorkspacesToClear(before: Date): Promise<string[]> {
  const { rows } = await pool("worker").query<{ id: string }>(
    `select distinct o.workspace_id as id from credit_outbox o
     where o.created_at < $1 and (o.topic <> 'threshold' or exists (
       select 1 from credit_outbox later
       where later.workspace_id = o.workspace_id and later.kind = o.kind and later.topic = 'threshold'
         and later.seq > o.seq))`,
    [before],
  );
  return rows.map(({ id }) => id);
}
