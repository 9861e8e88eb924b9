"use client";
import { useState } from "react";
import { InvitationSent } from "@/components/identity/invite-form";
import { sentence } from "@/components/identity/refusals";
import { ROLE_TEXTS } from "@/components/identity/roles";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { FormFailure } from "@/components/ui/form-failure";
import {
  Item,
  ItemActions,
  ItemContent,
  ItemDescription,
  ItemGroup,
  ItemTitle,
} from "@/components/ui/item";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { resendInvitationAction, revokeInvitationAction } from "@/lib/identity/actions/workspace";
import type { Role } from "@/lib/identity/core/permissions";

type Invitation = {
  id: string;
  email: string;
  role: Role;
  expiresAt: Date;
  expired: boolean;
  sentBy: string;
};

type InvitationListProps = {
  slug: string;
  timeZone: string;
  outbox: boolean;
  invitations: Invitation[];
};

/** Invitations that nobody has used yet: send again, or revoke. */
export function InvitationList({ slug, timeZone, outbox, invitations }: InvitationListProps) {
  const [pending, setPending] = useState<string | null>(null);
  const [failure, setFailure] = useState<string>();
  const [sent, setSent] = useState<{ email: string; mailed: boolean }>();

  const start = (what: string) => {
    setPending(what);
    setFailure(undefined);
    setSent(undefined);
  };
  const resend = async ({ id, email }: Invitation) => {
    start(`resend ${id}`);
    const answer = await answerOf(resendInvitationAction({ workspace: slug, invitationId: id }));
    if (answer.ok) setSent({ email, mailed: answer.mailed });
    else setFailure(sentence(answer));
    setPending(null);
  };
  const revoke = async ({ id, email }: Invitation) => {
    start(`revoke ${id}`);
    const answer = await answerOf(revokeInvitationAction({ workspace: slug, invitationId: id }));
    if (answer.ok) announce(`The invitation of ${email} was taken back.`);
    else setFailure(sentence("reason" in answer ? answer : { ok: false, reason: "gone" }));
    setPending(null);
  };

  return (
    <div className="flex flex-col gap-3">
      <ItemGroup className="-mt-3">
        {invitations.map((invitation) => (
          <InvitationRow
            key={invitation.id}
            invitation={invitation}
            timeZone={timeZone}
            pending={pending}
            onResend={() => resend(invitation)}
            onRevoke={() => revoke(invitation)}
          />
        ))}
      </ItemGroup>
      <FormFailure>{failure}</FormFailure>
      {sent ? <InvitationSent {...sent} outbox={outbox} /> : null}
    </div>
  );
}

type InvitationRowProps = {
  invitation: Invitation;
  timeZone: string;
  pending: string | null;
  onResend: () => void;
  onRevoke: () => void;
};

function InvitationRow({ invitation, timeZone, pending, onResend, onRevoke }: InvitationRowProps) {
  const { id, email, role, expiresAt, expired, sentBy } = invitation;
  return (
    <Item className="flex-wrap">
      <ItemContent className="basis-56">
        <ItemTitle>{email}</ItemTitle>
        <ItemDescription className="flex items-center gap-2">
          {expired ? (
            <>
              {ROLE_TEXTS[role].label}
              <Tag tone="warning">Run out</Tag>
            </>
          ) : (
            <span>
              {ROLE_TEXTS[role].label}, until{" "}
              <Time at={expiresAt} timeZone={timeZone} format="day" />
            </span>
          )}
        </ItemDescription>
        <ItemDescription className="text-xs">Sent by {sentBy}</ItemDescription>
      </ItemContent>
      <ItemActions>
        <Button
          size="sm"
          pending={pending === `resend ${id}`}
          aria-label={`Send again to ${email}`}
          onClick={onResend}
        >
          Send again
        </Button>
        <Button
          size="sm"
          variant="ghost"
          pending={pending === `revoke ${id}`}
          aria-label={`Take back the invitation of ${email}`}
          onClick={onRevoke}
        >
          Take back
        </Button>
      </ItemActions>
    </Item>
  );
}
