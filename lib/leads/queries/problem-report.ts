import { csvLine, guard } from "@/lib/leads/core/export-format";
import { problemOfRow } from "@/lib/leads/core/problem";
import { listProblems } from "@/lib/leads/queries/imports";

const PORTION = 2_000;

/** The rows of an import that are not imported: their number, what was in them, and why. Yields pieces as it reads. */
export async function* problemLines(workspaceId: string, importId: string): AsyncGenerator<string> {
  yield `\ufeff${csvLine(["row", "value", "problem"])}`;
  let after = 0;
  for (;;) {
    const rows = await listProblems(workspaceId, importId, { after, take: PORTION });
    if (rows.length > 0) {
      yield rows
        .map((row) =>
          csvLine([String(row.row), guard(row.text), problemOfRow(row.verdict, row.problem)]),
        )
        .join("");
    }
    const last = rows.at(-1);
    if (!last || rows.length < PORTION) return;
    after = last.row;
  }
}
