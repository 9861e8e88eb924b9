"use client";
import { useState } from "react";
import { FormFailure } from "@/components/identity/form-failure";
import { answerOf, sentence } from "@/components/identity/refusals";
import { leaveFor } from "@/components/identity/use-action-form";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog";
import { announce } from "@/components/ui/announcer";
import { BlockedButton } from "@/components/ui/blocked-button";
import { Button } from "@/components/ui/button";
import { leaveAction, removeMemberAction } from "@/lib/identity/actions/workspace";

type RemoveMemberProps = {
  slug: string;
  workspaceName: string;
  person: { userId: string; name: string };
  itsMe: boolean;
  /** Why it cannot be done now, or null. */
  blocked: string | null;
};

/** Takes a person out of the workspace, or oneself, after a question. */
export function RemoveMember({ slug, workspaceName, person, itsMe, blocked }: RemoveMemberProps) {
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const verb = itsMe ? "Leave" : "Remove";

  const leave = async () => {
    const answer = await answerOf(leaveAction({ workspace: slug }));
    return answer.ok ? leaveFor("/workspaces") : sentence(answer);
  };
  const remove = async () => {
    const answer = await answerOf(removeMemberAction({ workspace: slug, userId: person.userId }));
    if (!answer.ok) return sentence(answer);
    announce(`${person.name} was removed.`);
    setOpen(false);
    return undefined;
  };
  const confirm = async () => {
    setPending(true);
    setFailure(await (itsMe ? leave() : remove()));
    setPending(false);
  };

  const label = itsMe ? `Leave ${workspaceName}` : `Remove ${person.name}`;
  if (blocked) {
    return (
      <BlockedButton reason={blocked} size="sm" variant="ghost" aria-label={label}>
        {verb}
      </BlockedButton>
    );
  }
  return (
    <AlertDialog open={open} onOpenChange={setOpen}>
      <AlertDialogTrigger asChild>
        <Button size="sm" variant="ghost" aria-label={label}>
          {verb}
        </Button>
      </AlertDialogTrigger>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>
            {itsMe ? `Leave ${workspaceName}?` : `Remove ${person.name}?`}
          </AlertDialogTitle>
          <AlertDialogDescription>
            {itsMe
              ? "You lose access at once. What you did stays in the history, under your name."
              : "They lose access at once. What they did stays in the history, under their name."}
          </AlertDialogDescription>
        </AlertDialogHeader>
        <FormFailure>{failure}</FormFailure>
        <AlertDialogFooter>
          <AlertDialogCancel asChild>
            <Button>Cancel</Button>
          </AlertDialogCancel>
          <Button variant="destructive" pending={pending} onClick={confirm}>
            {itsMe ? "Leave workspace" : "Remove"}
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
