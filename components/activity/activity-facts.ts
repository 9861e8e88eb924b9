import { formatTime, formatUntil } from "@/components/ui/time";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import { formatCredits, formatRange } from "@/lib/credits/core/format";
import { isOver, type Run } from "@/lib/credits/core/run";
import { type RunWords, runWords } from "@/lib/credits/core/run-words";
import type { ActivityRow, ProgramHold } from "@/lib/credits/types";

/** What a row shows, whether it is a run or a hold. */
export type ActivityFacts = {
  kind: Kind;
  title: string;
  /** What was quoted; for a program, the most that it asked to hold. */
  quoted: string;
  /** The most likely cost, if the quote is a range. */
  likely: string | null;
  held: Credits;
  charged: Credits;
  returned: Credits;
  words: RunWords;
  tone: Tone;
  over: boolean;
};

export type Tone = "busy" | "waits" | "done" | "stopped" | "failed";

/** The facts of a run. What it waits for is told from the balance of its kind; null while that is not known. */
export function runFacts(run: Run, timeZone: string, balance: Balance | null): ActivityFacts {
  const { kind, quoted, subject: title, held, charged, returned, state } = run;
  const clock = (at: string) => formatUntil(at, timeZone, balance?.asOf ?? null);
  return {
    kind,
    title,
    quoted: formatRange(quoted.min, quoted.max, kind),
    likely: quoted.min < quoted.max ? formatCredits(quoted.likely, kind) : null,
    held,
    charged,
    returned,
    words: runWords(run, { available: balance?.available ?? null, clock }),
    tone: toneOf(state),
    over: isOver(state),
  };
}

function toneOf(state: Run["state"]): Tone {
  if (state === "done" || state === "stopped" || state === "failed") return state;
  return state === "blocked" ? "waits" : "busy";
}

/** The facts of a program's hold, as the server last reported them. */
export function holdFacts(hold: ProgramHold, label: string, timeZone: string): ActivityFacts {
  const { kind, amount, held, charged, returned } = hold;
  return {
    kind,
    title: hold.subject ?? label,
    quoted: `at most ${formatCredits(amount, kind)}`,
    likely: null,
    held,
    charged,
    returned,
    words: holdWords(hold, timeZone),
    tone: hold.state === "open" ? "busy" : charged > 0 ? "done" : "stopped",
    over: hold.state !== "open",
  };
}

function holdWords({ state, charged, lapsesAt }: ProgramHold, timeZone: string): RunWords {
  const until = formatTime(lapsesAt, timeZone, "minute");
  if (state === "open") return { state: "Held", note: `until ${until}` };
  if (state === "lapsed") return { state: "Lapsed", note: "given back by itself" };
  return charged > 0 ? { state: "Captured", note: null } : { state: "Released", note: null };
}

/** Whether a row is a run. A row never turns from one into the other. */
export const isRun = (row: ActivityRow): row is Extract<ActivityRow, { source: "run" }> =>
  row.source === "run";
