"use client";
import { useState } from "react";
import { sentence } from "@/components/identity/refusals";
import { ROLE_TEXTS } from "@/components/identity/roles";
import { Note } from "@/components/ui/alert";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { NativeSelect } from "@/components/ui/native-select";
import { useActionForm } from "@/components/ui/use-action-form";
import { inviteAction } from "@/lib/identity/actions/workspace";
import { mayGive } from "@/lib/identity/core/membership";
import { ROLES, type Role } from "@/lib/identity/core/permissions";

type InviteFormProps = { slug: string; myRole: Role; outbox: boolean };

/** Invites an address with a role. */
export function InviteForm({ slug, myRole, outbox }: InviteFormProps) {
  const [sent, setSent] = useState<{ email: string; mailed: boolean }>();
  const { form, onSubmit, errorOf, field, choice, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/identity/schema")).inviteSchema,
    defaultValues: { workspace: slug, email: "", role: "member" },
    submit: async (values) => {
      setSent(undefined);
      const answer = await answerOf(inviteAction(values));
      if (!answer.ok) {
        const message = sentence(answer);
        return answer.reason.startsWith("already_") ? { field: "email", message } : { message };
      }
      form.reset();
      setSent({ email: values.email, mailed: answer.mailed });
      return undefined;
    },
  });
  const role = form.watch("role");
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_160px]">
        <Field label="E-mail address" error={errorOf("email")}>
          <Input type="email" autoComplete="off" {...field("email")} />
        </Field>
        <Field label="Role">
          <NativeSelect {...choice("role")}>
            {ROLES.filter((one) => mayGive(myRole, one).ok).map((one) => (
              <option key={one} value={one}>
                {ROLE_TEXTS[one].label}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </div>
      <p className="-mt-2 text-muted-foreground text-xs">{ROLE_TEXTS[role].may}</p>
      <FormFailure>{failure}</FormFailure>
      {sent ? <InvitationSent {...sent} outbox={outbox} /> : null}
      <Button variant="primary" className="self-start" {...sending}>
        Send invitation
      </Button>
    </form>
  );
}

type InvitationSentProps = { email: string; mailed: boolean; outbox: boolean };

/** What happened to an invitation's mail. */
export function InvitationSent({ email, mailed, outbox }: InvitationSentProps) {
  if (!mailed) {
    return (
      <Note tone="warning" role="alert">
        {email} is invited, but the mail server refused the mail. Send it again below.
      </Note>
    );
  }
  return (
    <Note tone="positive" role="status">
      {email} is invited. The link in the mail works once, for 7 days.{" "}
      {outbox ? (
        <>
          Mail stays on this machine:{" "}
          <Link className="link" href="/outbox">
            open the outbox
          </Link>
          .
        </>
      ) : null}
    </Note>
  );
}
