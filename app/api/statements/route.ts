import type { NextRequest } from "next/server";
import { memberOf } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { download } from "@/lib/platform/download";
import type { Statement } from "@/lib/usage/core/statement";
import { statementPdf } from "@/lib/usage/providers/statement-pdf";
import { csvLines, findStatement, proofLines, statementRows } from "@/lib/usage/queries/statements";
import { findTurnover } from "@/lib/usage/queries/statements/turnover";
import { statementSchema } from "@/lib/usage/schema";

export const dynamic = "force-dynamic";

type WorkspaceName = { id: string; name: string };

/** One month of one kind, streamed: `?workspace=&kind=&month=2026-11&as=csv|pdf|proof`. For those who may buy. */
export async function GET(request: NextRequest): Promise<Response> {
  const search = Object.fromEntries(request.nextUrl.searchParams);
  const member = await memberOf(search.workspace ?? "");
  if (!member) return Response.json({ error: "not_found" }, { status: 404 });
  if (!member.can("credits:buy")) return Response.json({ error: "forbidden" }, { status: 403 });
  const asked = statementSchema.safeParse(search);
  if (!asked.success) return Response.json({ error: "invalid" }, { status: 400 });

  const { kind, month, as } = asked.data;
  const { workspaceId, workspaceName } = member;
  const statement = await findStatement({ workspaceId, kind }, month, clock.now());
  if (!statement) return Response.json({ error: "not_found" }, { status: 404 });

  const { type, ending, pieces } = FORMS[as]({ id: workspaceId, name: workspaceName }, statement);
  const name = `statement-${member.workspaceSlug}-${kind}-${month}.${ending}`;
  return download(pieces, { name, type });
}

type Form = { type: string; ending: string; pieces: Parameters<typeof download>[0] };

const FORMS: Record<
  "csv" | "pdf" | "proof",
  (workspace: WorkspaceName, statement: Statement) => Form
> = {
  csv: (workspace, statement) => ({
    type: "text/csv; charset=utf-8",
    ending: "csv",
    pieces: texts(csvLines(workspace, statement), "\r\n"),
  }),
  pdf: (workspace, statement) => ({
    type: "application/pdf",
    ending: "pdf",
    pieces: pdfPieces(workspace, statement),
  }),
  proof: (workspace, statement) => ({
    type: "application/x-ndjson; charset=utf-8",
    ending: "proof.jsonl",
    pieces: texts(proofLines(workspace, statement), "\n"),
  }),
};

const rowsOf = ({ id }: WorkspaceName, statement: Statement) =>
  statementRows({ workspaceId: id, kind: statement.kind }, statement);

async function* pdfPieces(workspace: WorkspaceName, statement: Statement) {
  const turnover = await findTurnover(
    { workspaceId: workspace.id, kind: statement.kind },
    statement,
  );
  yield* statementPdf(workspace.name, { statement, turnover }, rowsOf(workspace, statement));
}

async function* texts(
  batches: AsyncGenerator<string[]>,
  end: string,
): AsyncGenerator<string, void, undefined> {
  for await (const lines of batches) yield lines.map((line) => `${line}${end}`).join("");
}
