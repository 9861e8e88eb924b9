import { type NextRequest, NextResponse } from "next/server";
import { KINDS } from "@/lib/credits/core/amount";
import { balanceOf } from "@/lib/credits/queries/balance";
import { memberOf } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";

export const dynamic = "force-dynamic";

/** Both balances of a workspace, for its members. Screens request it after their stream was interrupted. */
export async function GET(request: NextRequest): Promise<Response> {
  const member = await memberOf(request.nextUrl.searchParams.get("workspace") ?? "");
  if (!member) return NextResponse.json({ error: "not_found" }, { status: 404 });

  const now = clock.now();
  const balances = await Promise.all(KINDS.map((kind) => balanceOf(member.workspaceId, kind, now)));
  return NextResponse.json({ balances }, { headers: { "cache-control": "no-store" } });
}
