"use client";
import { ArrowRight, Check, CircleAlert, Clock } from "lucide-react";
import type { ReactNode } from "react";
import { useWatch } from "@/components/billing/use-watch";
import { CreditMark } from "@/components/credits/credit-mark";
import { useLive } from "@/components/credits/live-workspace";
import { CrumbName } from "@/components/shell/crumbs";
import { Button } from "@/components/ui/button";
import { ExternalLink } from "@/components/ui/external-link";
import { Link } from "@/components/ui/link";
import { Spinner } from "@/components/ui/spinner";
import { formatTime } from "@/components/ui/time";
import { failureSentence } from "@/lib/billing/core/payment";
import type { CheckoutReturnData } from "@/lib/billing/types";
import { entryId } from "@/lib/credits/core/balance";
import { formatCredits, formatMoney } from "@/lib/credits/core/format";
import type { RunState } from "@/lib/credits/core/run";

/** The page to which the checkout returns. It watches until the credits are there, and fulfils nothing itself. */
export function CheckoutReturn({ data }: { data: CheckoutReturnData }) {
  const waiting = data.state === "processing" || data.state === "confirming";
  const { late } = useWatch(waiting);
  return (
    <section aria-live="polite" aria-labelledby="return-heading" className="grid gap-5 text-base">
      <CrumbName>Purchase</CrumbName>
      <Message data={data} late={late} />
    </section>
  );
}

function Message({ data, late }: { data: CheckoutReturnData; late: boolean }) {
  switch (data.state) {
    case "complete":
      return <Complete data={data} />;
    case "confirming":
      return <Confirming data={data} />;
    case "failed":
      return <Failed data={data} />;
    case "expired":
    case "closed":
      return <Closed data={data} />;
    case "processing":
      return late ? <Delayed data={data} /> : <Processing data={data} />;
  }
}

type HeadingProps = { icon: ReactNode; title: string; children: ReactNode };

function Heading({ icon, title, children }: HeadingProps) {
  return (
    <div className="grid gap-2">
      <span className="mb-1 flex [&_svg]:size-6">{icon}</span>
      <h1 id="return-heading">{title}</h1>
      <div className="text-foreground-2 tabular-nums">{children}</div>
    </div>
  );
}

function Processing({ data }: { data: CheckoutReturnData }) {
  return (
    <>
      <Heading icon={<Spinner className="size-6" />} title="Payment received. Adding credits.">
        <p>This page changes by itself. It usually takes a few seconds. You can leave this page.</p>
      </Heading>
      <div className="flex">
        <BackButton path={data.purchase.returnPath} />
      </div>
    </>
  );
}

function Delayed({ data }: { data: CheckoutReturnData }) {
  return (
    <>
      <Heading icon={<Clock aria-hidden />} title="This is taking longer than usual">
        <p>
          Payment received. Credits usually arrive within a minute. You can leave this page: they
          are added as soon as the payment is confirmed, and the balance shows it.
        </p>
      </Heading>
      <Actions data={data} />
    </>
  );
}

function Confirming({ data }: { data: CheckoutReturnData }) {
  return (
    <>
      <Heading icon={<Clock aria-hidden />} title="The bank is confirming the payment">
        <p>
          Credits are added when it does. With a bank debit this can take some days. You can leave
          this page.
        </p>
      </Heading>
      <Actions data={data} />
    </>
  );
}

function Failed({ data }: { data: CheckoutReturnData }) {
  const { purchase, workspace } = data;
  return (
    <>
      <Heading
        icon={<CircleAlert aria-hidden className="text-critical-ink" />}
        title="The payment failed"
      >
        <p>{failureSentence(purchase.failure ?? "")} Nothing was charged.</p>
      </Heading>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary" size="lg">
          <Link href={retryPath(workspace, purchase)}>Try again</Link>
        </Button>
        <BackButton path={purchase.returnPath} />
      </div>
    </>
  );
}

function Closed({ data }: { data: CheckoutReturnData }) {
  const { purchase, workspace, state } = data;
  return (
    <>
      <Heading icon={<Clock aria-hidden />} title="Checkout was closed">
        <p>
          {state === "expired" ? "It was left open too long. " : ""}
          Nothing was charged.
        </p>
      </Heading>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary" size="lg">
          <Link href={retryPath(workspace, purchase)}>Choose again</Link>
        </Button>
        <BackButton path={purchase.returnPath} />
      </div>
    </>
  );
}

