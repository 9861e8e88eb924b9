import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { findKeyUses } from "@/lib/credits/queries/keys";
import { currentRateCard } from "@/lib/credits/queries/rate-card";
import { noteApiKeyUse } from "@/lib/identity/mutations/api-keys";
import { findCaller } from "@/lib/identity/queries/api-keys";
import { clock } from "@/lib/platform/clock";

const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * Does once, for nobody, what a charge through the API asks of the database, and changes nothing: connections are
 * made and queries compiled, which the first call of a server would otherwise wait a tenth of a second for.
 */
export async function rehearseCall(): Promise<void> {
  const now = clock.now();
  await Promise.all([
    findCaller("", now),
    findKeyUses(NOBODY, ""),
    currentRateCard(now),
    noteApiKeyUse({ workspaceId: NOBODY, apiKeyId: NOBODY, lastUsedAt: null }),
    // Nobody has credits: refused, and a refusal leaves no row.
    post(NOBODY, "ai", {
      type: "charge",
      key: "rehearsal",
      actor: { type: "system" },
      reason: "Rehearsed",
      operation: "custom:rehearsal",
      amount: credits(1),
    }),
  ]);
}
