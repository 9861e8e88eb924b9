import { type NextRequest, NextResponse } from "next/server";
import { watchWorkspace } from "@/lib/credits/queries/watch";
import { lastingMemberOf } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { eventStream } from "@/lib/platform/event-stream";

export const dynamic = "force-dynamic";

/**
 * The workspace's stream: `balance`, `run`, `purchase`, `setting` and `notices`, for its members. Begins with what changed
 * since the event heard last (Last-Event-ID), or since the page was drawn (`since`, an ISO date). Ends once its member is
 * signed out, or out of the workspace. 429 for somebody with too many open.
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

/** Null for what is no instant: the stream then begins with what is open. */
function instant(milliseconds: number): Date | null {
  const at = new Date(milliseconds);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** A stream that nobody reads is none: left to itself, Next answers with the headers and keeps what `GET` began. */
export const HEAD = (): Response => new Response(null, { status: 405, headers: { Allow: "GET" } });
