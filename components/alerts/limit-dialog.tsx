"use client";
import { sentence } from "@/components/alerts/refusals";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Option, OptionList } from "@/components/ui/radio-group";
import { Segmented, SegmentedItem } from "@/components/ui/segmented";
import { useActionForm } from "@/components/ui/use-action-form";
import { setLimitAction } from "@/lib/credits/actions/alerts";
import { KINDS, type Kind } from "@/lib/credits/core/amount";
import { type CapMode, type CapScope, isApiKey } from "@/lib/credits/core/cap";
import { kindName } from "@/lib/credits/core/format";

export type LimitChoice = {
  kind: Kind;
  scope: CapScope;
  target: string;
  name: string;
};

type LimitToChange = LimitChoice & { amount: string; mode: CapMode };

type LimitDialogProps = {
  workspace: string;
  /** What has no limit yet. */
  choices: readonly LimitChoice[];
  /** The limit to change; null makes a new one. */
  limit: LimitToChange | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** How much of a month somebody or something may use, and what happens then. */
export function LimitDialog({ open, onOpenChange, ...props }: LimitDialogProps) {
  const { limit } = props;
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            {limit ? `Monthly limit for ${limit.name}` : "Add monthly limit"}
          </DialogTitle>
          <DialogDescription>
            What this month has used already counts, and so does what is held.
          </DialogDescription>
        </DialogHeader>
        <LimitForm {...props} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

type LimitFormProps = Omit<LimitDialogProps, "open" | "onOpenChange"> & { onDone: () => void };

function LimitForm({ workspace, choices, limit, onDone }: LimitFormProps) {
  const { form, onSubmit, errorOf, field, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/credits/schema")).limitSchema,
    defaultValues: {
      workspace,
      kind: limit?.kind ?? "ai",
      scope: limit?.scope ?? "member",
      target: limit?.target ?? "",
      amount: limit?.amount ?? "",
      mode: limit?.mode ?? "block",
      isNew: limit === null,
    },
    submit: async (values) => {
      const answer = await answerOf(setLimitAction(values));
      if (!answer.ok) {
        const at = ["exists", "unknown_target"].includes(answer.reason);
        return { ...(at ? { field: "target" as const } : {}), message: sentence(answer) };
      }
      announce(`Monthly limit of ${values.amount} saved.`);
      onDone();
      return undefined;
    },
  });
  const [kind, scope, target, mode] = form.watch(["kind", "scope", "target", "mode"]);
  const pick = (chosen: string) => {
    const [nextScope = "member", ...rest] = chosen.split(" ");
    form.setValue("scope", nextScope as LimitChoice["scope"]);
    form.setValue("target", rest.join(" "), { shouldValidate: true });
  };
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="grid gap-4">
      {limit ? null : (
        <>
          <KindChoice
            kind={kind}
            onChoose={(next) => {
              form.setValue("kind", next);
              form.setValue("target", "");
            }}
          />
          <Field label="For" error={errorOf("target")}>
            <NativeSelect
              value={target ? `${scope} ${target}` : ""}
              onChange={(event) => pick(event.target.value)}
            >
              <option value="">Choose whom or what it limits</option>
              {GROUPS.map(({ label, holds }) => (
                <Choices
                  key={label}
                  label={label}
                  choices={choices.filter((choice) => choice.kind === kind && holds(choice))}
                />
              ))}
            </NativeSelect>
          </Field>
        </>
      )}
      <Field label="Most in a month" aside={kindName(kind)} error={errorOf("amount")}>
        <Input inputMode="decimal" autoComplete="off" {...field("amount")} />
      </Field>
      <ModeChoice mode={mode} onChoose={(next) => form.setValue("mode", next)} />
      <FormFailure>{failure}</FormFailure>
      <DialogFooter className="mt-0">
        <DialogClose asChild>
          <Button variant="ghost">Cancel</Button>
        </DialogClose>
        <Button variant="primary" {...sending}>
          Save limit
        </Button>
      </DialogFooter>
    </form>
  );
}

function KindChoice({ kind, onChoose }: { kind: Kind; onChoose: (kind: Kind) => void }) {
  return (
    <Segmented
      aria-label="Kind of credits"
      className="justify-self-start"
      value={kind}
      onValueChange={(next) => onChoose(next as Kind)}
    >
      {KINDS.map((one) => (
        <SegmentedItem key={one} value={one}>
          {kindName(one)}
        </SegmentedItem>
      ))}
    </Segmented>
  );
}

const GROUPS: readonly { label: string; holds: (choice: LimitChoice) => boolean }[] = [
  { label: "Members", holds: (choice) => choice.scope === "member" && !isApiKey(choice) },
  { label: "API keys", holds: isApiKey },
  { label: "Campaigns", holds: ({ scope }) => scope === "campaign" },
  { label: "Operations", holds: ({ scope }) => scope === "operation" },
];

function Choices({ label, choices }: { label: string; choices: readonly LimitChoice[] }) {
  if (choices.length === 0) return null;
  return (
    <optgroup label={label}>
      {choices.map(({ scope, target, name }) => (
        <option key={target} value={`${scope} ${target}`}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}

function ModeChoice({ mode, onChoose }: { mode: CapMode; onChoose: (mode: CapMode) => void }) {
  return (
    <OptionList
      aria-label="When it is reached"
      value={mode}
      onValueChange={(next) => onChoose(next as CapMode)}
    >
      <Option
        value="block"
        label="Block"
        description="What would go beyond it is refused before anything is charged. Running work finishes."
      />
      <Option
        value="notify"
        label="Notify"
        description="Nothing is refused. Told at 80% and at 100%."
      />
    </OptionList>
  );
}
