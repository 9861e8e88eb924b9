import { type NextRequest, NextResponse } from "next/server";
import { watchWorkspace } from "@/lib/credits/queries/watch";
import { memberOf } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { eventStream } from "@/lib/platform/event-stream";

export const dynamic = "force-dynamic";

/** The workspace's stream: `balance`, `run`, `purchase`, `setting` and `notices`, for its members. Resumes by Last-Event-ID. */
export async function GET(request: NextRequest): Promise<Response> {
  const member = await memberOf(request.nextUrl.searchParams.get("workspace") ?? "");
  if (!member) return NextResponse.json({ error: "not_found" }, { status: 404 });

  const last = Number(request.headers.get("last-event-id") ?? Number.NaN);
  const since = Number.isSafeInteger(last) ? new Date(last) : null;
  return eventStream(request.signal, ({ send }) =>
    watchWorkspace(member.workspaceId, since, (event) =>
      send({ ...event, id: String(clock.now().getTime()) }),
    ),
  );
}
