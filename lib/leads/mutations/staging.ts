import type pg from "pg";
import type { StagedRow } from "@/lib/leads/core/row";
import { inStream } from "@/lib/leads/mutations/in-stream";
import { findKnown } from "@/lib/leads/queries/known";
import type { ImportKey } from "@/lib/leads/types";

export type NumberedRow = { row: number; staged: StagedRow };

/** What a batch of rows adds to an import's counts. `from`: up to where the file had been read before it. */
export type BatchCounts = { rows: number; invalid: number; from: number; bytesRead: number };

/** Another reads this file, from the beginning, or it is no longer to be read. */
export class OvertakenReading extends Error {}

/**
 * Goes on only while the file is being read, and has been up to `bytes`: a reader that was taken for dead and one that
 * took its place would otherwise stage half of it each. The import's row stays locked until the transaction ends.
 */
async function standAt(
  client: pg.PoolClient,
  { workspaceId, importId }: ImportKey,
  bytes: number,
): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from lead_import
      where workspace_id = $1 and id = $2 and state = 'reading' and bytes_read = $3 for update`,
    [workspaceId, importId, bytes],
  );
  if (rowCount === 0) throw new OvertakenReading(`Import ${importId} is not read up to ${bytes}.`);
}

/**
 * Removes the rows of an earlier attempt to read this file and resets its counts, in one transaction: whoever stands at
 * the beginning of a file finds no rows of it, however many begin at once.
 */
export const clearStaging = (workspaceId: string, importId: string, now: Date): Promise<void> =>
  inStream(workspaceId, async (client) => {
    const at = { workspaceId, importId };
    const { rowCount } = await client.query(
      "select 1 from lead_import where workspace_id = $1 and id = $2 and state = 'reading' for update",
      [workspaceId, importId],
    );
    if (rowCount === 0) throw new OvertakenReading(`Import ${importId} is not read any more.`);
    const end = await lastRow(client, at);
    for (let from = 0; from < end; from += PORTION) await removePortion(client, at, from, ALL);
    await client.query(
      `update lead_import set rows_read = 0, invalid = 0, duplicates = 0, existing = 0, to_import = 0,
              bytes_read = 0, problem = null, detail = null, touched_at = $3
        where workspace_id = $1 and id = $2`,
      [workspaceId, importId, now],
    );
  });

const ALL = ["new", "existing", "invalid", "duplicate"];

/** Stages one batch and moves the import's counts with it, in one transaction, so that the screen never runs ahead. */
export async function stageRows(
  { workspaceId, importId, now }: ImportKey & { now: Date },
  batch: readonly NumberedRow[],
  counts: BatchCounts,
): Promise<void> {
  await inStream(workspaceId, async (client) => {
    await standAt(client, { workspaceId, importId }, counts.from);
    const keys = batch.flatMap(({ staged }) => (staged.ok ? [staged.key] : []));
    const known = await findKnown(client, workspaceId, keys);
    // One that is not paid for may be gone by the time this file is imported.
    const paid = known.filter(({ unpaidBy }) => unpaidBy === null);
    const existing = new Set(paid.map((lead) => lead.username_key));
    await client.query(
      `insert into lead_import_row (workspace_id, import_id, row_number, username_key, fields, verdict, problem)
       select $1, $2, r.row_number, r.key, r.fields, r.verdict, r.problem
         from unnest($3::bigint[], $4::text[], $5::jsonb[], $6::text[], $7::text[])
              as r (row_number, key, fields, verdict, problem)`,
      [
        workspaceId,
        importId,
        batch.map(({ row }) => row),
        batch.map(({ staged }) => (staged.ok ? staged.key : null)),
        batch.map(({ staged }) => JSON.stringify(staged.ok ? staged.fields : textOf(staged.text))),
        batch.map(({ staged }) => verdictOf(staged, existing)),
        batch.map(({ staged }) => (staged.ok ? null : staged.problem)),
      ],
    );
    await client.query(
      `update lead_import set rows_read = rows_read + $3, invalid = invalid + $4, bytes_read = $5, touched_at = $6
        where workspace_id = $1 and id = $2`,
      [workspaceId, importId, counts.rows, counts.invalid, counts.bytesRead, now],
    );
  });
}

const verdictOf = (staged: StagedRow, existing: ReadonlySet<string>): string => {
  if (!staged.ok) return "invalid";
  return existing.has(staged.key) ? "existing" : "new";
};

// PostgreSQL stores no NUL in its text, and half a surrogate pair is not text at all.
const textOf = (text: string) => ({ text: text.replaceAll("\0", "").toWellFormed() });

/** Finds the rows that repeat an earlier one, and ends the reading: an import brings what is left as `new`. */
export async function compareStaged(
  workspaceId: string,
  importId: string,
  bytesRead: number,
  now: Date,
): Promise<void> {
  await inStream(workspaceId, async (client) => {
    await standAt(client, { workspaceId, importId }, bytesRead);
    // Rows staged a moment ago have no statistics. Taken for few, they would be compared each with each.
    await client.query("select set_config('enable_nestloop', 'off', true)");
    await client.query(
      `update lead_import_row r set verdict = 'duplicate', problem = 'row ' || d.first
         from (select username_key, min(row_number) as first from lead_import_row
                where workspace_id = $1 and import_id = $2 and verdict in ('new', 'existing')
                group by username_key having count(*) > 1) d
        where r.workspace_id = $1 and r.import_id = $2 and r.verdict in ('new', 'existing')
          and r.username_key = d.username_key and r.row_number > d.first`,
      [workspaceId, importId],
    );
    await client.query(
      `update lead_import i set state = 'ready', duplicates = c.duplicates, existing = c.existing, to_import = c.fresh,
              bytes_read = file_bytes, touched_at = $3
         from (select count(*) filter (where verdict = 'duplicate') as duplicates,
                      count(*) filter (where verdict = 'existing') as existing,
                      count(*) filter (where verdict = 'new') as fresh
                 from lead_import_row where workspace_id = $1 and import_id = $2) c
        where i.workspace_id = $1 and i.id = $2 and i.state = 'reading'`,
      [workspaceId, importId, now],
    );
  });
}

/** Rows are handled in portions, so that no statement has a million of them at once. */
const PORTION = 50_000;

/** Removes staged rows of the given verdicts, each portion in a transaction of its own. */
export async function removeStagedRows(
  workspaceId: string,
  importId: string,
  verdicts: readonly string[],
): Promise<void> {
  const at = { workspaceId, importId };
  const end = await inStream(workspaceId, (client) => lastRow(client, at));
  for (let from = 0; from < end; from += PORTION) {
    await inStream(workspaceId, (client) => removePortion(client, at, from, verdicts));
  }
}

async function lastRow(
  client: pg.PoolClient,
  { workspaceId, importId }: ImportKey,
): Promise<number> {
  const { rows } = await client.query<{ last: string | null }>(
    "select max(row_number) as last from lead_import_row where workspace_id = $1 and import_id = $2",
    [workspaceId, importId],
  );
  return Number(rows[0]?.last ?? 0);
}

const removePortion = (
  client: pg.PoolClient,
  { workspaceId, importId }: ImportKey,
  from: number,
  verdicts: readonly string[],
): Promise<unknown> =>
  client.query(
    `delete from lead_import_row
      where workspace_id = $1 and import_id = $2 and row_number > $3 and row_number <= $4 and verdict = any($5)`,
    [workspaceId, importId, from, from + PORTION, verdicts],
  );
