"use client";
import { useId, useState, useTransition } from "react";
import { useLive } from "@/components/credits/live-workspace";
import { FieldError } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import { switchSourcingAction } from "@/lib/leads/actions";

type SourcingSwitchProps = { workspace: string; enabled: boolean };

/** For owners and admins. It moves at once, and moves back with a reason if that could not be saved. */
export function SourcingSwitch({ workspace, enabled }: SourcingSwitchProps) {
  const { refresh } = useLive();
  const [shown, show] = useState(enabled);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const id = useId();

  const change = (wanted: boolean) => {
    show(wanted);
    setProblem(null);
    start(async () => {
      const answer = await switchSourcingAction({ workspace, enabled: wanted }).catch(
        () => undefined,
      );
      if (answer?.data) return refresh();
      show(enabled);
      setProblem(refusal(answer?.serverError));
    });
  };

  return (
    <div className="mt-3">
      <div className="flex min-h-11 items-center justify-between gap-4">
        <div className="min-w-0">
          <Label htmlFor={id} className="max-md:min-h-6">
            Source new leads when credits are available
          </Label>
          <p id={`${id}-note`} className="text-muted-foreground text-xs">
            Counts for everything that finds leads, the API too. Work under way is finished.
          </p>
        </div>
        <Switch
          id={id}
          checked={shown}
          disabled={pending}
          onCheckedChange={change}
          aria-describedby={problem ? `${id}-note ${id}-problem` : `${id}-note`}
        />
      </div>
      <FieldError id={`${id}-problem`}>{problem}</FieldError>
    </div>
  );
}

function refusal(error: string | undefined): string {
  if (error === "forbidden") return "Your role does not allow this. Nothing was changed.";
  if (error === "unauthenticated") {
    return "You are signed out. Nothing was changed. Sign in, then try again.";
  }
  return "It could not be switched. Nothing was changed. Try again.";
}
