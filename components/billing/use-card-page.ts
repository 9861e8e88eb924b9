"use client";
import { useState } from "react";
import { sentence } from "@/components/identity/refusals";
import { answerOf } from "@/components/ui/answer-of";
import { useShownAgain } from "@/components/ui/use-shown-again";
import { addCardAction } from "@/lib/billing/actions";

/** Leaves for the page on which a card is saved. On failure, `problem` says what happened. */
export function useCardPage(workspace: string) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  useShownAgain(() => setPending(false));

  const open = async () => {
    setPending(true);
    setProblem(undefined);
    const answer = await answerOf(addCardAction({ workspace }));
    if (answer.ok) return window.location.assign(answer.url);
    setPending(false);
    setProblem(
      "reference" in answer
        ? `The page did not open. Nothing was saved. Try again. Reference ${answer.reference}.`
        : sentence(answer),
    );
  };
  return { open, pending, problem };
}
