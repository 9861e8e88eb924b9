"use client";
import { leaveFor } from "@/components/identity/leave-for";
import { sentence } from "@/components/identity/refusals";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { BlockedButton } from "@/components/ui/blocked-button";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { leaveAction, removeMemberAction } from "@/lib/identity/actions/workspace";
import { removalInWords } from "@/lib/identity/core/words";

type RemoveMemberProps = {
  slug: string;
  workspaceName: string;
  person: { userId: string; name: string; keys: number; invitations: number };
  itsMe: boolean;
  /** Why it cannot be done now, or null. */
  blocked: string | null;
};

/** Removes a person from the workspace, or oneself, after a question. */
export function RemoveMember({ slug, workspaceName, person, itsMe, blocked }: RemoveMemberProps) {
  const verb = itsMe ? "Leave" : "Remove";

  const leave = async () => {
    const answer = await answerOf(leaveAction({ workspace: slug }));
    return answer.ok ? leaveFor("/workspaces") : sentence(answer);
  };
  const remove = async () => {
    const answer = await answerOf(removeMemberAction({ workspace: slug, userId: person.userId }));
    if (!answer.ok) return sentence(answer);
    announce(`${person.name} was removed.`);
    return undefined;
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
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="ghost" aria-label={label}>
          {verb}
        </Button>
      }
      title={`${label}?`}
      description={removalInWords(itsMe, person.keys, person.invitations)}
      action={itsMe ? "Leave workspace" : "Remove"}
      onConfirm={itsMe ? leave : remove}
    />
  );
}
