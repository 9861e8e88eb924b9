"use client";
import { useRef, useState } from "react";
import { sentence } from "@/components/identity/refusals";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { tryTopUpNowAction } from "@/lib/billing/actions";

type TryNowProps = { workspace: string; topUpId: string; packageName: string };

/** Asks the bank again without waiting for the next try. Its answer is then shown in the line. */
export function TryNow({ workspace, topUpId, packageName }: TryNowProps) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const ask = async () => {
    setPending(true);
    setProblem(null);
    const answer = await answerOf(tryTopUpNowAction({ workspace, topUpId }));
    if (answer.ok) {
      announce(`Asking the bank again for ${packageName}.`);
      // The button disappears once the top-up is no longer declined; its line stays and shows the result.
      place.current?.closest("li")?.focus();
    } else setProblem(answer.reason === "not_waiting" ? NOT_WAITING : sentence(answer));
    setPending(false);
  };
  return (
    <div ref={place} className="grid justify-items-end gap-1">
      <Button size="sm" pending={pending} onClick={ask}>
        Try now<span className="sr-only"> for {packageName}</span>
      </Button>
      <FieldError>{problem}</FieldError>
    </div>
  );
}

const NOT_WAITING = "It is not waiting any more.";
