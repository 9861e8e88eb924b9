"use client";
import { sentence } from "@/components/alerts/refusals";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { liftLimitAction } from "@/lib/credits/actions/alerts";
import { spokenCredits } from "@/lib/credits/core/format";
import type { ShownLimit } from "@/lib/credits/types";

type LiftLimitProps = {
  workspace: string;
  limit: ShownLimit;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Removes a limit after saying what that means. */
export function LiftLimit({ workspace, limit, open, onOpenChange }: LiftLimitProps) {
  const { kind, scope, target, name, amount } = limit;
  const lift = async () => {
    const answer = await answerOf(liftLimitAction({ workspace, kind, scope, target }));
    if (!answer.ok) return sentence(answer);
    announce(`The limit for ${name} was lifted.`);
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Lift the limit for ${name}?`}
      description={`${spokenCredits(amount, kind)} a month no longer bind. What was used stays in the history.`}
      action="Lift limit"
      onConfirm={lift}
    />
  );
}
