import { type NextRequest, NextResponse } from "next/server";
import { watchWorkspace } from "@/lib/credits/queries/watch";
import { lastingMemberOf } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { eventStream } from "@/lib/platform/event-stream";

export const dynamic = "force-dynamic";

/**
 * The workspace's event stream for its members: `balance`, `run`, `purchase`, `setting` and `notices`. Begins with what
 * changed since the last event received (Last-Event-ID), or since the page was rendered (`since`, an ISO date). Ends when
 * the member is signed out or leaves the workspace. 429 for somebody with too many open.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const { searchParams } = request.nextUrl;
  const found = await lastingMemberOf(searchParams.get("workspace") ?? "");
  if (!found) return NextResponse.json({ error: "not_found" }, { status: 404 });

  const last = request.headers.get("last-event-id");
  const since = instant(last ? Number(last) : Date.parse(searchParams.get("since") ?? ""));
  const { member, untilGone } = found;
  return eventStream(request.signal, member.userId, ({ send, close }) => {
    const forget = untilGone(close);
    const leave = watchWorkspace(member.workspaceId, since, (event) =>
      send({ ...event, id: String(clock.now().getTime()) }),
    );
    return () => {
      forget();
      leave();
    };
  });
}

/** Null if it is not a date: the stream then begins with the open runs. */
function instant(milliseconds: number): Date | null {
  const at = new Date(milliseconds);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Opens no stream: without this, Next would run `GET` for a HEAD request and never end the stream. */
export const HEAD = (): Response => new Response(null, { status: 405, headers: { Allow: "GET" } });
