"use client";
import { useState } from "react";
import {
  currentPosition,
  type PagePosition,
  savePosition,
} from "@/components/billing/page-position";
import { useShownAgain } from "@/components/ui/use-shown-again";
import { startCheckoutAction } from "@/lib/billing/actions";

type Destination = {
  /** Slug. */
  workspace: string;
  /** Where the buyer comes back to, with what they were doing intact. */
  returnPath: string;
};

type Start = {
  saveCard?: boolean;
  /** The waiting run that continues when the credits arrive. */
  runId?: string | undefined;
  /** Where the buyer was when they pressed, if that was before this call. */
  from?: PagePosition;
};

/**
 * Starts a checkout and leaves for its page. One opening of the screen is one attempt, so a second click leads to the
 * same checkout. On failure the choice stays, and `problem` says what happened.
 */
export function useCheckout({ workspace, returnPath }: Destination) {
  const [attempt] = useState(() => crypto.randomUUID());
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useShownAgain(() => setPending(false));

  /** Returns true if the page is being left. */
  const start = async (packageId: string, options: Start = {}) => {
    if (pending) return false;
    const { saveCard = false, runId, from = currentPosition() } = options;
    setPending(true);
    setProblem(null);
    const outcome = await startCheckoutAction({
      workspace,
      packageId,
      attempt,
      returnPath,
      saveCard,
      ...(runId ? { continueRunId: runId } : {}),
    }).catch(() => undefined);
    if (outcome?.data?.ok) {
      savePosition(returnPath, from);
      window.location.assign(outcome.data.url);
      return true;
    }
    setProblem(outcome ? await sentence(outcome).catch(() => NOT_STARTED) : NOT_STARTED);
    setPending(false);
    return false;
  };

  return { start, pending, problem };
}

/** Said if the server did not answer, or if the words that explain its answer could not be loaded. */
const NOT_STARTED = "Checkout could not start. Nothing was charged. Try again.";

/** The words for rare cases are fetched when they are needed. */
const sentence = async (outcome: Awaited<ReturnType<typeof startCheckoutAction>>) =>
  (await import("@/components/billing/checkout-refusals")).refusalOf(outcome) ?? NOT_STARTED;
