import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import { formatCredits, formatRange } from "@/lib/credits/core/format";
import { differenceWords } from "@/lib/credits/core/run-words";

type Quoted = { min: Credits; likely: Credits; max: Credits };

type RunReceiptProps = {
  kind: Kind;
  /** What was quoted or, for a hold without a quote, the most that it could cost. */
  quoted: Quoted | { atMost: Credits };
  /** Left out if the line before already says it. */
  held: Credits | null;
  charged: Credits;
  returned: Credits;
  /** The outcome in words, if it did not simply run to its end. */
  words?: string;
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
  words = "atMost" in quoted ? "" : differenceWords(charged, quoted.likely, kind),
  historyHref,
}: RunReceiptProps) {
  return (
    <div className="tabular-nums">
      <dl>
        {"atMost" in quoted ? (
          <Line label="Held, at most">{formatCredits(quoted.atMost, kind)}</Line>
        ) : (
          <QuotedLine quoted={quoted} kind={kind} />
        )}
        {held === null ? null : (
          <Line label={"atMost" in quoted ? "Held now" : "Held"}>{formatCredits(held, kind)}</Line>
        )}
        <Line label="Charged">
          <b className="font-semibold">{formatCredits(charged, kind)}</b>
        </Line>
        <Line label="Returned">{formatCredits(returned, kind)}</Line>
      </dl>
      <p className="mt-2 flex flex-wrap justify-between gap-x-4 text-muted-foreground text-xs">
        <span>{words}</span>
        {historyHref ? (
          <Link className="link tap" href={historyHref}>
            View transactions
          </Link>
        ) : null}
      </p>
    </div>
  );
}

const QuotedLine = ({ quoted: { min, likely, max }, kind }: { quoted: Quoted; kind: Kind }) => (
  <Line label="Quoted before the run">
    {formatRange(min, max, kind)}
    {min < max ? (
      <span className="block font-normal text-muted-foreground text-xs">
        most likely {formatCredits(likely, kind)}
      </span>
    ) : null}
  </Line>
);

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-3 border-grid border-t py-[7px] first:border-t-0">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="text-right font-medium">{children}</dd>
    </div>
  );
}
