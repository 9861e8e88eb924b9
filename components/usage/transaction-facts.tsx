import { ArrowRight, Info } from "lucide-react";
import type { ReactNode } from "react";
import { cardName } from "@/components/billing/card-name";
import { CopyButton } from "@/components/ui/copy-button";
import { ExternalLink } from "@/components/ui/external-link";
import { Link } from "@/components/ui/link";
import { billingPath, historyHref } from "@/components/usage/history-address";
import type { OpenRow } from "@/components/usage/open-row";
import { TransactionLink } from "@/components/usage/transaction-link";
import type { EntryPayment } from "@/lib/billing/types";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import { formatCredits, formatMoney, formatRange, formatSigned } from "@/lib/credits/core/format";
import { dayLabel, dayOf, momentLabel } from "@/lib/usage/core/calendar";
import { boughtWords } from "@/lib/usage/core/lots";
import type { Explained } from "@/lib/usage/core/why";
import type { History, OpenEntry, Transaction } from "@/lib/usage/types";

/** What a cheaper way would have cost: a quiet hint for next time. */
export function CheaperNote({ entry: { transaction, explained } }: { entry: OpenEntry }) {
  const { cheaper } = explained;
  if (!cheaper) return null;
  const { quantity, tier, amount } = cheaper;
  return (
    <p className="mb-5 flex items-start gap-2 rounded bg-sunken px-3 py-2.5 text-foreground-2 text-xs tabular-nums">
      <Info aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      The same {quantity === 1 ? "message" : `${quantity} messages`} on the {tier} tier would have
      cost about {formatCredits(amount, transaction.kind)}.
    </p>
  );
}

type FactsProps = OpenRow & { history: History };

/** Everything else that is known about a row, one fact a line. A fact that does not apply has no line. */
export function TransactionFacts({ entry, payment, history }: FactsProps) {
  const { transaction, explained } = entry;
  const { kind } = transaction;
  const { quoted, held, owed, takenFrom, why, campaign, corrects, refunds } = explained;
  const lots = lotsLabel(transaction);
  return (
    <dl className="tabular-nums">
      {payment ? <Payment payment={payment} workspace={history.workspace} /> : null}
      {quoted ? <Fact label="Quoted before the run">{quoteText(quoted, kind)}</Fact> : null}
      {held ? (
        <Fact label="Held">
          {formatCredits(held.amount, kind)}, returned {formatCredits(held.returned, kind)}
        </Fact>
      ) : null}
      {lots && takenFrom.length > 0 ? (
        <Fact label={lots}>
          <LotNames lots={takenFrom} kind={kind} history={history} />
        </Fact>
      ) : null}
      {transaction.amount > 0 && takenFrom[0]?.expiresAt ? (
        <Fact label="Valid until">
          {dayLabel(dayOf(new Date(takenFrom[0].expiresAt), history.timeZone))}
        </Fact>
      ) : null}
      {owed > 0 ? <Fact label="Owed, as it was spent">{formatCredits(owed, kind)}</Fact> : null}
      <Fact label="Balance">
        <span className="inline-flex items-center gap-1.5">
          {formatCredits(explained.balanceBefore, kind)}
          <ArrowRight aria-hidden className="size-3 text-muted-foreground" />
          <span className="sr-only">to</span>
          {formatCredits(transaction.balanceAfter, kind)}
        </span>
      </Fact>
      {why.facts.map(({ label, value }) => (
        <Fact key={label} label={label}>
          {value}
        </Fact>
      ))}
      {campaign ? (
        <Fact label="Campaign">
          <HistoryLink history={history} to={{ campaign: campaign.id }}>
            {campaign.name}
          </HistoryLink>
        </Fact>
      ) : null}
      {corrects ? (
        <Fact label="Refund of">
          <TransactionLink {...history} id={corrects.id} className="link tap">
            {corrects.label}, {momentLabel(new Date(corrects.at), history.timeZone, history.today)}
          </TransactionLink>
        </Fact>
      ) : null}
      {refunds.map((refund) => (
        <Fact key={refund.id} label="Refunded">
          <TransactionLink {...history} id={refund.id} className="link tap">
            {formatSigned(refund.amount, kind)},{" "}
            {momentLabel(new Date(refund.at), history.timeZone, history.today)}
          </TransactionLink>
        </Fact>
      ))}
      {explained.run ? (
        <Fact label="Everything in this run">
          <HistoryLink history={history} to={{ run: explained.run.id }}>
            Run {explained.run.id.slice(-4).toUpperCase()}
          </HistoryLink>
          <CopyButton value={explained.run.id} label="Copy run id" className={INLINE_BUTTON} />
        </Fact>
      ) : null}
    </dl>
  );
}

