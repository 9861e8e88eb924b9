import { breakData } from "@/e2e/faults";
import { credits, KINDS, type Kind } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import { quoteOperation } from "@/lib/credits/core/rate-card";
import { post } from "@/lib/credits/mutations/door";
import { startRun } from "@/lib/credits/mutations/runs";
import { currentRateCard } from "@/lib/credits/queries/rate-card";
import { createList } from "@/lib/leads/mutations/lists";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { type Cast, workspaceFor } from "@/prisma/seed/tools/workspace";

/** A workspace of which little loads: what each page says then. Nobody of the other screens sees it in their list. */
export async function breakOne(cast: Cast): Promise<void> {
  const about = { slug: "broken", name: "Broken Cups", timeZone: "Europe/Lisbon", days: 1 };
  const { workspaceId } = await workspaceFor(cast, { ...about, people: ["jonas"] });
  const now = clock.now();
  for (const kind of KINDS) await begin(workspaceId, kind);
  const operation = "import_csv_usernames";
  const quote = quoteOperation(operation, { quantity: 3 }, await currentRateCard(now));
  const progress = { done: 0, total: 3 };
  const work = {
    workspaceId,
    actorId: cast.jonas,
    operation,
    subject: "Roasters",
    quote,
    progress,
  };
  const run = await startRun(work);
  if (!run.ok) throw new Error(run.reason);
  await createList({ workspaceId, name: "Roasters", createdBy: cast.jonas, now });
  for (const fault of ["pace", "runs", "lists"] as const) await breakData(workspaceId, fault);
}

/** Something came in and something was used: there is a pace to be told. */
async function begin(workspaceId: string, kind: Kind): Promise<void> {
  const about = { actor: { type: "system" }, reason: "To begin with" } as const;
  const lot = { lotId: newId(), source: "grant", sourceId: null, expiresAt: null } as const;
  const commands: Command[] = [
    { ...about, ...lot, type: "grant", key: "in", label: about.reason, amount: credits(500_00) },
    { ...about, type: "charge", key: "out", operation: "custom:enrich", amount: credits(7_00) },
  ];
  for (const command of commands) {
    const answer = await post(workspaceId, kind, command);
    if (!answer.ok) throw new Error(answer.reason);
  }
}
