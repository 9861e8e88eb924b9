import { useId } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { historyHref } from "@/components/usage/history-address";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits } from "@/lib/credits/core/format";
import type { NoStrip, RunCost, Strip } from "@/lib/usage/core/team/strip";
import { noStripSentence, stripNote, stripSentence } from "@/lib/usage/core/team/strip-words";
import type { TeamUsagePage } from "@/lib/usage/types";

const HEADING = "What one run costs";

/** What runs of one operation cost, or why that cannot be shown. */
export const RunCosts = ({ page, strip }: { page: TeamUsagePage; strip: Strip | NoStrip }) =>
  typeof strip === "string" ? (
    <section className="mt-5">
      <h2>{HEADING}</h2>
      <p className="mt-0.5 text-foreground-2">{noStripSentence(strip)}</p>
    </section>
  ) : (
    <RunStrip page={page} strip={strip} />
  );

/** What each run cost, as dots between the lowest and the highest cost, both of which link to their rows. */
function RunStrip({ page, strip }: { page: TeamUsagePage; strip: Strip }) {
  const { kind } = page.view;
  const { least, most, log } = strip;
  const [heading, sentence] = [useId(), useId()];
  const note = stripNote(strip);
  return (
    <figure aria-labelledby={heading} aria-describedby={sentence} className="mt-5 tabular-nums">
      <figcaption className="flex flex-wrap items-baseline gap-x-3">
        <h2 id={heading}>{HEADING}</h2>
        {log ? <span className="text-muted-foreground text-xs">log scale</span> : null}
      </figcaption>
      <p id={sentence} className="mt-0.5 text-foreground-2">
        {stripSentence(strip, kind)}
      </p>
      <Dots strip={strip} kind={kind} />
      <div className="relative flex min-h-6 items-start justify-between text-xs">
        <Ticks strip={strip} kind={kind} />
        {least.cost === most.cost ? null : (
          <Extreme page={page} run={least} name="Least" className="text-left" />
        )}
        <Extreme
          page={page}
          run={most}
          name={least.cost === most.cost ? "One of them" : "Most"}
          className={least.cost === most.cost ? "mx-auto text-center" : "text-right"}
        />
      </div>
      {note ? <p className="mt-1 text-muted-foreground text-xs">{note}</p> : null}
    </figure>
  );
}

/** Round costs between the ends. */
const Ticks = ({ strip, kind }: { strip: Strip; kind: Kind }) => (
  <span aria-hidden className="absolute inset-x-1 top-0">
    {strip.ticks.map(({ at, value }) => (
      <span
        key={value}
        className="absolute -translate-x-1/2 text-2xs text-muted-foreground leading-6 max-md:leading-11"
        style={{ left: `${at * 100}%` }}
      >
        {formatCredits(value, kind)}
      </span>
    ))}
  </span>
);

/** The distance between two dots on top of each other, and from the lowest to the line, in pixels. */
const PITCH = 7;
const FOOT = 6;
/** Room for the words of the median. */
const HEAD = 20;

/** A stack of dots for each cost, on a line from the lowest to the highest; a rule marks the median. */
function Dots({ strip, kind }: { strip: Strip; kind: Kind }) {
  const { columns, medianAt, median, ticks, least, most } = strip;
  const high = Math.max(...columns.map(({ dots }) => dots));
  const base = HEAD + high * PITCH + FOOT;
  return (
    <div className="mx-1 mt-1">
      <svg aria-hidden data-bar width="100%" height={base + 1} className="block overflow-visible">
        <line x1="0" x2="100%" y1={base} y2={base} stroke="var(--border-strong)" />
        {ticks.map(({ at, value }) => (
          <line
            key={value}
            x1={`${at * 100}%`}
            x2={`${at * 100}%`}
            y1={base}
            y2={base - 4}
            stroke="var(--border-strong)"
          />
        ))}
        {least.cost === most.cost ? null : (
          <>
            <line
              x1={`${medianAt * 100}%`}
              x2={`${medianAt * 100}%`}
              y1={HEAD - 4}
              y2={base}
              stroke="var(--foreground-2)"
              strokeDasharray="3.5 2.5"
            />
            <text
              x={`${medianAt * 100}%`}
              y={11}
              fontSize={11}
              fill="var(--foreground-2)"
              textAnchor={medianAt < 0.15 ? "start" : medianAt > 0.85 ? "end" : "middle"}
            >
              half up to {formatCredits(median, kind)}
            </text>
          </>
        )}
        {columns.flatMap(({ at, dots }) =>
          Array.from({ length: dots }, (_, index) => (
            <circle
              // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place in the stack
              key={`${at} ${index}`}
              cx={`${at * 100}%`}
              cy={base - FOOT - index * PITCH}
              r={2.75}
              fill={`var(--chart-${kind}-2)`}
            />
          )),
        )}
      </svg>
    </div>
  );
}

type ExtremeProps = { page: TeamUsagePage; run: RunCost; name: string; className: string };

/** An end of the axis: the cost, and the row or rows that it comes from. */
function Extreme({ page, run, name, className }: ExtremeProps) {
  const { workspace, view, range } = page;
  const { op, kind, member, campaign } = view;
  const single = run.charges === 1 || run.runId === null;
  const href = historyHref(workspace, {
    op,
    kind,
    member,
    campaign,
    ...range,
    ...(single ? { tx: run.entry } : { run: run.runId }),
  });
  return (
    <Link
      href={href}
      prefetch={false}
      className={cn("link inline-flex min-h-6 items-center max-md:min-h-11", className)}
    >
      {name} {formatCredits(run.cost, kind)}
    </Link>
  );
}
