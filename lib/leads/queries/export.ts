import {
  csvLine,
  EXPORT_COLUMNS,
  FIELDS,
  guard,
  type LeadFields,
} from "@/lib/leads/core/export-format";
import { signRow } from "@/lib/leads/providers/signature";
import { readList } from "@/lib/leads/queries/lists";
import type { LeadRow } from "@/lib/leads/types";

/** Spreadsheet programs recognise UTF-8 only with this in front. */
const MARK = "\ufeff";

/** A list in the export format, each row signed with the workspace's `key`, in pieces of some thousand lines. */
export async function* exportLines(
  workspaceId: string,
  listId: string,
  key: Uint8Array,
): AsyncGenerator<string> {
  yield MARK + csvLine(EXPORT_COLUMNS);
  for await (const leads of readList(workspaceId, listId)) {
    yield leads.map((lead) => exportLine(lead, key)).join("");
  }
}

function exportLine(lead: LeadRow, key: Uint8Array): string {
  const fields = Object.fromEntries(
    FIELDS.map((field) => [field, String(lead[field] ?? "")]),
  ) as LeadFields;
  return csvLine([...FIELDS.map((field) => guard(fields[field])), signRow(key, fields)]);
}
