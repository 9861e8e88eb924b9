import { z } from "zod";
import { memberOf } from "@/lib/identity/gates";
import { exportKey } from "@/lib/leads/mutations/export-key";
import { csvDownload } from "@/lib/leads/providers/csv-download";
import { exportLines } from "@/lib/leads/queries/export";
import { findList } from "@/lib/leads/queries/lists";
import { clock } from "@/lib/platform/clock";

type Context = { params: Promise<{ list: string }> };

/** A list in the export format, streamed: a million leads take no more memory than a few thousand. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { list: id } = await params;
  const member = await memberOf(new URL(request.url).searchParams.get("workspace") ?? "");
  const list =
    member && z.uuid().safeParse(id).success ? await findList(member.workspaceId, id) : null;
  if (!member || !list) return Response.json({ reason: "not_found" }, { status: 404 });

  const now = clock.now();
  const key = await exportKey(member.workspaceId, now);
  return csvDownload(exportLines(member.workspaceId, id, key), list.name, now);
}
