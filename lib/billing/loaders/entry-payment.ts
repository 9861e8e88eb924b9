import "server-only";
import { paymentOfEntry } from "@/lib/billing/queries/entry-payment";
import type { EntryPayment } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";
import { requireMember } from "@/lib/identity/gates";

/** How the credits of a row were paid: for those who may buy. */
export async function loadEntryPayment(
  slug: string,
  entry: { kind: Kind; seq: number } | null,
): Promise<EntryPayment | null> {
  const member = await requireMember(slug);
  return entry && member.can("credits:buy") ? paymentOfEntry(member.workspaceId, entry) : null;
}
