import { z } from "zod";
import { memberOf } from "@/lib/identity/gates";
import { subjectOf } from "@/lib/leads/core/preview";
import { csvDownload } from "@/lib/leads/providers/csv-download";
import { findImport } from "@/lib/leads/queries/imports";
import { problemLines } from "@/lib/leads/queries/problem-report";
import { clock } from "@/lib/platform/clock";

type Context = { params: Promise<{ id: string }> };

/** The rows of an import that are not imported, with their reasons, as a CSV to download. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params;
  const member = await memberOf(new URL(request.url).searchParams.get("workspace") ?? "");
  const found =
    member && z.uuid().safeParse(id).success ? await findImport(member.workspaceId, id) : null;
  if (!member || !found) return Response.json({ reason: "not_found" }, { status: 404 });

  const lines = problemLines(member.workspaceId, id);
  return csvDownload(lines, `${subjectOf(found.fileName)}, problems`, clock.now());
}
