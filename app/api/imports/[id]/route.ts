import { z } from "zod";
import { memberOf } from "@/lib/identity/gates";
import { importStatus } from "@/lib/leads/queries/import-status";

type Context = { params: Promise<{ id: string }> };

/** The progress of an import, which the screen polls while it runs. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params;
  const member = await memberOf(new URL(request.url).searchParams.get("workspace") ?? "");
  const found = member && z.uuid().safeParse(id).success ? await importStatus(member, id) : null;
  if (!found) return Response.json({ reason: "not_found" }, { status: 404 });
  return Response.json(found, { headers: { "cache-control": "no-store" } });
}
