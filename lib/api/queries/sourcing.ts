import { type Problem, problem } from "@/lib/api/core/problem";
import type { KeyUse } from "@/lib/credits/queries/keys";
import type { Caller } from "@/lib/identity/queries/api-keys";
import { SOURCING } from "@/lib/leads/core/sourcing";
import { askSourcing } from "@/lib/leads/queries/sourcing";

/**
 * Why a request may not begin: it sources leads, and an admin paused that. Null when it may. The repeat of a request
 * that was carried out before the pause is not checked: it gets its first answer again.
 */
export async function pausedProblem(
  { workspaceId }: Caller,
  { operation }: { operation: string },
  { kept }: { kept: KeyUse | null },
): Promise<Problem | null> {
  if (operation !== SOURCING || kept) return null;
  const asked = await askSourcing(workspaceId);
  if (asked.ok) return null;
  return problem(
    "sourcing_paused",
    "An admin paused the sourcing of new leads. Nothing was charged.",
    { since: asked.since.toISOString() },
  );
}
