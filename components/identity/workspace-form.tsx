"use client";
import { leaveFor } from "@/components/identity/leave-for";
import { sentence } from "@/components/identity/refusals";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { Field, FieldDescription, FieldError, FieldLabel } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { InputGroup, InputGroupAddon, InputGroupInput } from "@/components/ui/input-group";
import { NativeSelect } from "@/components/ui/native-select";
import { toast } from "@/components/ui/toaster";
import { useActionForm } from "@/components/ui/use-action-form";
import { changeSlugAction, updateWorkspaceAction } from "@/lib/identity/actions/workspace";

type WorkspaceFormProps = { slug: string; name: string; timeZone: string; timeZones: string[] };

/** What the workspace is called, and where its days end. */
export function WorkspaceForm({ slug, name, timeZone, timeZones }: WorkspaceFormProps) {
  const { form, onSubmit, errorOf, field, choice, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/identity/schema")).generalSchema,
    defaultValues: { workspace: slug, name, timeZone },
    submit: async (values) => {
      const answer = await answerOf(updateWorkspaceAction(values));
      if (!answer.ok) {
        const message = sentence(answer);
        return answer.reason === "time_zone_unknown" ? { field: "timeZone", message } : { message };
      }
      form.reset(values);
      announce("Workspace saved.");
      toast.success("Workspace saved");
      return undefined;
    },
  });
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field label="Name" error={errorOf("name")}>
        <Input {...field("name")} />
      </Field>
      <Field
        label="Time zone"
        description="Days of usage and statements end at midnight there. After a change, use of past days is counted anew; statements of months that have begun stay as they were."
        error={errorOf("timeZone")}
      >
        <NativeSelect {...choice("timeZone")}>
          {timeZones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <FormFailure>{failure}</FormFailure>
      <Button variant="primary" className="self-start" {...sending}>
        Save workspace
      </Button>
    </form>
  );
}

/** The workspace's part of every URL. */
export function SlugForm({ slug, host }: { slug: string; host: string }) {
  const { onSubmit, errorOf, field, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/identity/schema")).slugSchema,
    defaultValues: { workspace: slug, slug },
    submit: async (values) => {
      const answer = await answerOf(changeSlugAction(values));
      if (answer.ok) return leaveFor(`/${answer.slug}/settings/general`);
      const message = sentence(answer);
      return answer.reason.startsWith("slug_") ? { field: "slug", message } : { message };
    },
  });
  const error = errorOf("slug");
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field>
        <FieldLabel htmlFor="slug">Address</FieldLabel>
        <InputGroup>
          <InputGroupAddon>{host}/</InputGroupAddon>
          <InputGroupInput
            id="slug"
            autoCapitalize="none"
            spellCheck={false}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? "slug-description slug-error" : "slug-description"}
            {...field("slug")}
          />
        </InputGroup>
        <FieldError id="slug-error">{error}</FieldError>
        <FieldDescription id="slug-description">
          Small letters, digits and hyphens. Links to the address before go on working.
        </FieldDescription>
      </Field>
      <FormFailure>{failure}</FormFailure>
      <Button className="self-start" {...sending}>
        Change address
      </Button>
    </form>
  );
}
