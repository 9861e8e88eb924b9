import { type NextRequest, NextResponse } from "next/server";
import { campaignsOf } from "@/lib/credits/queries/campaigns";
import { memberOf } from "@/lib/identity/gates";

export const dynamic = "force-dynamic";

/** Every campaign that used credits of a workspace, for its members: the options of a filter beyond those of its page. */
export async function GET(request: NextRequest): Promise<Response> {
  const member = await memberOf(request.nextUrl.searchParams.get("workspace") ?? "");
  if (!member) return NextResponse.json({ error: "not_found" }, { status: 404 });
  const campaigns = await campaignsOf(member.workspaceId);
  return NextResponse.json({ campaigns }, { headers: { "cache-control": "no-store" } });
}
