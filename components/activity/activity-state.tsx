import { Check, CircleAlert, Pause, Square } from "lucide-react";
import type { ActivityFacts, Tone } from "@/components/activity/activity-facts";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/spinner";

const SIGNS: Record<Tone, React.ReactNode> = {
  busy: <Spinner className="size-3.5 shrink-0" />,
  waits: <Pause aria-hidden className="size-3.5 shrink-0 text-warning" />,
  done: <Check aria-hidden className="size-3.5 shrink-0 text-positive-ink" />,
  stopped: <Square aria-hidden className="size-3 shrink-0 text-muted-foreground" />,
  failed: <CircleAlert aria-hidden className="size-3.5 shrink-0 text-critical-ink" />,
};

type ActivityStateProps = { facts: ActivityFacts; brief?: boolean; className?: string };

/**
 * What a row is doing: a sign, a word, and what matters about it. With `brief` the rest is left to the row's own page.
 */
export function ActivityState({ facts, brief = false, className }: ActivityStateProps) {
  const { words, tone } = facts;
  return (
    <span className={cn("inline-flex items-center gap-1.5 tabular-nums", className)}>
      {SIGNS[tone]}
      <span className="min-w-0">
        {words.state}
        {words.note && !brief ? (
          <>
            <span className="sr-only">, </span>
            <span className="block text-muted-foreground text-xs leading-4">{words.note}</span>
          </>
        ) : null}
      </span>
    </span>
  );
}