/** How the lots of a row relate to it; null if they came in with it. */
function lotsLabel({ type, amount }: Transaction): string | null {
  if (type === "purchase" || type === "grant") return null;
  return amount < 0 || type === "charge" ? "Taken from" : "Back to";
}

type PaymentProps = { payment: EntryPayment; workspace: string };

/**
 * How a purchase was paid or what was paid back of it, and its receipt at the payment provider, where it is also
 * available as PDF.
 */
const Payment = ({ payment, workspace }: PaymentProps) => (
  <>
    {payment.reversal ? (
      <PaidBack {...payment.reversal} currency={payment.currency} />
    ) : (
      <Paid payment={payment} workspace={workspace} />
    )}
    <ReceiptFact {...payment} />
  </>
);

type PaidBackProps = NonNullable<EntryPayment["reversal"]> & { currency: string };

/** A refund that failed at the bank took credits back and paid nothing; another row returns them. */
function PaidBack({ what, state, amountCents, currency }: PaidBackProps) {
  const amount = formatMoney(amountCents, currency);
  const words = {
    done: amount,
    pending: `${amount}, on its way`,
    failed: `${amount} failed, nothing went back`,
  };
  return (
    <Fact label={what === "dispute" ? "Lost to a dispute" : "Money given back"}>
      {words[state]}
    </Fact>
  );
}

function Paid({ payment, workspace }: PaymentProps) {
  const { amountPaidCents, taxCents, refundedCents, currency, cardBrand, cardLast4 } = payment;
  return (
    <>
      <Fact label="Paid">
        {formatMoney(amountPaidCents, currency)}
        {cardBrand && cardLast4 ? `, ${cardName(cardBrand)} ${cardLast4}` : ""}
      </Fact>
      {taxCents ? <Fact label="Including tax">{formatMoney(taxCents, currency)}</Fact> : null}
      {refundedCents > 0 ? (
        <Fact label="Money given back">{formatMoney(refundedCents, currency)}</Fact>
      ) : null}
      {payment.disputed ? (
        <Fact label="Dispute">
          <Link href={`${billingPath(workspace)}/receipts`} className="link tap">
            Open, what is left is frozen
          </Link>
        </Fact>
      ) : null}
    </>
  );
}

function ReceiptFact({ receiptUrl, receiptNumber }: EntryPayment) {
  if (!receiptUrl && !receiptNumber) return null;
  return (
    <Fact label="Receipt">
      {receiptUrl ? (
        <ExternalLink href={receiptUrl} className="tap">
          {receiptNumber ?? "Open"}
        </ExternalLink>
      ) : (
        receiptNumber
      )}
      {receiptNumber ? (
        <CopyButton value={receiptNumber} label="Copy receipt number" className={INLINE_BUTTON} />
      ) : null}
    </Fact>
  );
}

/** A button in the line of a fact: vertically centred, and no higher than the line. */
const INLINE_BUTTON = "-my-1.5 -mr-2 align-middle max-md:-my-3";

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex justify-between gap-3 border-grid border-t py-[7px] max-md:has-[a]:min-h-11 max-md:has-[a]:items-center">
    <dt className="shrink-0 text-muted-foreground max-[479px]:shrink">{label}</dt>
    <dd className="min-w-0 text-right [overflow-wrap:anywhere]">{children}</dd>
  </div>
);

const HistoryLink = ({
  history,
  to,
  children,
}: {
  history: History;
  to: Parameters<typeof historyHref>[1];
  children: ReactNode;
}) => (
  <Link
    href={historyHref(history.workspace, to)}
    scroll={false}
    prefetch={false}
    className="link tap"
  >
    {children}
  </Link>
);

const quoteText = ({ min, max }: { min: Credits | null; max: Credits }, kind: Kind): string =>
  min === null ? `up to ${formatCredits(max, kind)}` : formatRange(min, max, kind);

function LotNames({
  lots,
  kind,
  history,
}: {
  lots: Explained["takenFrom"];
  kind: Kind;
  history: History;
}) {
  const several = lots.length > 1;
  return lots.map((lot) => {
    const name = `${lot.label} ${boughtWords(lot, kind)}, ${dayLabel(dayOf(new Date(lot.createdAt), history.timeZone), history.today)}`;
    return (
      <span key={lot.id} className="block">
        {lot.cameIn ? (
          <TransactionLink {...history} id={lot.cameIn} className={several ? "link" : "link tap"}>
            {name}
          </TransactionLink>
        ) : (
          name
        )}
        {several ? `: ${formatCredits(lot.amount, kind)}` : ""}
      </span>
    );
  });
}
