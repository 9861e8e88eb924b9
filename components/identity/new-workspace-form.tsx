"use client";
import { leaveFor } from "@/components/identity/leave-for";
import { sentence } from "@/components/identity/refusals";
import { browserTimeZone } from "@/components/identity/sign-up-form";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { useActionForm } from "@/components/ui/use-action-form";
import { createWorkspaceAction } from "@/lib/identity/actions/account";
import { pageInside } from "@/lib/identity/core/next-path";

type NewWorkspaceFormProps = {
  /** The page inside it that somebody asked for. */
  to: string | undefined;
};

/** Another workspace for somebody who is signed in. */
export function NewWorkspaceForm({ to }: NewWorkspaceFormProps) {
  const { onSubmit, errorOf, field, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/identity/schema")).newWorkspaceSchema,
    defaultValues: { name: "", timeZone: "UTC" },
    submit: async ({ name }) => {
      const answer = await answerOf(createWorkspaceAction({ name, timeZone: browserTimeZone() }));
      return answer.ok ? leaveFor(pageInside(answer.slug, to)) : { message: sentence(answer) };
    },
  });

  return (
    <form method="post" noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field label="Name" error={errorOf("name")}>
        <Input autoComplete="organization" {...field("name")} />
      </Field>
      <FormFailure>{failure}</FormFailure>
      <Button variant="primary" size="lg" {...sending}>
        Create workspace
      </Button>
    </form>
  );
}
