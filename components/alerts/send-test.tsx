"use client";
import { useId, useState } from "react";
import { sentence } from "@/components/alerts/refusals";
import { Note } from "@/components/ui/alert";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { failureInWords } from "@/lib/credits/core/delivery";

type Answer = { ok: boolean; reason?: string; retryAfterSeconds?: number };

type SendTestProps = {
  label: string;
  send: () => Promise<{ data?: Answer | undefined; serverError?: string | undefined } | undefined>;
  /** What is said if it arrived. */
  delivered: string;
  outbox?: boolean;
  /** Why nothing can be tested now, shown beside the button. */
  blocked?: string | null;
};

/** Reasons that say how far a test got; any other one says why it was not sent. */
const ON_THE_WAY = /^(status_\d+|unreachable|timed_out|refused_address|mail_\w+)$/;

/** Sends a test now, and says what happened to it. */
export function SendTest(props: SendTestProps) {
  const { label, send, delivered, outbox = false, blocked = null } = props;
  const why = useId();
  const [pending, setPending] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  const test = async () => {
    setPending(true);
    setAnswer(undefined);
    setAnswer(await answerOf(send()));
    setPending(false);
  };
  return (
    <>
      <Button
        type="button"
        variant="ghost"
        pending={pending}
        onClick={test}
        {...(blocked ? { "aria-disabled": true, "aria-describedby": why } : {})}
      >
        {label}
      </Button>
      {blocked ? (
        <p id={why} className="basis-full text-muted-foreground text-sm">
          {blocked}
        </p>
      ) : null}
      {answer?.ok ? (
        <Note tone="positive" role="status" className="basis-full">
          {delivered}{" "}
          {outbox ? (
            <Link className="link" href="/outbox">
              Open the outbox
            </Link>
          ) : null}
        </Note>
      ) : null}
      {answer && !answer.ok ? (
        <Note tone="critical" role="alert" className="basis-full">
          {outcomeSentence(answer)}
        </Note>
      ) : null}
    </>
  );
}

function outcomeSentence({ reason = "", retryAfterSeconds }: Answer): string {
  if (ON_THE_WAY.test(reason)) return `Not delivered: ${failureInWords(reason)}.`;
  return sentence({ ok: false, reason, retryAfterSeconds });
}
