import type { NextRequest } from "next/server";
import { memberOf } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { logger } from "@/lib/platform/logger";
import { dayOf } from "@/lib/usage/core/calendar";
import { USAGE_COLUMNS, usageLine } from "@/lib/usage/core/team/csv";
import { periodsOf } from "@/lib/usage/core/team/periods";
import { rangeOf, stepOf } from "@/lib/usage/core/team/view";
import { exportUsage } from "@/lib/usage/queries/team/export";
import { usageViewSchema } from "@/lib/usage/schema";

export const dynamic = "force-dynamic";

/** What the Team usage page shows as CSV, streamed: `?workspace=` and the page's own address. Owners and admins only. */
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
    workspaceId,
    timeZone,
    periods: periodsOf(range, step),
    step,
    comparison: view.compare,
  });
  const name = `usage-${member.workspaceSlug}-${view.kind}-${range.from}-${range.to}.csv`;
  return new Response(streamOf(batches), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}

/** One batch at a time, and the next only when the reader wants it. */
function streamOf(batches: ReturnType<typeof exportUsage>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      // The mark tells spreadsheets that this is UTF-8.
      controller.enqueue(encoder.encode(`\uFEFF${USAGE_COLUMNS.join(",")}\r\n`));
    },
    pull: async (controller) => {
      try {
        const { value, done } = await batches.next();
        if (done) return controller.close();
        controller.enqueue(encoder.encode(value.map((line) => `${usageLine(line)}\r\n`).join("")));
      } catch (error) {
        // Cut off, so that the browser reports a failed download instead of keeping half a file.
        logger.error({ err: error }, "an export failed");
        controller.error(new Error("The export failed."));
      }
    },
    cancel: async () => {
      await batches.return(undefined);
    },
  });
}
