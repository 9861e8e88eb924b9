"use client";
import type { ActivityFacts } from "@/components/activity/activity-facts";
import { useLive, useRun } from "@/components/credits/live-workspace";
import { formatUntil } from "@/components/ui/time";
import { formatCredits, formatRange } from "@/lib/credits/core/format";
import type { Run } from "@/lib/credits/core/run";
import { runWords } from "@/lib/credits/core/run-words";

/** The facts of a run, live. */
export function useRunFacts(rendered: Run, timeZone: string): ActivityFacts & { run: Run } {
  const { balances } = useLive();
  const run = useRun(rendered);
  const { kind, quoted, subject: title, held, charged, returned, state } = run;
  const balance = balances?.[kind];
  const clock = (at: string) => formatUntil(at, timeZone, balance?.asOf ?? null);
  const over = state === "done" || state === "stopped" || state === "failed";
  return {
    run,
    kind,
    title,
    quoted: formatRange(quoted.min, quoted.max, kind),
    likely: quoted.min < quoted.max ? formatCredits(quoted.likely, kind) : null,
    held,
    charged,
    returned,
    words: runWords(run, { available: balance?.available ?? null, clock }),
    tone: over ? state : state === "blocked" ? "waits" : "busy",
    over,
  };
}
