"use client";
import { useState } from "react";
import { sentence } from "@/components/identity/refusals";
import { Note } from "@/components/ui/alert";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { useActionForm } from "@/components/ui/use-action-form";
import { changePasswordAction } from "@/lib/identity/actions/account";
import { PASSWORD_MIN } from "@/lib/identity/core/password";

type PasswordFormProps = {
  hasPassword: boolean;
  /** Just signed in by a link, so the present password is not asked for. */
  replaces: boolean;
};

/** A new password, or a first one. Other browsers are signed out. */
export function PasswordForm({ hasPassword, replaces }: PasswordFormProps) {
  const asks = hasPassword && !replaces;
  const [done, setDone] = useState<string>();
  const { form, onSubmit, errorOf, field, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/identity/schema")).changePasswordSchema,
    defaultValues: { current: "", password: "" },
    submit: async (values) => {
      setDone(undefined);
      const answer = await answerOf(changePasswordAction(values));
      if (!answer.ok) {
        if (answer.reason !== "wrong") return { message: sentence(answer) };
        const reason = asks ? "wrong_current" : "link_too_old";
        const message = sentence({ ok: false, reason });
        return asks ? { field: "current", message } : { message };
      }
      form.reset();
      setDone(`Password set. ${signedOut(answer.signedOut)}`);
      return undefined;
    },
  });
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      {asks ? (
        <Field
          label="Current password"
          description="Not asked for in the 15 minutes after you signed in by a link."
          error={errorOf("current")}
        >
          <Input type="password" autoComplete="current-password" {...field("current")} />
        </Field>
      ) : null}
      <Field
        label="New password"
        description={`At least ${PASSWORD_MIN} characters.`}
        error={errorOf("password")}
      >
        <Input type="password" autoComplete="new-password" {...field("password")} />
      </Field>
      <FormFailure>{failure}</FormFailure>
      {done ? (
        <Note tone="positive" role="status">
          {done}
        </Note>
      ) : null}
      <Button className="self-start" {...sending}>
        {hasPassword ? "Change password" : "Set password"}
      </Button>
    </form>
  );
}

/** "1 other browser was signed out." */
export function signedOut(count: number): string {
  if (count === 0) return "No other browser was signed in.";
  return count === 1
    ? "1 other browser was signed out."
    : `${count} other browsers were signed out.`;
}
