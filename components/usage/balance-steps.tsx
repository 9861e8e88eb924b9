import type { BalanceChartProps } from "@/components/usage/balance-chart-props";
import { TransactionLink } from "@/components/usage/transaction-link";
import { formatSigned, spokenSigned } from "@/lib/credits/core/format";
import { momentLabel } from "@/lib/usage/core/calendar";
import type { BalanceChart, Frame } from "@/lib/usage/core/series";

const TYPES = { purchase: "Purchase", grant: "Grant" } as const;

/** Over the drawing, on each step with enough room: a link to how these credits came in, with its receipt. */
export const BalanceSteps = ({
  chart,
  frame,
  balance: { kind },
  workspace,
  view,
  timeZone,
  today,
}: BalanceChartProps & { chart: BalanceChart; frame: Frame }) =>
  chart.steps
    .filter(({ linked }) => linked)
    .map(({ id, x, y, at, type, amount }) => {
      const when = momentLabel(new Date(at), timeZone, today);
      return (
        <TransactionLink
          key={id}
          workspace={workspace}
          view={view}
          id={id}
          aria-label={`${TYPES[type]}, ${spokenSigned(amount, kind)}, ${when}`}
          title={`${TYPES[type]} ${formatSigned(amount, kind)}, ${when}`}
          className="absolute size-6 -translate-x-1/2 -translate-y-1/2 rounded-full hover:bg-hover max-md:after:absolute max-md:after:-inset-2.5"
          style={{ left: `${(x / frame.width) * 100}%`, top: `${(y / frame.height) * 100}%` }}
        />
      );
    });
