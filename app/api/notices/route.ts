import { type NextRequest, NextResponse } from "next/server";
import { inboxOf } from "@/lib/credits/queries/inbox";
import { memberOf } from "@/lib/identity/gates";

export const dynamic = "force-dynamic";

/** The notices of the signed-in member in this workspace, and how many are unread. */
export async function GET(request: NextRequest): Promise<Response> {
  const member = await memberOf(request.nextUrl.searchParams.get("workspace") ?? "");
  if (!member) return NextResponse.json({ error: "not_found" }, { status: 404 });
  return NextResponse.json(await inboxOf(member), { headers: { "cache-control": "no-store" } });
}
