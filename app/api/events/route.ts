import { type NextRequest, NextResponse } from "next/server";
import { watchWorkspace } from "@/lib/credits/queries/watch";
import { memberOf } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { eventStream } from "@/lib/platform/event-stream";

export const dynamic = "force-dynamic";

/**
 * The workspace's stream: `balance`, `run`, `purchase`, `setting` and `notices`, for its members. Begins with what changed
 * since the event heard last (Last-Event-ID), or since the page was drawn (`since`, an ISO date).
 */
export async function GET(request: NextRequest): Promise<Response> {
  const { searchParams } = request.nextUrl;
  const member = await memberOf(searchParams.get("workspace") ?? "");
  if (!member) return NextResponse.json({ error: "not_found" }, { status: 404 });

  const last = request.headers.get("last-event-id");
  const since = instant(last ? Number(last) : Date.parse(searchParams.get("since") ?? ""));
  return eventStream(request.signal, ({ send }) =>
    watchWorkspace(member.workspaceId, since, (event) =>
      send({ ...event, id: String(clock.now().getTime()) }),
    ),
  );
}

/** Null for what is no instant: the stream then begins with what is open. */
function instant(milliseconds: number): Date | null {
  const at = new Date(milliseconds);
  return Number.isNaN(at.getTime()) ? null : at;
}
