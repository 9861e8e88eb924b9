import { type NextRequest, NextResponse } from "next/server";
import { paymentOfEntry } from "@/lib/billing/queries/entry-payment";
import { memberOf } from "@/lib/identity/gates";
import { clock } from "@/lib/platform/clock";
import { findOpenEntry } from "@/lib/usage/queries/open-entry";
import { filtersSchema, parseEntryId } from "@/lib/usage/schema";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ entry: string }> };

/** The details of one row of the history: `?workspace=`, and the filters that determine the rows before and after it. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const search = Object.fromEntries(request.nextUrl.searchParams);
  const member = await memberOf(search.workspace ?? "");
  const of = parseEntryId((await params).entry);
  if (!member || !of) return NextResponse.json({ error: "not_found" }, { status: 404 });

  const { workspaceId, timeZone } = member;
  const filters = filtersSchema.parse(search);
  const [entry, payment] = await Promise.all([
    findOpenEntry({ workspaceId, timeZone, filters, of, now: clock.now() }),
    member.can("credits:buy") ? paymentOfEntry(workspaceId, of) : null,
  ]);
  if (!entry) return NextResponse.json({ error: "not_found" }, { status: 404 });
  return NextResponse.json({ entry, payment }, { headers: { "cache-control": "no-store" } });
}
