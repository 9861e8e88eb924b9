"use client";
import { useId, useState } from "react";
import { ApiKeySecret } from "@/components/identity/api-key-secret";
import { sentence } from "@/components/identity/refusals";
import { SCOPE_TEXTS } from "@/components/identity/scopes";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldError, FieldLegend, FieldSet } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { useActionForm } from "@/components/ui/use-action-form";
import { createApiKeyAction } from "@/lib/identity/actions/api-keys";
import { SCOPES, type Scope } from "@/lib/identity/core/api-key";

const LIFETIMES = [
  { value: "90", label: "90 days" },
  { value: "30", label: "30 days" },
  { value: "365", label: "A year" },
  { value: "none", label: "Until it is revoked" },
] as const;

/** Makes a key for one program, and shows its secret this once. */
export function ApiKeyForm({ slug }: { slug: string }) {
  const [made, setMade] = useState<{ name: string; secret: string }>();
  const { form, onSubmit, errorOf, field, choice, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/identity/schema")).newApiKeySchema,
    defaultValues: { workspace: slug, name: "", scopes: ["balance:read"], lifetime: "90" },
    submit: async (values) => {
      const answer = await answerOf(createApiKeyAction(values));
      if (!answer.ok) return { message: sentence(answer) };
      form.reset();
      setMade({ name: values.name, secret: answer.secret });
      return undefined;
    },
  });
  const chosen = form.watch("scopes");
  const choose = (scopes: Scope[]) =>
    form.setValue("scopes", scopes, { shouldValidate: form.formState.isSubmitted });
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_180px]">
        <Field
          label="Name"
          error={errorOf("name")}
          description="The program: it is in every entry."
        >
          <Input autoComplete="off" maxLength={60} {...field("name")} />
        </Field>
        <Field label="Valid for">
          <NativeSelect {...choice("lifetime")}>
            {LIFETIMES.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </div>
      <ScopeChoice chosen={chosen} onChange={choose} error={errorOf("scopes")} />
      <FormFailure>{failure}</FormFailure>
      <Button variant="primary" className="self-start" {...sending}>
        Create key
      </Button>
      {made ? <ApiKeySecret {...made} onDone={() => setMade(undefined)} /> : null}
    </form>
  );
}

type ScopeChoiceProps = {
  chosen: readonly Scope[];
  onChange: (scopes: Scope[]) => void;
  error: string | undefined;
};

function ScopeChoice({ chosen, onChange, error }: ScopeChoiceProps) {
  const id = useId();
  return (
    <FieldSet aria-describedby={error ? `${id}-error` : undefined}>
      <FieldLegend>May</FieldLegend>
      <div className="flex flex-col gap-3">
        {SCOPES.map((scope) => (
          <div key={scope} className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5">
            <Checkbox
              id={`${id}-${scope}`}
              className="mt-0.5"
              aria-describedby={`${id}-${scope}-may`}
              checked={chosen.includes(scope)}
              onCheckedChange={(on) =>
                onChange(
                  SCOPES.filter((one) => (one === scope ? on === true : chosen.includes(one))),
                )
              }
            />
            <label htmlFor={`${id}-${scope}`}>
              {SCOPE_TEXTS[scope].label}{" "}
              <code className="ml-1 font-mono text-2xs text-muted-foreground">{scope}</code>
            </label>
            <span id={`${id}-${scope}-may`} className="col-start-2 text-muted-foreground text-xs">
              {SCOPE_TEXTS[scope].may}
            </span>
          </div>
        ))}
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </FieldSet>
  );
}
