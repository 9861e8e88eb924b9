"use client";
import { type ReactNode, useState } from "react";
import { sentence } from "@/components/alerts/refusals";
import { nameOfThreshold } from "@/components/alerts/threshold-names";
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
  DialogTrigger,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { useActionForm } from "@/components/ui/use-action-form";
import { changeThresholdAction } from "@/lib/credits/actions/alerts";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits, kindName } from "@/lib/credits/core/format";
import { shownAmount, type Threshold } from "@/lib/credits/core/threshold";

type ThresholdDialogProps = {
  workspace: string;
  kind: Kind;
  /** The warning to change; null makes a new one. */
  threshold: Threshold | null;
  /** The button that opens it. */
  children: ReactNode;
};

/** The amount at which a warning is given. */
export function ThresholdDialog({ children, ...props }: ThresholdDialogProps) {
  const [open, setOpen] = useState(false);
  const { kind, threshold } = props;
  const title = threshold ? `Change ${nameOfThreshold(threshold.id).toLowerCase()}` : "Add warning";
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            {title}, {kindName(kind)}
          </DialogTitle>
          <DialogDescription>
            Told once when what is available crosses it, and again after it was above.
          </DialogDescription>
        </DialogHeader>
        <ThresholdForm {...props} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

type ThresholdFormProps = Omit<ThresholdDialogProps, "children"> & { onDone: () => void };

function ThresholdForm({ workspace, kind, threshold, onDone }: ThresholdFormProps) {
  const { onSubmit, errorOf, field, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/credits/schema")).thresholdSchema,
    defaultValues: {
      workspace,
      kind,
      threshold: threshold?.id ?? null,
      amount: threshold ? formatCredits(shownAmount(threshold), kind) : "",
    },
    submit: async (values) => {
      const answer = await answerOf(changeThresholdAction(values));
      if (!answer.ok) return { field: "amount", message: sentence(answer) };
      announce(`Warning at ${values.amount} saved.`);
      onDone();
      return undefined;
    },
  });
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="grid gap-4">
      <Field
        label={threshold?.id === "critical" ? "Warn at this or less" : "Warn below"}
        aside={kindName(kind)}
        error={errorOf("amount")}
      >
        <Input inputMode="decimal" autoComplete="off" {...field("amount")} />
      </Field>
      <FormFailure>{failure}</FormFailure>
      <DialogFooter className="mt-0">
        <DialogClose asChild>
          <Button variant="ghost">Cancel</Button>
        </DialogClose>
        <Button variant="primary" {...sending}>
          Save warning
        </Button>
      </DialogFooter>
    </form>
  );
}
