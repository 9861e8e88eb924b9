import type { NextRequest } from "next/server";
import { memberOf } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { logger } from "@/lib/platform/logger";
import { dayOf } from "@/lib/usage/core/calendar";
import { EXPORT_COLUMNS, exportLine } from "@/lib/usage/core/csv";
import { exportHistory } from "@/lib/usage/queries/export";
import { filtersSchema } from "@/lib/usage/schema";

export const dynamic = "force-dynamic";

/** The filtered history as CSV, streamed: `?workspace=` and the filters of the Billing page. */
export async function GET(request: NextRequest): Promise<Response> {
  const search = Object.fromEntries(request.nextUrl.searchParams);
  const member = await memberOf(search.workspace ?? "");
  if (!member) return Response.json({ error: "not_found" }, { status: 404 });

  const { workspaceId, timeZone } = member;
  const batches = exportHistory({ workspaceId, timeZone, filters: filtersSchema.parse(search) });
  const name = `transactions-${member.workspaceSlug}-${dayOf(clock.now(), timeZone)}.csv`;
  return new Response(streamOf(batches, timeZone), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}

/** One batch at a time, and the next only when the reader wants it. */
function streamOf(
  batches: ReturnType<typeof exportHistory>,
  timeZone: string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      // The mark tells spreadsheets that this is UTF-8.
      controller.enqueue(encoder.encode(`\uFEFF${EXPORT_COLUMNS.join(",")}\r\n`));
    },
    pull: async (controller) => {
      try {
        const { value, done } = await batches.next();
        if (done) return controller.close();
        const lines = value.map((row) => `${exportLine(row, timeZone)}\r\n`);
        controller.enqueue(encoder.encode(lines.join("")));
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
