"use client";
import { useState } from "react";
import { sentence } from "@/components/alerts/refusals";
import { FormFailure } from "@/components/identity/form-failure";
import { answerOf } from "@/components/identity/refusals";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { liftLimitAction } from "@/lib/credits/actions/alerts";
import { spokenCredits } from "@/lib/credits/core/format";
import type { ShownLimit } from "@/lib/credits/types";

type LiftLimitProps = {
  workspace: string;
  limit: ShownLimit;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Lifts a limit after saying what that means. */
export function LiftLimit({ workspace, limit, open, onOpenChange }: LiftLimitProps) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const { kind, scope, target, name, amount } = limit;
  const lift = async () => {
    setPending(true);
    const answer = await answerOf(liftLimitAction({ workspace, kind, scope, target }));
    setPending(false);
    if (!answer.ok) return setFailure(sentence(answer));
    announce(`The limit for ${name} was lifted.`);
    onOpenChange(false);
  };
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>Lift the limit for {name}?</AlertDialogTitle>
          <AlertDialogDescription>
            {spokenCredits(amount, kind)} a month no longer bind. What was used stays in the
            history.
          </AlertDialogDescription>
        </AlertDialogHeader>
        <FormFailure>{failure}</FormFailure>
        <AlertDialogFooter>
          <AlertDialogCancel asChild>
            <Button>Cancel</Button>
          </AlertDialogCancel>
          <Button variant="destructive" pending={pending} onClick={lift}>
            Lift limit
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
