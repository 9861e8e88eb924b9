import { ChevronRight, Gavel, TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { TransactionLink } from "@/components/usage/transaction-link";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import { formatCredits } from "@/lib/credits/core/format";
import { type Day, dayLabel, dayOf } from "@/lib/usage/core/calendar";
import type { HistoryView } from "@/lib/usage/core/filters";
import {
  boughtWords,
  isFrozen,
  lotsAtRisk,
  riskSentences,
  safeSentence,
  segmentsOf,
  spentNote,
  type TimelineLot,
} from "@/lib/usage/core/lots";

type LotsTimelineProps = {
  kind: Kind;
  lots: readonly TimelineLot[];
  pacePerDay: Credits | null;
  workspace: string;
  view: HistoryView;
  now: string;
  timeZone: string;
  today: Day;
};

/** What is used next, and what expires when: one bar in the order of use. Empty if there are no lots. */
export function LotsTimeline(props: LotsTimelineProps) {
  const { lots, kind, today, timeZone } = props;
  if (lots.length === 0) return null;
  const risks = lotsAtRisk(lots, new Date(props.now), props.pacePerDay);
  const { shown, more, labelled } = segmentsOf(lots);
  const isAtRisk = (lot: TimelineLot) => risks.some((risk) => risk.lot.id === lot.id);
  const dayOfExpiry = (at: string | null) =>
    dayLabel(dayOf(new Date(at ?? props.now), timeZone), today);
  const left = lots.some((lot) => lot.left > 0);
  return (
    <section aria-labelledby="lots-heading" className="mt-5 border-border border-t pt-3.5">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 id="lots-heading">Lots</h3>
        {left && risks.length === 0 ? (
          // Separated, neither is larger than the balance above, so nothing later is the page's largest text.
          <p className="flex flex-wrap gap-x-[0.25em] text-muted-foreground max-md:text-xs">
            <span>Oldest expiry is used first.</span>
            <span>{safeSentence(lots, new Date(props.now), props.pacePerDay)}</span>
          </p>
        ) : null}
      </div>
      {riskSentences(risks, kind, { on: dayOfExpiry, pacePerDay: props.pacePerDay }).map(
        ({ key, text }) => (
          <p
            key={key}
            className="mb-2 flex items-start gap-2 rounded bg-warning-soft px-3 py-2 text-xs tabular-nums"
          >
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warning-ink" />
            {text}
          </p>
        ),
      )}
      <ul
        className={cn(
          "flex gap-[3px] max-md:flex-col max-md:gap-0",
          !labelled && "md:flex-wrap md:gap-x-6 md:gap-y-2",
        )}
      >
        <BarAlone
          {...props}
          shown={shown}
          more={more}
          isAtRisk={isAtRisk}
          className={cn("mb-1.5", labelled && "md:hidden")}
        />
        {shown.map((lot, index) => (
          <Segment
            key={lot.id}
            {...props}
            lot={lot}
            labelled={labelled}
            atRisk={isAtRisk(lot)}
            toTheRight={labelled && index === shown.length - 1 && index > 0}
          />
        ))}
      </ul>
      {more.length > 0 ? <More {...props} more={more} isAtRisk={isAtRisk} /> : null}
    </section>
  );
}

/** The lots that do not fit into the bar: a line each, shown on demand. */
function More({
  more,
  isAtRisk,
  ...props
}: LotsTimelineProps & { more: readonly TimelineLot[]; isAtRisk: (lot: TimelineLot) => boolean }) {
  const left = more.reduce((sum, lot) => sum + lot.left, 0);
  return (
    <details className="group mt-1.5 text-xs">
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-xs text-muted-foreground tabular-nums hover:text-foreground max-md:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3 group-open:rotate-90" />
        {more.length} more, {formatCredits(left, props.kind)} left in them
      </summary>
      <ul className="mt-1 grid max-h-72 gap-x-6 gap-y-2 overflow-y-auto md:grid-cols-2">
        {more.map((lot) => (
          <Segment
            key={lot.id}
            {...props}
            lot={lot}
            labelled={false}
            atRisk={isAtRisk(lot)}
            toTheRight={false}
          />
        ))}
      </ul>
    </details>
  );
}

type BarAloneProps = {
  kind: Kind;
  shown: readonly TimelineLot[];
  more: readonly TimelineLot[];
  isAtRisk: (lot: TimelineLot) => boolean;
  className: string;
};

/** Only the bar, if its segments have no room for words, as on a phone: the words are then in a list below it. */
const BarAlone = ({ kind, shown, more, isAtRisk, className }: BarAloneProps) => (
  <li aria-hidden className={cn("flex w-full gap-[3px]", className)}>
    {shown.map((lot) => (
      <span key={lot.id} className="min-w-6 basis-0" style={{ flexGrow: lot.bought }}>
        <Bar lot={lot} kind={kind} atRisk={isAtRisk(lot)} />
      </span>
    ))}
    {more.length > 0 ? <span className="h-3 min-w-6 rounded-[3px] bg-active" /> : null}
  </li>
);

type SegmentProps = LotsTimelineProps & {
  lot: TimelineLot;
  labelled: boolean;
  atRisk: boolean;
  toTheRight: boolean;
};

function Segment({ lot, labelled, toTheRight, ...props }: SegmentProps) {
  const { kind, atRisk, workspace, view } = props;
  const { title, note } = wordsOf(lot, kind, props);
  const words = (
    <>
      <span
        className={cn("truncate", lot.left > 0 ? "text-foreground-2" : "text-muted-foreground")}
      >
        {lot.state === "frozen" ? (
          <Gavel aria-hidden className="mr-1 inline size-3 align-[-1.5px] text-warning-ink" />
        ) : null}
        {lot.left > 0 ? (
          <b className="font-semibold text-foreground">{formatCredits(lot.left, kind)}</b>
        ) : null}{" "}
        {title}
      </span>
      <span className="truncate text-muted-foreground" title={lot.label}>
        {note}
      </span>
    </>
  );
  const className = cn(
    "flex min-w-0 flex-col whitespace-nowrap rounded-xs no-underline md:mt-[7px]",
    "max-md:min-h-11 max-md:flex-row max-md:flex-wrap max-md:content-center max-md:items-center max-md:justify-between max-md:gap-x-3 max-md:border-grid max-md:border-b",
    labelled && "md:w-0 md:min-w-full [&>span]:md:overflow-visible",
    toTheRight && "md:items-end",
  );
  return (
    <li
      className={cn("min-w-6 max-w-full text-xs tabular-nums", labelled && "md:basis-0")}
      style={labelled ? { flexGrow: Math.max(1, Math.round(lot.bought / 100)) } : undefined}
    >
      {labelled ? (
        <span className="block max-md:hidden">
          <Bar lot={lot} kind={kind} atRisk={atRisk} />
        </span>
      ) : null}
      {lot.entry ? (
        <TransactionLink
          workspace={workspace}
          view={view}
          id={lot.entry}
          className={cn(className, "hover:underline")}
        >
          {words}
        </TransactionLink>
      ) : (
        <span className={className}>{words}</span>
      )}
    </li>
  );
}

const BARS =
  "[background-image:repeating-linear-gradient(90deg,currentcolor_0_1.5px,transparent_1.5px_6px)] shadow-[inset_0_0_0_1px]";
const BARRED: Record<Kind, string> = { ai: `${BARS} text-ai`, lead: `${BARS} text-lead` };

/**
 * Used up: hatched grey. In use: hatched as far as it is used, solid for the rest. Waiting: a lighter tint. Frozen:
 * behind bars.
 */
function Bar({ lot, kind, atRisk }: { lot: TimelineLot; kind: Kind; atRisk: boolean }) {
  const used = Math.round(((lot.bought - lot.left) / Math.max(1, lot.bought)) * 1000) / 10;
  const solid = kind === "ai" ? "bg-ai" : "bg-lead";
  const over = lot.state === "spent" || lot.state === "expired";
  return (
    <span
      aria-hidden
      data-bar
      className={cn(
        "relative block h-3 overflow-hidden rounded-[3px]",
        over ? "hatch-spent" : isFrozen(lot) ? BARRED[kind] : solid,
        lot.state === "waiting" && "opacity-50",
        atRisk && "outline-2 outline-warning",
      )}
    >
      {over ? null : (
        <span
          className={cn("absolute inset-y-0 left-0", kind === "ai" ? "hatch-ai" : "hatch-lead")}
          style={{ width: `${used}%` }}
        />
      )}
    </span>
  );
}

function wordsOf(
  lot: TimelineLot,
  kind: Kind,
  { timeZone, today }: { timeZone: string; today: Day },
): { title: string; note: string } {
  const bought = boughtWords(lot, kind);
  const on = (at: string) => dayLabel(dayOf(new Date(at), timeZone), today);
  const expiry = lot.expiresAt ? `expires ${on(lot.expiresAt)}` : "no expiry";
  switch (lot.state) {
    case "spent":
      return { title: `${lot.label}, ${bought}`, note: spentNote(lot, kind, on) };
    case "expired":
      return {
        title: `${lot.label}, ${bought}`,
        note: `Expired ${on(lot.expiresAt ?? lot.createdAt)}`,
      };
    case "in_use":
      return { title: `left of ${bought}, in use`, note: `${lot.label}, ${expiry}` };
    case "frozen":
      return { title: "frozen, dispute open", note: `${lot.label}, ${expiry}` };
    case "refunding":
      return { title: "being refunded", note: `${lot.label}, ${expiry}` };
    case "waiting":
      return { title: "waiting", note: `${lot.label}, ${expiry}` };
  }
}
