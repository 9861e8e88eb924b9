"use client";
import { useQueryState } from "nuqs";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { Textarea } from "@/components/ui/textarea";
import { formatTime } from "@/components/ui/time";
import { useFocusOnArrival } from "@/components/ui/use-focus-on-arrival";
import { askForCreditsAction } from "@/lib/billing/actions";
import { askedSentence, whoCanBuy } from "@/lib/billing/core/buyers";
import type { BuyRailData, LastCreditRequest } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";

type AskForCreditsProps = Pick<BuyRailData, "workspace" | "timeZone" | "buyers" | "asked"> & {
  kind: Kind;
};

/**
 * For those who may not buy: who can, and one button that mails them. After asking for one kind, the other can still be
 * asked for.
 */
export function AskForCredits({ workspace, timeZone, kind, buyers, asked }: AskForCreditsProps) {
  const [sent, setSent] = useState(asked);
  const [attempt] = useState(() => crypto.randomUUID());
  const last = sent[kind];
  const answer = useRef<HTMLParagraphElement>(null);
  // The form goes with the button that sent it.
  useFocusOnArrival(last !== null, () => answer.current?.focus({ preventScroll: true }));
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-foreground-2">{whoCanBuy(buyers)}</p>
      {last ? (
        <p ref={answer} tabIndex={-1} className="tabular-nums outline-none">
          {askedSentence(last.asked, formatTime(last.at, timeZone, "clock"))}
        </p>
      ) : (
        <AskForm
          key={kind}
          workspace={workspace}
          kind={kind}
          attempt={attempt}
          onSent={(answer) => setSent((before) => ({ ...before, [kind]: answer }))}
        />
      )}
    </div>
  );
}

type AskFormProps = {
  workspace: string;
  kind: Kind;
  attempt: string;
  onSent: (answer: LastCreditRequest) => void;
};

function AskForm({ workspace, kind, attempt, onSent }: AskFormProps) {
  const [message, setMessage] = useState(prefilled(kind));
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const field = useFieldAskedFor();

  const ask = async () => {
    setPending(true);
    setProblem(null);
    const outcome = await askForCreditsAction({ workspace, kind, message, attempt }).catch(
      () => undefined,
    );
    setPending(false);
    if (outcome?.data?.ok) onSent(outcome.data);
    else setProblem(refusal(outcome?.data?.ok === false ? outcome.data.reason : undefined));
  };

  return (
    <>
      <div className="grid gap-1.5">
        <Label htmlFor={id}>Message</Label>
        <Textarea
          id={id}
          ref={field}
          rows={3}
          maxLength={500}
          value={message}
          onChange={(event) => setMessage(event.target.value)}
        />
      </div>
      <Button variant="primary" size="lg" className="w-full" pending={pending} onClick={ask}>
        Ask for credits
      </Button>
      {problem ? (
        <p role="alert" className="text-critical-ink">
          {problem}
        </p>
      ) : null}
    </>
  );
}

/** `?ask=1` leads to this field, from wherever credits were missing. */
function useFieldAskedFor() {
  const [asks, setAsks] = useQueryState("ask");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // The rail and a phone's sheet both have the field: use the visible one.
    if (asks === null || !field.current || field.current.offsetParent === null) return;
    field.current.focus();
    void setAsks(null);
  }, [asks, setAsks]);
  return field;
}

const prefilled = (kind: Kind): string =>
  `We are running out of ${kind === "ai" ? "AI" : "lead"} credits. Can you add some?`;

function refusal(reason: "rate_limited" | "nobody" | undefined): string {
  if (reason === "rate_limited") return "You asked three times this hour. Ask again later.";
  if (reason === "nobody") return "Nobody here can buy credits.";
  return "The message was not sent. Try again.";
}
