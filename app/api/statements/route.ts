import type { NextRequest } from "next/server";
import { memberOf } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { logger } from "@/lib/platform/logger";
import {
  closingLine,
  openingLine,
  STATEMENT_COLUMNS,
  type Statement,
  statementLine,
} from "@/lib/usage/core/statement";
import { statementPdf } from "@/lib/usage/providers/statement-pdf";
import { findStatement, proofLines, statementRows } from "@/lib/usage/queries/statements";
import { statementSchema } from "@/lib/usage/schema";

export const dynamic = "force-dynamic";

type Whose = { id: string; name: string };

/** One month of one kind, streamed: `?workspace=&kind=&month=2026-11&as=csv|pdf|proof`. For those who may buy. */
export async function GET(request: NextRequest): Promise<Response> {
  const search = Object.fromEntries(request.nextUrl.searchParams);
  const member = await memberOf(search.workspace ?? "");
  if (!member) return Response.json({ error: "not_found" }, { status: 404 });
  if (!member.can("credits:buy")) return Response.json({ error: "forbidden" }, { status: 403 });
  const asked = statementSchema.safeParse(search);
  if (!asked.success) return Response.json({ error: "invalid" }, { status: 400 });

  const { kind, month, as } = asked.data;
  const { workspaceId, workspaceName, timeZone } = member;
  const when = { timeZone, now: clock.now() };
  const statement = await findStatement({ workspaceId, kind }, month, when);
  const { type, ending, pieces } = FORMS[as]({ id: workspaceId, name: workspaceName }, statement);
  const name = `statement-${member.workspaceSlug}-${kind}-${month}.${ending}`;
  return new Response(streamOf(pieces), {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}

type Form = { type: string; ending: string; pieces: AsyncGenerator<Uint8Array> };

const FORMS: Record<"csv" | "pdf" | "proof", (whose: Whose, statement: Statement) => Form> = {
  csv: (whose, statement) => ({
    type: "text/csv; charset=utf-8",
    ending: "csv",
    pieces: encoded(csvLines(whose, statement), "\r\n"),
  }),
  pdf: (whose, statement) => ({
    type: "application/pdf",
    ending: "pdf",
    pieces: statementPdf(whose.name, statement, rowsOf(whose, statement)),
  }),
  proof: (whose, statement) => ({
    type: "application/x-ndjson; charset=utf-8",
    ending: "proof.jsonl",
    pieces: encoded(proofLines(whose, statement), "\n"),
  }),
};

const rowsOf = ({ id }: Whose, statement: Statement) =>
  statementRows({ workspaceId: id, kind: statement.kind }, statement);

async function* csvLines(whose: Whose, statement: Statement): AsyncGenerator<string[]> {
  // The mark tells spreadsheets that this is UTF-8.
  yield [`\uFEFF${STATEMENT_COLUMNS.join(",")}`, openingLine(statement)];
  for await (const rows of rowsOf(whose, statement)) {
    yield rows.map((row) => statementLine(row, statement.timeZone));
  }
  yield [closingLine(statement)];
}

async function* encoded(
  batches: AsyncGenerator<string[]>,
  end: string,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const lines of batches) {
    yield encoder.encode(lines.map((line) => `${line}${end}`).join(""));
  }
}

/** One piece at a time, and the next only when the reader wants it. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { value, done } = await pieces.next();
        if (done) return controller.close();
        controller.enqueue(value);
      } catch (error) {
        // Cut off, so that the browser reports a failed download instead of keeping half a file.
        logger.error({ err: error }, "a statement failed");
        controller.error(new Error("The statement failed."));
      }
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
}
