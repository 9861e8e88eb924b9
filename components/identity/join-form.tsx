"use client";
import { useState } from "react";
import { leaveFor } from "@/components/identity/leave-for";
import { sentence } from "@/components/identity/refusals";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { useActionForm } from "@/components/ui/use-action-form";
import { signOutAction } from "@/lib/identity/actions/account";
import { acceptInvitationAction, joinAction } from "@/lib/identity/actions/joining";
import { PASSWORD_MIN } from "@/lib/identity/core/password";

/** An account for the invited address, and the membership, in one step. */
export function JoinForm({ token, email }: { token: string; email: string }) {
  const { onSubmit, errorOf, field, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/identity/schema")).joinSchema,
    defaultValues: { token, name: "", password: "" },
    submit: async (values) => {
      const answer = await answerOf(joinAction(values));
      return answer.ok ? leaveFor(`/${answer.slug}`) : { message: sentence(answer) };
    },
  });

  return (
    <form method="post" noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field label="E-mail address">
        <Input type="email" autoComplete="username" value={email} readOnly className="bg-sunken" />
      </Field>
      <Field label="Your name" error={errorOf("name")}>
        <Input autoComplete="name" {...field("name")} />
      </Field>
      <Field
        label="Password"
        description={`At least ${PASSWORD_MIN} characters.`}
        error={errorOf("password")}
      >
        <Input type="password" autoComplete="new-password" {...field("password")} />
      </Field>
      <FormFailure>{failure}</FormFailure>
      <Button variant="primary" size="lg" {...sending}>
        Create account and join
      </Button>
    </form>
  );
}

/** For the invited person, signed in. */
export function AcceptInvitation({ token, workspace }: { token: string; workspace: string }) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const accept = async () => {
    setPending(true);
    const answer = await answerOf(acceptInvitationAction({ token }));
    if (answer.ok) return leaveFor(`/${answer.slug}`);
    setFailure(sentence(answer));
    setPending(false);
  };
  return (
    <div className="flex flex-col gap-4">
      <FormFailure>{failure}</FormFailure>
      <Button variant="primary" size="lg" pending={pending} onClick={accept}>
        Join {workspace}
      </Button>
    </div>
  );
}

/** Ends this session and comes back to the same page signed out. */
export function SwitchAccount({ backTo }: { backTo: string }) {
  const [pending, setPending] = useState(false);
  const signOut = async () => {
    setPending(true);
    await answerOf(signOutAction());
    return leaveFor(backTo);
  };
  return (
    <Button size="lg" className="w-full" pending={pending} onClick={signOut}>
      Sign out and continue
    </Button>
  );
}
