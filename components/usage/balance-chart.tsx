import { type ReactNode, useId } from "react";
import { CreditMark } from "@/components/credits/credit-mark";
import { paceText } from "@/components/credits/pace";
import { Link } from "@/components/ui/link";
import type { BalanceChartProps } from "@/components/usage/balance-chart-props";
import { BalanceDrawing } from "@/components/usage/balance-drawing";
import { BalanceSteps } from "@/components/usage/balance-steps";
import { BalanceTable } from "@/components/usage/balance-table";
import type { Kind } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import { formatCredits, spokenCredits } from "@/lib/credits/core/format";
import { type Day, startOfDay } from "@/lib/usage/core/calendar";
import { runsOutDay, runsOutText } from "@/lib/usage/core/outlook";
import { type Frame, layOutBalance } from "@/lib/usage/core/series";
import { kindWords } from "@/lib/usage/core/team/words";

const WIDE: Frame = { width: 504, height: 204, left: 30, right: 8, top: 8, bottom: 20 };
const NARROW: Frame = { width: 358, height: 142, left: 28, right: 8, top: 8, bottom: 20 };

/**
 * The balance of the last 30 days, what came in, and where the pace leads. The heading gives the answer; `children` are
 * shown below it, on the right.
 */
export function BalanceChart({ children, ...props }: BalanceChartProps & { children?: ReactNode }) {
  const { balance, today } = props;
  const [heading, words] = [useId(), useId()];
  return (
    <figure aria-labelledby={heading} aria-describedby={words}>
      <figcaption className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-3 tabular-nums">
        <h3 id={heading}>
          <Headline balance={balance} today={today} />
        </h3>
        <span className="text-muted-foreground text-xs">
          {balance.pacePerDay === null ? null : (
            <>
              {paceText(balance)}
              <span className="max-md:hidden">, 14-day average</span>
            </>
          )}
        </span>
      </figcaption>
      {props.series.points.length === 0 && props.series.steps.length === 0 ? (
        <>
          <NothingDrawn kind={balance.kind} />
          <div className="mt-1.5 flex justify-end">{children}</div>
        </>
      ) : (
        <>
          {props.view.view === "table" ? <BalanceTable {...props} /> : <Drawings {...props} />}
          <div className="mt-1.5 flex flex-wrap items-start justify-between gap-x-4">
            <ViewLink {...props} />
            {children}
          </div>
        </>
      )}
      <p id={words} className="sr-only">
        {summary(props)}
      </p>
    </figure>
  );
}

const Drawings = (props: BalanceChartProps) => (
  <>
    <Drawing {...props} frame={WIDE} className="max-md:not-print:hidden" />
    <Drawing {...props} frame={NARROW} className="md:hidden print:hidden" />
  </>
);

/** The same numbers as a drawing or as a table: each has its address. */
function ViewLink({ view, otherHref }: BalanceChartProps) {
  const table = view.view === "table";
  return (
    <Link
      href={otherHref}
      scroll={false}
      replace
      prefetch={false}
      className="link inline-flex min-h-6 items-center text-muted-foreground text-xs max-md:min-h-11 print:hidden"
    >
      View as {table ? "chart" : "table"}
    </Link>
  );
}

function Drawing({
  frame,
  className,
  ...props
}: BalanceChartProps & { frame: Frame; className: string }) {
  const { balance, series, timeZone, lowBelow } = props;
  const chart = layOutBalance({
    series,
    current: balance.current,
    now: Date.parse(balance.asOf),
    threshold: lowBelow,
    forecast: forecastOf(balance, timeZone),
    frame,
  });
  return (
    <div className={`relative ${className}`}>
      <BalanceDrawing chart={chart} frame={frame} {...props} />
      <BalanceSteps chart={chart} frame={frame} {...props} />
    </div>
  );
}

/** The forecast's dates as instants. On the day on which the credits run out, they do so at noon. */
function forecastOf({ runsOut, heldBy }: Balance, timeZone: string) {
  if (!runsOut) return null;
  const noon = (day: Day) => startOfDay(day, timeZone).getTime() + 12 * 3_600_000;
  const frozen = frozenIn(heldBy);
  return { date: noon(runsOut.date), from: noon(runsOut.from), to: noon(runsOut.to), frozen };
}

/** What open disputes and refunds on their way keep, which is not used, whatever the pace. */
const frozenIn = (heldBy: Balance["heldBy"]): number =>
  heldBy.filter(({ frozen }) => frozen).reduce((sum, { amount }) => sum + amount, 0);

function Headline({ balance, today }: { balance: Balance; today: Day }) {
  const { kind, runsOut, pacePerDay, current, available, version } = balance;
  const name = kindWords(kind);
  if (current === 0) return version === 0 ? `No ${name} yet` : `No ${name} left`;
  if (available === 0) return "Everything left is held";
  if (pacePerDay === null) return "Not enough use yet for a forecast";
  return (
    <>
      <span className="max-md:sr-only">At the current pace, </span>
      <span className="max-md:inline-block max-md:first-letter:uppercase">
        {runsOut ? `runs out ${runsOutDay(runsOut.date, today)}` : "lasts longer than a year"}
      </span>
    </>
  );
}

function summary({ balance, series, today }: BalanceChartProps): string {
  const { kind, runsOut } = balance;
  const reaches =
    frozenIn(balance.heldBy) > 0 ? "what is not frozen is used up" : "it reaches zero";
  const came = series.steps.map((step) => formatCredits(step.amount, kind)).join(", ");
  return [
    `Balance of the last 30 days. Today ${spokenCredits(balance.current, kind)}.`,
    came ? `Came in: ${came}.` : "",
    runsOut ? `At the pace of the last 14 days ${reaches} ${runsOutText(runsOut, today)}.` : "",
  ].join(" ");
}

const NothingDrawn = ({ kind }: { kind: Kind }) => (
  <div className="grid min-h-[204px] place-items-center rounded border border-border-strong border-dashed text-muted-foreground max-md:aspect-[358/142] max-md:min-h-0">
    <span className="flex items-center gap-2 px-4">
      <CreditMark kind={kind} />
      The last 30 days are drawn here once credits come in.
    </span>
  </div>
);
