import { quoteOperation } from "@/lib/credits/core/rate-card";
import { balanceOf } from "@/lib/credits/queries/balance";
import { tightestCap } from "@/lib/credits/queries/limits";
import { currentRateCard } from "@/lib/credits/queries/rate-card";
import { findRun } from "@/lib/credits/queries/runs";
import { leadsToImport, operationOf } from "@/lib/leads/core/preview";
import { findImport, listProblems } from "@/lib/leads/queries/imports";
import type { ImportStatus } from "@/lib/leads/types";
import { clock } from "@/lib/platform/clock";

const EXAMPLES = 5;

/**
 * The import with its run, its quote, and examples of what is wrong with it, as this person sees it. Null if there is
 * none.
 */
export async function importStatus(
  { workspaceId, userId }: { workspaceId: string; userId: string },
  id: string,
): Promise<ImportStatus | null> {
  const found = await findImport(workspaceId, id);
  if (!found) return null;
  const now = clock.now();
  const read = found.state !== "reading" && found.state !== "unreadable";
  const operation = operationOf(found.form);
  const spender = { operation, actor: { type: "member", id: userId }, campaignId: null } as const;
  const [run, problems, card, balance, limited] = await Promise.all([
    found.runId ? findRun(workspaceId, found.runId, now) : null,
    read && found.invalid > 0
      ? listProblems(workspaceId, id, { after: 0, take: EXAMPLES, verdicts: ["invalid"] })
      : [],
    currentRateCard(now),
    balanceOf(workspaceId, "lead", now),
    found.state === "ready" ? tightestCap({ workspaceId, kind: "lead" }, spender, now) : null,
  ]);
  const quantity = leadsToImport(found.toImport, null);
  const quote = read ? quoteOperation(operation, { quantity }, card) : null;
  return { import: found, run, quote, problems, available: balance.available, limited };
}
