import type { BalanceChartProps } from "@/components/usage/balance-chart-props";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCompact, formatCredits, formatSigned } from "@/lib/credits/core/format";
import { dayLabel, dayOf } from "@/lib/usage/core/calendar";
import { type BalanceChart, type Frame, TICK_GAP } from "@/lib/usage/core/series";

type DrawingProps = BalanceChartProps & { chart: BalanceChart; frame: Frame };

/** The balance chart as laid out: plain SVG from the server, without script. */
export function BalanceDrawing(props: DrawingProps) {
  const { chart, frame, balance } = props;
  const ink = balance.kind === "ai" ? "var(--credit-ai)" : "var(--credit-lead)";
  const fill = `balance-fill-${balance.kind}-${frame.width}`;
  return (
    <svg
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      className="block w-full overflow-visible tabular-nums"
      aria-hidden
      data-bar
    >
      <defs>
        <linearGradient id={fill} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor={ink} stopOpacity=".14" />
          <stop offset="1" stopColor={ink} stopOpacity=".015" />
        </linearGradient>
      </defs>
      <Axis {...props} />
      <path d={chart.area} fill={`url(#${fill})`} />
      <path d={chart.line} fill="none" stroke={ink} strokeWidth="1.75" strokeLinejoin="round" />
      <ForecastCone {...props} />
      <Steps {...props} ink={ink} />
      <line
        x1={chart.today.x}
        x2={chart.today.x}
        y1={frame.top}
        y2={chart.start.y}
        stroke="var(--border-strong)"
      />
      <circle
        cx={chart.today.x}
        cy={chart.today.y}
        r="4"
        fill={ink}
        stroke="var(--background)"
        strokeWidth="2"
      />
      <Dates {...props} />
    </svg>
  );
}

const LABEL = { fontSize: 12, fill: "var(--muted-foreground)" } as const;

function Axis({ chart, frame, balance, lowBelow }: DrawingProps) {
  const right = frame.width - frame.right;
  return (
    <>
      {chart.ticks.map(({ value, label, y }) => (
        <g key={value}>
          <line
            x1={chart.left}
            x2={right}
            y1={y}
            y2={y}
            stroke={value === 0 ? "var(--border-strong)" : "var(--grid)"}
          />
          <text x={chart.left - TICK_GAP} y={y + 4} textAnchor="end" {...LABEL}>
            {label}
          </text>
        </g>
      ))}
      {chart.thresholdY === null ? null : (
        <>
          <line
            x1={chart.left}
            x2={right}
            y1={chart.thresholdY}
            y2={chart.thresholdY}
            stroke="var(--warning)"
            strokeDasharray="2 3"
          />
          <text
            x={chart.today.x + 6}
            y={chart.thresholdY + 13}
            fontSize={12}
            fill="var(--warning-ink)"
          >
            Low, {formatCredits(lowBelow, balance.kind).replace(/\.00$/, "")}
          </text>
        </>
      )}
    </>
  );
}

function ForecastCone({ chart: { forecast, today } }: DrawingProps) {
  if (!forecast) return null;
  return (
    <>
      <path d={forecast.cone} fill="var(--foreground)" opacity=".055" />
      <path
        d={`M${today.x} ${today.y}L${forecast.end.x} ${forecast.end.y}`}
        stroke="var(--foreground-2)"
        strokeWidth="1.5"
        strokeDasharray="3 3"
        fill="none"
      />
      {forecast.isReached ? (
        <circle
          cx={forecast.end.x}
          cy={forecast.end.y}
          r="3"
          fill="var(--background)"
          stroke="var(--foreground-2)"
          strokeWidth="1.5"
        />
      ) : null}
    </>
  );
}

/** "+550", shortened if it is long: whoever points at it sees it in full. */
const stepLabel = (amount: number, kind: Kind): string =>
  amount < 100_000_000
    ? formatSigned(amount, kind).replace(/\.00$/, "")
    : `+${formatCompact(amount, kind)}`;

/** All of them as two paths: a month of a busy workspace has a hundred, and there are two drawings. */
const Steps = ({ chart, balance, ink }: DrawingProps & { ink: string }) => (
  <>
    <g fill="var(--background)" stroke={ink} strokeWidth="1.75">
      <path d={chart.steps.map(riser).join("")} />
      <path d={chart.steps.map(dot).join("")} />
    </g>
    {chart.steps
      .filter(({ labelled }) => labelled)
      .map((step) => {
        const label = stepLabel(step.amount, balance.kind);
        const onLeft = step.x - chart.left > label.length * 7 + 12;
        return (
          <text
            key={step.id}
            x={onLeft ? step.x - 7 : step.x + 7}
            y={onLeft ? step.y + 4 : step.y - 5}
            textAnchor={onLeft ? "end" : "start"}
            fontSize={12}
            fontWeight={550}
            fill="var(--foreground)"
            // The line of the threshold ends beside it, and does not strike it out.
            stroke="var(--background)"
            strokeWidth="4"
            paintOrder="stroke"
          >
            {label}
          </text>
        );
      })}
  </>
);

type Step = BalanceChart["steps"][number];

const riser = ({ x, y, from }: Step): string => `M${x} ${from}V${y}`;

/** A circle of radius 3. */
const dot = ({ x, y }: Step): string => `M${x} ${y}m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0`;

/** Room for "16 Nov", even if a reader has widened the letter spacing. */
const LABEL_WIDTH = 50;

/** The first day, today, the day it runs out, and the purchases in between, as far as the labels do not touch. */
function Dates({ chart, frame, balance, timeZone, today, series }: DrawingProps) {
  const now = Date.parse(balance.asOf);
  const marks: { x: number; label: string; anchor: "start" | "middle" }[] = [
    { x: chart.today.x, label: "Today", anchor: "middle" },
  ];
  const middleOf = ({ x, anchor }: { x: number; anchor: string }) =>
    anchor === "start" ? x + LABEL_WIDTH / 2 : x;
  const add = (x: number, label: string, anchor: "start" | "middle" = "middle") => {
    const middle = middleOf({ x, anchor });
    const clear = marks.every((mark) => Math.abs(middleOf(mark) - middle) > LABEL_WIDTH + 6);
    if (clear && x < frame.width - 20) marks.push({ x, label, anchor });
  };
  if (chart.forecast?.isReached && balance.runsOut) {
    add(chart.forecast.end.x, dayLabel(balance.runsOut.date, today));
  }
  const { start } = chart;
  add(start.x + 1, dayLabel(dayOf(new Date(start.at), timeZone), today), "start");
  for (const step of series.steps) {
    add(chart.xOf(Date.parse(step.at)), dayLabel(dayOf(new Date(step.at), timeZone), today));
  }
  for (const days of [10, 20]) {
    const at = now - days * 86_400_000;
    if (at > start.at) {
      add(chart.xOf(at), dayLabel(dayOf(new Date(at), timeZone), today));
    }
  }
  return marks.map(({ x, label, anchor }) => (
    <text key={label} x={x} y={frame.height - 4} textAnchor={anchor} {...LABEL}>
      {label}
    </text>
  ));
}
