"use client";
import { useEffect, useState } from "react";
import { useLive } from "@/components/credits/live-workspace";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { Checked } from "@/components/usage/checked";
import { checkLedgerAction } from "@/lib/credits/actions/runs";
import type { Kind } from "@/lib/credits/core/amount";
import type { ShownCheck } from "@/lib/credits/core/check";
import { formatCount } from "@/lib/credits/core/format";
import type { Day } from "@/lib/usage/core/calendar";

type CheckedLineProps = {
  workspace: string;
  kind: Kind;
  check: ShownCheck | null;
  timeZone: string;
  today: Day;
  /** Owners and admins may have it checked now. */
  canCheck: boolean;
};

const LOOK_EVERY_MS = 1_500;
const PATIENCE_MS = 120_000;

/** When the balance was last compared with every row and, for admins, the button that does it now. */
export function CheckedLine(props: CheckedLineProps) {
  const { check, canCheck } = props;
  const { checking, problem, start } = useCheck(props);
  return (
    <div className="mt-1 text-muted-foreground text-xs tabular-nums">
      <div className="flex min-h-7 items-center justify-between gap-2 max-md:min-h-11">
        {checking ? (
          <span className="flex items-center gap-1">
            <Spinner className="size-3.5" />
            Comparing with every row
          </span>
        ) : (
          <span
            className="flex items-center gap-1"
            title={check ? `${formatCount(check.entries)} rows compared` : undefined}
          >
            <Checked {...props} />
          </span>
        )}
        {canCheck && !checking ? (
          <Button variant="ghost" size="sm" className="-mr-2 max-md:min-h-11" onClick={start}>
            Check now
          </Button>
        ) : null}
      </div>
      {problem ? <p role="status">{problem}</p> : null}
    </div>
  );
}

/** Asks for a check and polls until its result is there, since another server may do it. */
function useCheck({ workspace, kind, check }: CheckedLineProps) {
  const { refresh } = useLive();
  const [askedAt, setAskedAt] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const checking = askedAt !== null;
  const done = checking && check !== null && check.checkedAt >= askedAt;

  useEffect(() => {
    if (!done) return;
    setAskedAt(null);
    announce(
      check.differs ? "The balance differs from its rows" : "The balance agrees with its rows",
    );
  }, [done, check]);

  useEffect(() => {
    if (!checking || done) return;
    const looks = setInterval(refresh, LOOK_EVERY_MS);
    return () => clearInterval(looks);
  }, [checking, done, refresh]);

  useEffect(() => {
    if (!askedAt) return;
    const end = setTimeout(() => {
      setAskedAt(null);
      setProblem("The check takes longer than usual. Its result appears here.");
    }, PATIENCE_MS);
    return () => clearTimeout(end);
  }, [askedAt]);

  const start = async () => {
    setProblem(null);
    const outcome = await checkLedgerAction({ workspace, kind }).catch(() => undefined);
    if (outcome?.data?.ok) return setAskedAt(outcome.data.askedAt);
    setProblem(refusal(outcome?.data?.retryAfterSeconds));
  };
  return { checking, problem, start };
}

const refusal = (retryAfterSeconds: number | undefined): string =>
  retryAfterSeconds === undefined
    ? "The check could not start. The balance is not affected."
    : `Checked often enough for now. It can be checked again in ${Math.ceil(retryAfterSeconds / 60)} min.`;
