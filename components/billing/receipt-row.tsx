import { cardName } from "@/components/billing/card-name";
import { ALIGNED, cell, numbers } from "@/components/billing/receipt-cells";
import { RefundDialog } from "@/components/billing/refund-dialog";
import { CreditAmount } from "@/components/credits/credit-amount";
import { CreditMark } from "@/components/credits/credit-mark";
import { ExternalLink } from "@/components/ui/external-link";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { failureSentence } from "@/lib/billing/core/payment";
import type { ReceiptsData } from "@/lib/billing/types";
import { formatMoney, kindName } from "@/lib/credits/core/format";

type Row = ReceiptsData["receipts"][number];
type RowProps = {
  receipt: Row;
  data: ReceiptsData;
  /** At least one row of the table has a receipt or can be refunded, so there is a column for it. */
  linked: boolean;
};

/** One purchase. On a phone the cells go in pairs: what and how much, when and credits, who and with what. */
export function ReceiptRow({ receipt, data, linked }: RowProps) {
  const { kind } = receipt;
  return (
    <tr className="break-inside-avoid max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-x-4 max-md:gap-y-0.5 max-md:border-border max-md:border-b max-md:py-3">
      <td
        className={`${cell} whitespace-nowrap tabular-nums max-md:order-3 max-md:text-foreground-2`}
      >
        <Time at={receipt.at} timeZone={data.timeZone} format="date" />
      </td>
      <td className={`${cell} max-md:order-1`}>
        <span className="inline-flex flex-wrap items-center gap-x-1.5 gap-y-1">
          <CreditMark kind={kind} label={kindName(kind)} />
          <span className="font-label">{receipt.packageName}</span>
          <State receipt={receipt} />
        </span>
      </td>
      <td className={`${cell} text-foreground-2 max-md:order-5 max-md:text-muted-foreground`}>
        {receipt.buyer}
      </td>
      <td
        className={`${cell} text-foreground-2 tabular-nums max-md:order-6 max-md:text-right max-md:text-muted-foreground`}
      >
        {method(receipt)}
      </td>
      <td className={`${numbers} max-md:order-4 max-md:text-foreground-2`}>
        <CreditAmount amount={receipt.credits} kind={kind} aligned className={ALIGNED} />
      </td>
      <td className={`${numbers} max-md:order-2`}>
        <Amounts receipt={receipt} />
      </td>
      {linked ? (
        <td className={`${cell} text-right max-md:order-7 max-md:col-span-2 max-md:empty:hidden`}>
          {hasLinks(receipt, data) ? <Links receipt={receipt} data={data} /> : null}
        </td>
      ) : null}
    </tr>
  );
}

function Amounts({ receipt }: { receipt: Row }) {
  const { currency, taxCents, discountCents, priceCents } = receipt;
  return (
    <Lines>
      <span className="font-label">
        {formatMoney(receipt.amountPaidCents ?? receipt.priceCents, currency)}
      </span>
      {discountCents ? (
        <>
          <Part>{formatMoney(priceCents, currency)} price</Part>
          <Part>{formatMoney(-discountCents, currency)} discount</Part>
        </>
      ) : null}
      {taxCents ? <Part>{formatMoney(taxCents, currency)} tax</Part> : null}
    </Lines>
  );
}

/** A part of the sum. */
const Part = ({ children }: { children: React.ReactNode }) => (
  <span className="text-muted-foreground text-xs">{children}</span>
);

const Lines = ({ children }: { children: React.ReactNode }) => (
  <span className="flex flex-col">{children}</span>
);

function State({ receipt }: { receipt: Row }) {
  if (receipt.state === "processing") return <Tag tone="warning">Confirming</Tag>;
  if (receipt.state === "failed") {
    return (
      <>
        <Tag tone="critical">Failed</Tag>
        <span className="text-muted-foreground text-xs">
          {failureSentence(receipt.failure ?? "")}
        </span>
      </>
    );
  }
  const whole = receipt.refundedCents === receipt.amountPaidCents;
  return (
    <>
      {receipt.dispute === "open" ? <Tag tone="warning">Disputed, credits frozen</Tag> : null}
      {receipt.dispute === "lost" ? <Tag tone="critical">Dispute lost</Tag> : null}
      {receipt.dispute === "won" ? <Tag>Dispute won</Tag> : null}
      {receipt.underWayCents > 0 ? (
        <>
          <Tag>Refund on its way</Tag>
          <span className="text-muted-foreground text-xs">
            Its credits are set aside until it is confirmed.
          </span>
        </>
      ) : null}
      {receipt.refundedCents > 0 ? <Tag>{whole ? "Refunded" : "Partly refunded"}</Tag> : null}
    </>
  );
}

const method = ({ cardBrand, cardLast4, amountPaidCents }: Row): string => {
  if (cardBrand && cardLast4) return `${cardName(cardBrand)} ${cardLast4}`;
  if (amountPaidCents === 0) return "Promotion";
  return amountPaidCents === null ? "" : "Bank debit";
};

/** There is a receipt, or something to refund. */
export const hasLinks = (receipt: Row, data: ReceiptsData): boolean =>
  receipt.receiptUrl !== null ||
  receipt.receiptNumber !== null ||
  (data.canRefund && receipt.refundableCents > 0);

function Links({ receipt, data }: Omit<RowProps, "linked">) {
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
      {receipt.receiptUrl ? (
        <ExternalLink href={receipt.receiptUrl} className="tabular-nums">
          {receipt.receiptNumber ?? "Receipt"}
        </ExternalLink>
      ) : (
        <span className="text-muted-foreground tabular-nums">{receipt.receiptNumber}</span>
      )}
      {data.canRefund && receipt.refundableCents > 0 ? (
        <RefundDialog receipt={receipt} workspace={data.workspace} />
      ) : null}
    </span>
  );
}
