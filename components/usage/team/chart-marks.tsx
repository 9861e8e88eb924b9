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

/** The width of the chart on 320 pixels: the same room as on 390 with widened letter spacing. */
const PHONE = 288;

type ChartMarksProps = Pick<TeamUsage, "marks" | "since"> & {
  page: TeamUsagePage;
  columns: readonly Column[];
  left: number;
  active: number | null;
};

/** What lies behind the columns: weekends, the active column, days, what came in, and where the account began. */
export function ChartMarks({ page, columns, marks, since, left, active }: ChartMarksProps) {
  const begins = columns.findIndex(({ blank }) => !blank);
  const labels = labelledBars(columns.length).flatMap((index) => {
    const bar = columns[index];
    return bar ? [{ index, text: tickLabel(bar, page.step, page.today) }] : [];
  });
  const onPhone = labelsApart(labels, { count: columns.length, width: PHONE - left });
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
          {labels.some((label) => label.index === index) ? (
            <DayLabel
              bar={bar}
              page={page}
              edge={edgeOf(index, columns.length)}
              spare={!onPhone.has(index)}
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

type DayLabelProps = {
  bar: Column;
  page: TeamUsagePage;
  edge: "start" | "end" | null;
  spare: boolean;
  strong: boolean;
};

const DayLabel = ({ bar, page: { step, today }, edge, spare, strong }: DayLabelProps) => (
  <span
    className={cn(
      "absolute bottom-0 left-1/2 -translate-x-1/2 whitespace-nowrap text-muted-foreground leading-5 tabular-nums",
      edge === "start" && "left-0 translate-x-0",
      edge === "end" && "right-0 left-auto translate-x-0",
      spare && "max-md:hidden",
      strong && "font-semibold text-foreground",
    )}
  >
    {tickLabel(bar, step, today)}
    {bar.to === today ? <span className="max-md:hidden">, so far</span> : null}
  </span>
);

const HOW = { purchase: "bought", grant: "granted", both: "added" } as const satisfies Record<
  Arrival["type"],
  string
>;

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
        <span className="max-md:hidden">&nbsp;{HOW[mark.type]}</span>
      </span>
    </>
  );
}
