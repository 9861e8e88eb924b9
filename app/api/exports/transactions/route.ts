import type { NextRequest } from "next/server";
import { memberOf } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { download } from "@/lib/platform/download";
import { dayOf } from "@/lib/usage/core/calendar";
import { exportCsv } from "@/lib/usage/queries/export";
import { filtersSchema } from "@/lib/usage/schema";

export const dynamic = "force-dynamic";

/** The filtered history as CSV, streamed: `?workspace=` and the filters of the Billing page. */
export async function GET(request: NextRequest): Promise<Response> {
  const search = Object.fromEntries(request.nextUrl.searchParams);
  const member = await memberOf(search.workspace ?? "");
  if (!member) return Response.json({ error: "not_found" }, { status: 404 });

  const { workspaceId, timeZone } = member;
  const lines = exportCsv({ workspaceId, timeZone, filters: filtersSchema.parse(search) });
  const name = `transactions-${member.workspaceSlug}-${dayOf(clock.now(), timeZone)}.csv`;
  return download(lines, { name, type: "text/csv; charset=utf-8" });
}
