import { type Credits, credits } from "@/lib/credits/core/amount";
import { FIRST_RATE_CARD as card } from "@/lib/credits/core/first-rate-card";
import { quoteOperation } from "@/lib/credits/core/rate-card";
import type { Run } from "@/lib/credits/core/run";
import { captureRun } from "@/lib/credits/mutations/capture";
import { grant, mustPost } from "@/lib/credits/mutations/door/testing";
import { type StartRun, startRun } from "@/lib/credits/mutations/runs";
import { balanceOf } from "@/lib/credits/queries/balance";
import { findRun } from "@/lib/credits/queries/runs";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const OPERATION = "import_csv_usernames";

/** A workspace for tests, whose runs import leads at 70 credits each. Amounts in whole credits. */
export async function aWorkspace() {
  const workspaceId = newId();
  const actorId = newId();
  await inWorkspace(workspaceId, (tx) =>
    tx.workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Alder" } }),
  );

  const start = (
    leads: number,
    more: Partial<
      Pick<StartRun, "runId" | "quote" | "waitIfShort" | "waitsUntil" | "undoFor">
    > = {},
  ) =>
    startRun({
      workspaceId,
      actorId,
      operation: OPERATION,
      subject: "owners.csv",
      quote: quoteOperation(OPERATION, { quantity: leads }, card),
      progress: { done: 0, total: leads },
      ...more,
    });

  return {
    workspaceId,
    actorId,
    start,
    grant: (amount: number, expiresAt: Date | null = null) =>
      mustPost(workspaceId, grant(inCredits(amount), { expiresAt }), "lead"),
    /** Starts a run that must be covered, and returns its id. */
    started: async (leads: number): Promise<string> => {
      const answer = await start(leads);
      if (!answer.ok) throw new Error("not covered");
      return answer.runId;
    },
    /** Starts a run that must not be covered and is kept, and returns its id. */
    waitingRun: async (leads: number, waitsUntil?: null): Promise<string> => {
      const waits = { waitIfShort: true, ...(waitsUntil === null ? { waitsUntil } : {}) };
      const answer = await start(leads, waits);
      if (answer.ok || !answer.runId) throw new Error("covered");
      return answer.runId;
    },
    capture: (runId: string, leads: number, key: string) =>
      captureRun({
        workspaceId,
        runId,
        amount: inCredits(leads * 70),
        key,
        quantity: leads,
        inputs: { imported: leads },
      }),
    balance: async () => {
      const { current, held, available } = await balanceOf(workspaceId, "lead", clock.now());
      return { current: current / 100, held: held / 100, available: available / 100 };
    },
    run: async (runId: string): Promise<Run> => {
      const found = await findRun(workspaceId, runId, clock.now());
      if (!found) throw new Error("no such run");
      return found;
    },
    charges: () => chargesOf(workspaceId),
  };
}

const chargesOf = (workspaceId: string) =>
  inWorkspace(workspaceId, (tx) =>
    tx.creditEntry.count({ where: { workspaceId, kind: "lead", type: "charge" } }),
  );

const inCredits = (amount: number): Credits => credits(amount * 100);
