import { TryNow } from "@/components/billing/try-now";
import { CreditMark } from "@/components/credits/credit-mark";
import { Empty } from "@/components/ui/empty";
import { Tag } from "@/components/ui/tag";
import { formatTime, Time } from "@/components/ui/time";
import { isDeclined } from "@/lib/billing/core/top-up";
import { topUpStateSentence } from "@/lib/billing/core/top-up-words";
import type { TopUpLine } from "@/lib/billing/types";
import { formatMoney, kindName } from "@/lib/credits/core/format";

type TopUpLinesProps = { workspace: string; lines: TopUpLine[]; timeZone: string };

/** The latest automatic top-ups with their states, and a button to retry a declined one. For those who may buy. */
export function TopUpLines({ workspace, lines, timeZone }: TopUpLinesProps) {
  if (lines.length === 0) {
    return (
      <Empty title="Nothing was bought yet">
        A top-up is listed here when the balance falls below the amount that was set.
      </Empty>
    );
  }
  return (
    <ul className="divide-y divide-grid border-grid border-b">
      {lines.map((line) => (
        <Line key={line.id} {...{ workspace, line, timeZone }} />
      ))}
    </ul>
  );
}

type LineProps = Omit<TopUpLinesProps, "lines"> & { line: TopUpLine };

function Line({ workspace, line, timeZone }: LineProps) {
  const { kind, state, packageName, amountCents, currency, nextTryAt } = line;
  const nextTry = nextTryAt && formatTime(nextTryAt, timeZone, "minute");
  return (
    <li tabIndex={-1} className="flex items-start justify-between gap-4 py-3 text-sm">
      <div className="flex min-w-0 gap-2">
        <CreditMark kind={kind} label={kindName(kind)} size={14} className="mt-[3px]" />
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 font-label">
            {packageName || "Auto top-up"}
            <State line={line} />
          </p>
          <p className="text-foreground-2 tabular-nums">
            {topUpStateSentence({ ...line, nextTry })}
          </p>
          <Time at={line.at} timeZone={timeZone} className="text-muted-foreground tabular-nums" />
        </div>
      </div>
      {amountCents !== null && (state === "paid" || state === "charged") ? (
        <span className="font-medium tabular-nums">{formatMoney(amountCents, currency)}</span>
      ) : null}
      {isDeclined(line) ? (
        <TryNow workspace={workspace} topUpId={line.id} packageName={packageName} />
      ) : null}
    </li>
  );
}

function State({ line: { state, failure } }: { line: TopUpLine }) {
  if (state === "paid") return <Tag tone="positive">Paid</Tag>;
  if (state === "failed") return <Tag tone="critical">Failed</Tag>;
  if (state === "waiting" && failure) return <Tag tone="warning">Waiting</Tag>;
  return <Tag>Under way</Tag>;
}
