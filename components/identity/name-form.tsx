"use client";
import { sentence } from "@/components/identity/refusals";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { useActionForm } from "@/components/ui/use-action-form";
import { renameAction } from "@/lib/identity/actions/account";

/** The name that others see beside what a person did. */
export function NameForm({ name, email }: { name: string; email: string }) {
  const { form, onSubmit, errorOf, field, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/identity/schema")).renameSchema,
    defaultValues: { name },
    submit: async (values) => {
      const answer = await answerOf(renameAction(values));
      if (!answer.ok) return { message: sentence(answer) };
      form.reset(values);
      announce("Name saved.");
      toast.success("Name saved");
      return undefined;
    },
  });
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field label="Name" error={errorOf("name")}>
        <Input autoComplete="name" {...field("name")} />
      </Field>
      <Field label="E-mail address" description="What you sign in with. It cannot be changed here.">
        <Input type="email" value={email} readOnly className="bg-sunken" />
      </Field>
      <FormFailure>{failure}</FormFailure>
      <Button className="self-start" {...sending}>
        Save name
      </Button>
    </form>
  );
}
