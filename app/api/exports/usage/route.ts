import type { NextRequest } from "next/server";
import { memberOf } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { download } from "@/lib/platform/download";
import { dayOf } from "@/lib/usage/core/calendar";
import { USAGE_COLUMNS, usageLine } from "@/lib/usage/core/team/csv";
import { periodsOf } from "@/lib/usage/core/team/periods";
import { rangeOf, stepOf } from "@/lib/usage/core/team/view";
import { exportUsage } from "@/lib/usage/queries/team/export";
import { usageViewSchema } from "@/lib/usage/schema";

export const dynamic = "force-dynamic";

/** The Team usage page as CSV, streamed: `?workspace=` and the parameters of the page. For owners and admins. */
export async function GET(request: NextRequest): Promise<Response> {
  const search = Object.fromEntries(request.nextUrl.searchParams);
  const member = await memberOf(search.workspace ?? "");
  if (!member) return Response.json({ error: "not_found" }, { status: 404 });
  if (!member.can("usage:view")) return Response.json({ error: "forbidden" }, { status: 403 });

  const { workspaceId, timeZone } = member;
  const view = usageViewSchema.parse(search);
  const range = rangeOf(view, dayOf(clock.now(), timeZone));
  const step = stepOf(view.by, range);
  const batches = exportUsage({
    ...view,
    operation: view.op,
    workspaceId,
    timeZone,
    periods: periodsOf(range, step),
    step,
    comparison: view.compare,
  });
  const name = `usage-${member.workspaceSlug}-${view.kind}-${range.from}-${range.to}.csv`;
  return download(csvOf(batches), { name, type: "text/csv; charset=utf-8" });
}

async function* csvOf(
  batches: ReturnType<typeof exportUsage>,
): AsyncGenerator<string, void, undefined> {
  // The byte order mark, by which spreadsheets recognize UTF-8.
  yield `\uFEFF${USAGE_COLUMNS.join(",")}\r\n`;
  for await (const lines of batches) yield lines.map((line) => `${usageLine(line)}\r\n`).join("");
}
