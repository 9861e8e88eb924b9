import type { Kind } from "@/lib/credits/core/amount";
import { EXPORT_COLUMNS, exportLine } from "@/lib/usage/core/csv";
import type { Filters } from "@/lib/usage/core/filters";
import { findHistory } from "@/lib/usage/queries/history";
import { parseEntryId } from "@/lib/usage/schema";
import type { Transaction } from "@/lib/usage/types";

const BATCH = 1_000;

type Scope = { workspaceId: string; timeZone: string; filters: Filters };

/**
 * Every row that the filters leave, newest first, in batches of a thousand. Whatever the number of rows, one batch is
 * in memory and no transaction stays open while a slow reader reads. Rows that arrive meanwhile are newer than where
 * the first batch began, so the file is the history at one instant.
 */
export async function* exportHistory(scope: Scope): AsyncGenerator<Transaction[]> {
  let before: { kind: Kind; seq: number } | null = null;
  do {
    const page = await findHistory({ ...scope, before, pageSize: BATCH });
    if (page.rows.length > 0) yield page.rows;
    before = page.older ? parseEntryId(page.older) : null;
  } while (before);
}

/** The same as the text of a CSV, one batch at a time. */
export async function* exportCsv(scope: Scope): AsyncGenerator<string, void, undefined> {
  // The byte order mark tells spreadsheets that this is UTF-8.
  yield `\uFEFF${EXPORT_COLUMNS.join(",")}\r\n`;
  for await (const rows of exportHistory(scope)) {
    yield rows.map((row) => `${exportLine(row, scope.timeZone)}\r\n`).join("");
  }
}
