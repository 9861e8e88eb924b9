import { cn } from "@/components/ui/cn";
import { type Column, FRAME } from "@/components/usage/team/chart-frame";
import { formatSigned } from "@/lib/credits/core/format";
import { dayLabel } from "@/lib/usage/core/calendar";
import {
  type Arrival,
  type ArrivalMark,
  edgeOf,
  labelledBars,
  labelsApart,
  middleOf,
} from "@/lib/usage/core/team/chart";
import { isWeekend, tickLabel } from "@/lib/usage/core/team/periods";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

/**
 * The least width of the chart, and what hides a label that has no room there: on a phone of 320 pixels (the same room as
 * on 390 with widened letter spacing), on a tablet and on paper, and on a desktop.
 */
const ROOMS = [
  { width: 288, unlessClear: "max-md:hidden", short: true },
  { width: 600, unlessClear: "md:max-xl:hidden md:print:hidden", short: false },
  { width: 900, unlessClear: "xl:hidden", short: false },
] as const;

type ChartMarksProps = Pick<TeamUsage, "marks" | "since"> & {
  page: TeamUsagePage;
  columns: readonly Column[];
  left: number;
  active: number | null;
};

/** What lies behind the columns: weekends, the active column, days, what came in, and where the account began. */
export function ChartMarks({ page, columns, marks, since, left, active }: ChartMarksProps) {
  const begins = columns.findIndex(({ blank }) => !blank);
  const labels = dayLabels({ page, columns, left });
  return (
    <div aria-hidden className="absolute inset-y-0 right-0 flex text-2xs" style={{ left }}>
      {columns.map((bar, index) => (
        <span key={bar.from} className="relative flex-1">
          <span
            className={cn(
              "absolute inset-x-0",
              page.step === "day" && isWeekend(bar.from) && "bg-sunken",
              active === index && "bg-active",
            )}
            style={{ top: FRAME.top, bottom: FRAME.bottom }}
          />
          {since && begins > 0 && index === begins ? (
            <span className="absolute right-full bottom-8 mr-1.5 whitespace-nowrap text-muted-foreground">
              Since {dayLabel(since, page.today)}
            </span>
          ) : null}
          {labels.has(index) ? (
            <DayLabel
              bar={bar}
              page={page}
              edge={edgeOf(index, columns.length)}
              where={labels.get(index)}
              strong={active === index}
            />
          ) : null}
        </span>
      ))}
      {marks.map((mark) => (
        <Mark key={mark.periods[0]} mark={mark} count={columns.length} kind={page.view.kind} />
      ))}
    </div>
  );
}

/** Which bars are named, each with what hides its name where it would touch another. */
function dayLabels({ page, columns, left }: Pick<ChartMarksProps, "page" | "columns" | "left">) {
  const { step, today } = page;
  const count = columns.length;
  const named = labelledBars(count).flatMap((index) => {
    const bar = columns[index];
    if (!bar) return [];
    const text = tickLabel(bar, step, today);
    return [{ index, text, long: bar.to === today ? `${text}${SO_FAR}` : text }];
  });
  const rooms = ROOMS.map(({ width, unlessClear, short }) => {
    const labels = named.map(({ index, text, long }) => ({ index, text: short ? text : long }));
    return { unlessClear, clear: labelsApart(labels, { count, width: width - left }) };
  });
  const where = (index: number) =>
    cn(rooms.filter(({ clear }) => !clear.has(index)).map(({ unlessClear }) => unlessClear));
  return new Map(named.map(({ index }) => [index, where(index)]));
}

const SO_FAR = ", so far";

type DayLabelProps = {
  bar: Column;
  page: TeamUsagePage;
  edge: "start" | "end" | null;
  where: string | undefined;
  strong: boolean;
};

const DayLabel = ({ bar, page: { step, today }, edge, where, strong }: DayLabelProps) => (
  <span
    data-day
    className={cn(
      "absolute bottom-0 left-1/2 -translate-x-1/2 whitespace-nowrap text-muted-foreground leading-5 tabular-nums",
      edge === "start" && "left-0 translate-x-0",
      edge === "end" && "right-0 left-auto translate-x-0",
      where,
      strong && "font-semibold text-foreground",
    )}
  >
    {tickLabel(bar, step, today)}
    {bar.to === today ? <span className="max-md:hidden">{SO_FAR}</span> : null}
  </span>
);

const ARRIVAL_VERBS = {
  purchase: "bought",
  grant: "granted",
  both: "added",
} as const satisfies Record<Arrival["type"], string>;

type MarkProps = { mark: ArrivalMark; count: number; kind: "ai" | "lead" };

/** A line on the bar of each arrival, and above the middle of those lines what they bring together. */
function Mark({ mark, count, kind }: MarkProps) {
  const amount = formatSigned(mark.amount, kind).replace(/\.00$/, "");
  const middle = middleOf(mark);
  const across = (bar: number) => `${((bar + 0.5) / count) * 100}%`;
  const edge = middle / count < 0.06 ? "left" : middle / count > 0.9 ? "right" : null;
  const sum =
    edge === null
      ? { left: across(middle) }
      : { [edge]: `${((edge === "left" ? middle : count - 1 - middle) / count) * 100}%` };
  return (
    <>
      {mark.periods.map((period) => (
        <span
          key={period}
          className="absolute border-border-strong border-l border-dashed"
          style={{ left: across(period), top: 20, bottom: FRAME.bottom }}
        />
      ))}
      <span
        className={cn(
          "absolute top-0 z-[1] flex h-[19px] items-center whitespace-nowrap rounded-full border border-border-strong bg-background px-2 text-foreground-2 tabular-nums",
          edge === null && "-translate-x-1/2",
        )}
        style={sum}
      >
        {amount}
        <span className="max-md:hidden">&nbsp;{ARRIVAL_VERBS[mark.type]}</span>
      </span>
    </>
  );
}
