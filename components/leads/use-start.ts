"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { pendingQuery } from "@/components/credits/queries";
import type { Target } from "@/components/leads/target-list";
import { announce } from "@/components/ui/announcer";
import { startCheckoutAction } from "@/lib/billing/actions";
import { capSentence } from "@/lib/credits/core/cap-words";
import { startImportAction } from "@/lib/leads/actions";

type Start = { list: Target; limit: number | null; maximum: number };

const PROBLEMS: Record<string, string> = {
  not_ready: "This import has changed. The page shows how it stands now.",
  nothing_to_import: "No row of this file can be imported.",
  quote_moved:
    "The estimate changed while this page was open, and is shown anew. Nothing was charged. Start it if you agree.",
  unknown_list: "This list was deleted. Choose another one. Nothing was charged.",
  forbidden: "Your role does not allow spending credits.",
  unauthenticated:
    "You are signed out. Nothing was charged and your draft is saved. Sign in in another tab, then start it.",
};
const FAILED = "The import could not start. Nothing was charged. Try again.";

type Outcome = Awaited<ReturnType<typeof startImportAction>> | undefined;

type Refusal = { reason: string | undefined; said: string; runId?: string | undefined };

/** Why it did not start, and the run that waits in its place; null when it did. */
function refusalIn(outcome: Outcome): Refusal | null {
  const answer = outcome?.data;
  if (!answer) {
    const reason = outcome?.serverError;
    return { reason, said: PROBLEMS[reason ?? ""] ?? FAILED };
  }
  if (answer.ok) return null;
  const said =
    answer.reason === "cap_reached"
      ? `${capSentence(answer, "lead")} Nothing was charged. Import fewer leads, or ask an admin to raise it.`
      : (PROBLEMS[answer.reason] ?? FAILED);
  return { reason: answer.reason, said, runId: "runId" in answer ? answer.runId : undefined };
}

/** Starts an import, or buys what it lacks and has it start by itself. The draft keeps every choice. */
export function useStart(workspace: string, importId: string) {
  const client = useQueryClient();
  const [attempt] = useState(() => crypto.randomUUID());
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const ask = useCallback(
    async (start: Start, wait: boolean) => {
      const outcome = await startImportAction({ workspace, importId, ...start, wait }).catch(
        () => undefined,
      );
      await client.invalidateQueries({ queryKey: ["import", workspace, importId] });
      return outcome;
    },
    [client, workspace, importId],
  );

  const fail = useCallback(({ said }: Refusal) => {
    setProblem(said);
    setPending(false);
    announce(said, { urgency: "assertive" });
  }, []);

  /** What is available goes down at once; it comes back when the start is refused. */
  const begin = useCallback(
    async (start: Start) => {
      const hold = (more: number) =>
        client.setQueryData(
          pendingQuery(workspace).queryKey,
          (holds) => holds && { ...holds, lead: Math.max(0, holds.lead + more) },
        );
      setPending(true);
      setProblem(null);
      hold(start.maximum);
      const outcome = await ask(start, false);
      const refused = refusalIn(outcome);
      if (!refused) return setPending(false);
      hold(-start.maximum);
      if (refused.reason === "insufficient_credits") return setPending(false);
      fail(refused);
    },
    [ask, client, fail, workspace],
  );

  const buy = useCallback(
    async (start: Start, packageId: string, goOn: boolean) => {
      setPending(true);
      setProblem(null);
      const outcome = await ask(start, goOn);
      const refused = refusalIn(outcome);
      if (!refused) return setPending(false);
      if (refused.reason !== "insufficient_credits") return fail(refused);
      const checkout = await startCheckoutAction({
        workspace,
        packageId,
        attempt,
        returnPath: `/${workspace}/leads/import?import=${importId}`,
        ...(goOn && refused.runId ? { continueRunId: refused.runId } : {}),
      }).catch(() => undefined);
      if (checkout?.data?.ok) return window.location.assign(checkout.data.url);
      setProblem("Checkout could not start. Nothing was charged. Try again.");
      setPending(false);
    },
    [ask, fail, attempt, importId, workspace],
  );

  return { begin, buy, pending, problem };
}
