import { CornerDownRight } from "lucide-react";
import { ALIGNED, cell, numbers } from "@/components/billing/receipt-cells";
import { CreditAmount } from "@/components/credits/credit-amount";
import { cn } from "@/components/ui/cn";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { type Reversal, reversalsOf } from "@/lib/billing/core/reversal";
import type { Receipt } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";
import { formatMoney } from "@/lib/credits/core/format";

type ReversalRowsProps = { receipt: Receipt; timeZone: string; linked: boolean };

/** Below a purchase, a row for everything that went back: refunds, including failed ones, and lost disputes. */
export const ReversalRows = ({ receipt, timeZone, linked }: ReversalRowsProps) =>
  reversalsOf(receipt).map((one) => (
    <ReversalRow
      key={one.id}
      reversal={one}
      kind={receipt.kind}
      currency={receipt.currency}
      timeZone={timeZone}
      linked={linked}
    />
  ));

type ReversalRowProps = {
  reversal: Reversal;
  kind: Kind;
  currency: string;
  timeZone: string;
  linked: boolean;
};

const WORDS: Record<Reversal["what"], string> = { refund: "Refund", dispute: "Lost dispute" };

function ReversalRow({ reversal, kind, currency, timeZone, linked }: ReversalRowProps) {
  const { what, state, credits, amountCents, at } = reversal;
  const failed = state === "failed";
  return (
    <tr className="break-inside-avoid text-foreground-2 max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-x-4 max-md:border-border max-md:border-b max-md:py-2 max-md:pl-5">
      <td className={`${cell} whitespace-nowrap tabular-nums max-md:order-3`}>
        <Time at={at} timeZone={timeZone} format="date" />
      </td>
      <td colSpan={3} className={`${cell} max-md:order-1`}>
        <span className="inline-flex flex-wrap items-center gap-x-1.5 gap-y-1">
          <CornerDownRight aria-hidden className="size-3.5 text-muted-foreground" />
          {WORDS[what]}
          {state === "pending" ? <Tag>On its way</Tag> : null}
          {failed ? <Tag tone="warning">Failed, nothing went back</Tag> : null}
        </span>
      </td>
      <td className={`${numbers} max-md:order-4`}>
        {failed ? null : (
          <CreditAmount amount={-credits} kind={kind} signed aligned className={ALIGNED} />
        )}
      </td>
      <td className={`${numbers} max-md:order-2`}>
        <span className={cn(failed && "text-muted-foreground line-through")}>
          {formatMoney(failed ? amountCents : -amountCents, currency)}
        </span>
      </td>
      {linked ? <td className={`${cell} max-md:hidden`} /> : null}
    </tr>
  );
}
