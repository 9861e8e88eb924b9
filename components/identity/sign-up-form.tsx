"use client";
import { leaveFor } from "@/components/identity/leave-for";
import { sentence } from "@/components/identity/refusals";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { useActionForm } from "@/components/ui/use-action-form";
import { signUpAction } from "@/lib/identity/actions/sign-in";
import { PASSWORD_MIN } from "@/lib/identity/core/password";

/** The time zone of the person's own clock. */
export const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A new person and their workspace. `next` is where they were going. */
export function SignUpForm({ next }: { next: string | undefined }) {
  const { onSubmit, errorOf, field, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/identity/schema")).signUpSchema,
    defaultValues: { name: "", email: "", password: "", workspaceName: "", timeZone: "UTC" },
    submit: async (values) => {
      const answer = await answerOf(signUpAction({ ...values, next, timeZone: browserTimeZone() }));
      if (answer.ok) return leaveFor(answer.to);
      const message = sentence(answer);
      return answer.reason === "email_taken" ? { field: "email", message } : { message };
    },
  });

  return (
    <form method="post" noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field label="Your name" error={errorOf("name")}>
        <Input autoComplete="name" {...field("name")} />
      </Field>
      <Field label="E-mail address" error={errorOf("email")}>
        <Input type="email" autoComplete="username" {...field("email")} />
      </Field>
      <Field
        label="Password"
        description={`At least ${PASSWORD_MIN} characters.`}
        error={errorOf("password")}
      >
        <Input type="password" autoComplete="new-password" {...field("password")} />
      </Field>
      <Field
        label="Workspace"
        description="The name of your team or company. You can change it later."
        error={errorOf("workspaceName")}
      >
        <Input autoComplete="organization" {...field("workspaceName")} />
      </Field>
      <FormFailure>{failure}</FormFailure>
      <Button variant="primary" size="lg" {...sending}>
        Create account
      </Button>
    </form>
  );
}
