"use client";
import { useState } from "react";
import { sentence } from "@/components/alerts/refusals";
import { nameOfThreshold } from "@/components/alerts/threshold-names";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { removeThresholdAction } from "@/lib/credits/actions/alerts";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits, kindName } from "@/lib/credits/core/format";
import { shownAmount, type Threshold } from "@/lib/credits/core/threshold";

type RemoveThresholdProps = { workspace: string; kind: Kind; threshold: Threshold };

/** Removes a warning that the workspace added. It is quickly added again, so there is no question. */
export function RemoveThreshold({ workspace, kind, threshold }: RemoveThresholdProps) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const amount = formatCredits(shownAmount(threshold), kind);
  const name = `${nameOfThreshold(threshold.id).toLowerCase()} below ${amount} ${kindName(kind)}`;
  const remove = async () => {
    setPending(true);
    const answer = await answerOf(
      removeThresholdAction({ workspace, kind, threshold: threshold.id }),
    );
    setPending(false);
    if (answer.ok) announce(`Warning below ${amount} removed.`);
    else setFailure(sentence(answer));
  };
  return (
    <>
      <FieldError>{failure}</FieldError>
      <Button
        size="sm"
        variant="ghost"
        pending={pending}
        aria-label={`Remove ${name}`}
        onClick={remove}
      >
        Remove
      </Button>
    </>
  );
}
