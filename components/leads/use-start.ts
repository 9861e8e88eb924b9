"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useCheckout } from "@/components/billing/use-checkout";
import { offerUndo } from "@/components/credits/undo";
import { type Asked, type Outcome, useSpend } from "@/components/credits/use-spend";
import { capSentence } from "@/lib/credits/core/cap-words";
import { startImportAction } from "@/lib/leads/actions";
import { type Estimate, movedSentence } from "@/lib/leads/core/moved";

const PROBLEMS: Record<string, string> = {
  not_ready: "This import has changed. The page shows how it stands now.",
  nothing_to_import: "No row of this file can be imported.",
  unknown_list: "This list was deleted. Choose another one. Nothing was charged.",
  forbidden: "Your role does not allow spending credits.",
  unauthenticated:
    "You are signed out. Nothing was charged and your draft is saved. Sign in in another tab, then start it.",
};
const FAILED = "The import could not start. Nothing was charged. Try again.";

type StartAnswer = NonNullable<NonNullable<Awaited<ReturnType<typeof startImportAction>>>["data"]>;
type Refusal = { reason: string | undefined; sentence: string; runId?: string | undefined };

/** Why it did not start, and the run that waits instead; null if it did. */
function refusalIn(outcome: Outcome<StartAnswer>, shown: Estimate): Refusal | null {
  const answer = outcome?.data;
  if (!answer) {
    const reason = outcome?.serverError;
    return { reason, sentence: PROBLEMS[reason ?? ""] ?? FAILED };
  }
  if (answer.ok) return null;
  const runId = "runId" in answer ? answer.runId : undefined;
  return { reason: answer.reason, sentence: sentenceOf(answer, shown), runId };
}

function sentenceOf(refused: Extract<StartAnswer, { ok: false }>, shown: Estimate): string {
  if (refused.reason === "quote_moved") return movedSentence(shown, refused.quote);
  return refused.reason === "cap_reached"
    ? `${capSentence(refused, "lead")} Nothing was charged. Import fewer leads, or ask an admin to raise it.`
    : (PROBLEMS[refused.reason] ?? FAILED);
}

type Importing = { workspace: string; importId: string; subject: string };

/** Starts an import, or buys what it lacks and has it start automatically. The draft keeps every choice. */
export function useStart({ workspace, importId, subject }: Importing) {
  const client = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const checkout = useCheckout({
    workspace,
    returnPath: `/${workspace}/leads/import?import=${importId}`,
  });

  const look = useCallback(
    () => client.invalidateQueries({ queryKey: ["import", workspace, importId] }),
    [client, workspace, importId],
  );

  /** Shows the outcome, and returns the refusal, if there was one. */
  const hear = useCallback(
    async (outcome: Outcome<StartAnswer>, shown: Estimate) => {
      await look();
      const refused = refusalIn(outcome, shown);
      const short = refused?.reason === "insufficient_credits";
      setProblem(refused && !short ? refused.sentence : null);
      const answer = outcome?.data;
      if (answer?.ok && answer.undoUntil) {
        const lasts = Date.parse(answer.undoUntil) - Date.parse(answer.balance.asOf);
        offerUndo({ workspace, runId: answer.runId, subject, lasts, onUndone: look });
      }
      return refused;
    },
    [look, workspace, subject],
  );

  const begin = useSpend(
    "import.start",
    startImportAction,
    (outcome: Outcome<StartAnswer>, { about }: Asked<StartInput, Estimate>) => hear(outcome, about),
  );
  const goOn = useSpend(
    "import.continue",
    startImportAction,
    async (outcome: Outcome<StartAnswer>, { input, about, from }: Asked<StartInput, Buying>) => {
      const refused = await hear(outcome, about.shown);
      if (refused?.reason !== "insufficient_credits" || about.packageId === null) return false;
      const runId = input.wait ? refused.runId : undefined;
      return checkout.start(about.packageId, { runId, from });
    },
  );
  return { begin, goOn, problem: problem ?? checkout.problem };
}

type StartInput = Parameters<typeof startImportAction>[0];
/** Without a package it only waits: for those who may not buy. */
type Buying = { packageId: string | null; shown: Estimate };