function Complete({ data }: { data: CheckoutReturnData }) {
  const { purchase, settled, timeZone, validUntil } = data;
  const added = formatCredits(purchase.credits, "lead");
  const kind = purchase.kind === "lead" ? "lead " : "";
  const until = formatTime(validUntil, timeZone, "date");
  const came = purchase.balanceAfter ?? 0;
  const now = useBalanceSince(purchase);
  return (
    <>
      <Heading
        icon={<Check aria-hidden className="text-positive-ink" />}
        title={`${added} ${kind}credits added`}
      >
        <p>
          {settled > 0 ? `${formatCredits(settled, purchase.kind)} settled a debt. ` : null}
          Your balance {now === null ? "is" : "came to"} {formatCredits(came, purchase.kind)}.
          {settled < purchase.credits ? ` They are valid until ${until}.` : null}
          {now === null ? null : ` By now your balance is ${formatCredits(now, purchase.kind)}.`}
        </p>
      </Heading>
      <Facts data={data} />
      <Actions data={data} />
    </>
  );
}

/** The present balance, as the badge shows it; null if nothing moved since the purchase. */
function useBalanceSince({ kind, balanceAfter, entrySeq }: CheckoutReturnData["purchase"]) {
  const balance = useLive().balances?.[kind];
  // What the page heard before the purchase came in is older, not newer.
  const moved = balance && balance.version > (entrySeq ?? 0) && balance.current !== balanceAfter;
  return moved ? balance.current : null;
}

function Facts({ data: { purchase, settled, workspace } }: { data: CheckoutReturnData }) {
  const { kind, balanceAfter, credits, amountPaidCents, taxCents, currency } = purchase;
  const before = Math.max(0, (balanceAfter ?? 0) + settled - credits);
  return (
    <dl className="grid border-border border-t text-sm tabular-nums [&>div]:flex [&>div]:min-h-10 [&>div]:items-center [&>div]:justify-between [&>div]:gap-4 [&>div]:border-border [&>div]:border-b [&_dd]:font-label [&_dt]:text-foreground-2">
      <div>
        <dt className="flex items-center gap-1.5">
          <CreditMark kind={kind} />
          Balance
        </dt>
        <dd className="flex items-center gap-1">
          <span className="font-normal text-muted-foreground">{formatCredits(before, kind)}</span>
          <ArrowRight aria-label="became" role="img" className="size-3 text-muted-foreground" />
          {formatCredits(balanceAfter ?? 0, kind)}
        </dd>
      </div>
      {settled > 0 ? (
        <div>
          <dt>Settled a debt</dt>
          <dd>{formatCredits(settled, kind)}</dd>
        </div>
      ) : null}
      <div>
        <dt>Paid</dt>
        <dd>{formatMoney(amountPaidCents ?? 0, currency)}</dd>
      </div>
      {taxCents ? (
        <div>
          <dt>Including tax</dt>
          <dd>{formatMoney(taxCents, currency)}</dd>
        </div>
      ) : null}
      <Receipt purchase={purchase} workspace={workspace} />
    </dl>
  );
}

function Receipt({ purchase, workspace }: Pick<CheckoutReturnData, "purchase" | "workspace">) {
  const { kind, entrySeq, receiptNumber, receiptUrl } = purchase;
  if (!receiptUrl && !receiptNumber && !entrySeq) return null;
  return (
    <div>
      <dt>Receipt</dt>
      <dd className="flex gap-3">
        {receiptUrl ? (
          <ExternalLink href={receiptUrl}>{receiptNumber ?? "Open receipt"}</ExternalLink>
        ) : (
          receiptNumber
        )}
        {entrySeq ? (
          <Link
            className="link"
            href={`/${workspace}/settings/billing?tx=${entryId(kind, entrySeq)}`}
          >
            Transaction
          </Link>
        ) : null}
      </dd>
    </div>
  );
}

const ENDED: ReadonlySet<RunState> = new Set(["done", "stopped", "failed"]);

/** On to the operation that was waiting, or to its result by now; otherwise back to where the buyer was. */
function Actions({ data: { run, purchase, workspace } }: { data: CheckoutReturnData }) {
  return (
    <div className="flex flex-wrap gap-2">
      {run ? (
        <Button asChild variant="primary" size="lg">
          <Link href={`/${workspace}/activity/${run.id}`}>
            {ENDED.has(run.state) ? "See what it came to" : "Continue"}: {run.subject}
          </Link>
        </Button>
      ) : null}
      <BackButton path={purchase.returnPath} primary={!run} />
    </div>
  );
}

function BackButton({ path, primary = false }: { path: string; primary?: boolean }) {
  const label = /\/settings\/billing(\?|$)/.test(path)
    ? "Back to Billing"
    : "Back to where you were";
  return (
    <Button asChild size="lg" variant={primary ? "primary" : "outline"}>
      <Link href={path}>{label}</Link>
    </Button>
  );
}

const retryPath = (
  workspace: string,
  { packageId, returnPath }: { packageId: string; returnPath: string },
): string =>
  `/${workspace}/settings/billing?${new URLSearchParams({ buy: packageId, from: returnPath })}`;
