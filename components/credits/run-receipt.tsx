import Link from "next/link";
import type { ReactNode } from "react";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import { formatCredits, formatRange } from "@/lib/credits/core/format";

type RunReceiptProps = {
  kind: Kind;
  quoted: { min: Credits; likely: Credits; max: Credits };
  held: Credits;
  charged: Credits;
  returned: Credits;
  /** It ran to its end: only then does the estimate of the whole say anything about the charge. */
  complete?: boolean;
  /** The rows of the history that this run wrote. */
  historyHref?: string;
};

/** What was quoted, held, charged and returned, in the same order as before the run. */
export function RunReceipt({
  kind,
  quoted,
  held,
  charged,
  returned,
  complete = true,
  historyHref,
}: RunReceiptProps) {
  return (
    <div className="tabular-nums">
      <dl>
        <Line label="Quoted before the run">{formatRange(quoted.min, quoted.max, kind)}</Line>
        <Line label="Held">{formatCredits(held, kind)}</Line>
        <Line label="Charged">
          <b className="font-semibold">{formatCredits(charged, kind)}</b>
        </Line>
        <Line label="Returned">{formatCredits(returned, kind)}</Line>
      </dl>
      <p className="mt-2 flex flex-wrap justify-between gap-x-4 text-muted-foreground text-xs">
        <span>{complete ? difference(charged, quoted.likely, kind) : null}</span>
        {historyHref ? (
          <Link className="link" href={historyHref}>
            View transactions
          </Link>
        ) : null}
      </p>
    </div>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-3 border-grid border-t py-[7px] first:border-t-0">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="text-right font-medium">{children}</dd>
    </div>
  );
}

function difference(charged: number, likely: number, kind: Kind): string {
  if (charged === likely) return "As estimated.";
  const gap = formatCredits(Math.abs(charged - likely), kind);
  return `${gap} ${charged < likely ? "below" : "above"} the estimate.`;
}
