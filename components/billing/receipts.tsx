import { Receipt as ReceiptIcon } from "lucide-react";
import { Fragment } from "react";
import { PrintButton } from "@/components/billing/print-button";
import { hasLinks, ReceiptRow } from "@/components/billing/receipt-row";
import { RefundWatch } from "@/components/billing/refund-watch";
import { ReversalRows } from "@/components/billing/reversal-row";
import { CrumbName } from "@/components/shell/crumbs";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import type { ReceiptsData } from "@/lib/billing/types";
import { formatMoney } from "@/lib/credits/core/format";
import { isolated } from "@/lib/identity/core/isolated";

/** What was bought in a year: paid, in progress and failed, with Stripe's receipts. Made to be printed. */
export function Receipts({ data }: { data: ReceiptsData }) {
  const { year, workspaceName, receipts } = data;
  return (
    <>
      <CrumbName>Receipts</CrumbName>
      <PageHeader
        title="Receipts"
        description={`Purchases of ${isolated(workspaceName)} in ${year}.`}
        actions={receipts.length > 0 ? <PrintButton /> : null}
      />
      <Years data={data} />
      {receipts.some(({ underWayCents }) => underWayCents > 0) ? <RefundWatch /> : null}
      {receipts.length === 0 ? <NoReceipts data={data} /> : <ReceiptTable data={data} />}
    </>
  );
}

function Years({ data: { years, year, workspace } }: { data: ReceiptsData }) {
  if (years.length < 2) return null;
  return (
    <nav aria-label="Year" className="mb-4 flex flex-wrap gap-1 print:hidden">
      {years.map((one) => (
        <Button key={one} asChild size="sm" variant={one === year ? "outline" : "ghost"}>
          <Link
            href={`/${workspace}/settings/billing/receipts?year=${one}`}
            aria-current={one === year ? "page" : undefined}
            className="tabular-nums"
          >
            {one}
          </Link>
        </Button>
      ))}
    </nav>
  );
}

function NoReceipts({ data: { year, workspace } }: { data: ReceiptsData }) {
  return (
    <Empty
      title={`No purchases in ${year}`}
      action={
        <Button asChild size="sm">
          <Link href={`/${workspace}/settings/billing`}>
            <ReceiptIcon aria-hidden className="size-3.5" />
            Go to Billing
          </Link>
        </Button>
      }
    >
      Receipts appear here once credits were bought.
    </Empty>
  );
}

function ReceiptTable({ data }: { data: ReceiptsData }) {
  const linked = data.receipts.some((receipt) => hasLinks(receipt, data));
  return (
    <div className="overflow-x-auto print:overflow-visible">
      <table className="w-full border-collapse text-sm max-md:block">
        <caption className="sr-only">Purchases in {data.year}</caption>
        <thead className="max-md:hidden">
          <tr className="border-border border-b text-left text-muted-foreground text-xs [&>th]:h-8 [&>th]:whitespace-nowrap [&>th]:pr-4 [&>th:last-child]:pr-0 [&>th]:font-medium">
            <th scope="col">Date</th>
            <th scope="col">Package</th>
            <th scope="col">By</th>
            <th scope="col">Paid with</th>
            <th scope="col" className="text-right">
              Credits
            </th>
            <th scope="col" className="text-right">
              Amount
            </th>
            {linked ? (
              <th scope="col" className="text-right">
                Receipt
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {data.receipts.map((receipt) => (
            <Fragment key={receipt.id}>
              <ReceiptRow receipt={receipt} data={data} linked={linked} />
              <ReversalRows receipt={receipt} timeZone={data.timeZone} linked={linked} />
            </Fragment>
          ))}
        </tbody>
        <Totals data={data} linked={linked} />
      </table>
    </div>
  );
}

/** One line for each currency, because a sum across currencies would mean nothing. */
function Totals({ data: { receipts, year }, linked }: { data: ReceiptsData; linked: boolean }) {
  const paid = receipts.filter(({ amountPaidCents }) => amountPaidCents !== null);
  const currencies = [...new Set(paid.map(({ currency }) => currency))];
  const sum = (currency: string) =>
    paid
      .filter((one) => one.currency === currency)
      .reduce((total, one) => total + netPaidCents(one), 0);
  const less = paid.some(({ lost }) => lost.length > 0) ? "refunds and lost disputes" : "refunds";
  return (
    <tfoot className="max-md:block">
      {currencies.map((currency) => (
        <tr key={currency} className="h-11 font-semibold max-md:flex max-md:items-center">
          <th scope="row" colSpan={5} className="text-left max-md:flex-1">
            Paid in {year}, less {less}
          </th>
          <td className={cn("text-right tabular-nums max-md:pr-0", linked && "pr-4")}>
            {formatMoney(sum(currency), currency)}
          </td>
          {linked ? <td className="max-md:hidden" /> : null}
        </tr>
      ))}
    </tfoot>
  );
}

/** What was paid and did not go back, neither by a refund nor by a lost dispute. */
const netPaidCents = ({
  amountPaidCents,
  refundedCents,
  lost,
}: ReceiptsData["receipts"][number]): number =>
  (amountPaidCents ?? 0) -
  refundedCents -
  lost.reduce((total, { amountCents }) => total + amountCents, 0);
