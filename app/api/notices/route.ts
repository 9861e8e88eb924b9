import { type NextRequest, NextResponse } from "next/server";
import { inboxOf } from "@/lib/credits/queries/inbox";
import { memberOf } from "@/lib/identity/gates";

export const dynamic = "force-dynamic";

/** What the signed-in member was told in this workspace, and how much of it is unread. */
export async function GET(request: NextRequest): Promise<Response> {
  const member = await memberOf(request.nextUrl.searchParams.get("workspace") ?? "");
  if (!member) return NextResponse.json({ error: "not_found" }, { status: 404 });
  return NextResponse.json(await inboxOf(member), { headers: { "cache-control": "no-store" } });
}
