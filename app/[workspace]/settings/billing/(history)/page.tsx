import { FileText, ReceiptText } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { BuyCredits } from "@/components/billing/buy-credits";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { BalanceHelp, BalanceHelpSkeleton } from "@/components/usage/balance-help";
import { BalanceHelpSheet } from "@/components/usage/balance-help-sheet";
import { BalanceSection } from "@/components/usage/balance-section";
import { HistorySkeleton, RailSkeleton } from "@/components/usage/billing-skeletons";
import { ChargesNote } from "@/components/usage/charges-note";
import { billingPath, historyHref } from "@/components/usage/history-address";
import { KindSwitch } from "@/components/usage/kind-switch";
import { OtherDays } from "@/components/usage/other-days";
import { Pager } from "@/components/usage/pager";
import { SectionBoundary } from "@/components/usage/section-boundary";
import { TransactionsView } from "@/components/usage/transactions-view";
import { UnknownFilter } from "@/components/usage/unknown-filter";
import { loadBuyRail } from "@/lib/billing/loaders";
import { loadEntryPayment } from "@/lib/billing/loaders/entry-payment";
import { loadUnconfirmed } from "@/lib/billing/loaders/unconfirmed";
import type { Kind } from "@/lib/credits/core/amount";
import { loadBalance, loadChecks } from "@/lib/credits/loaders";
import { loadBalanceHelp } from "@/lib/credits/loaders/balance-help";
import { isolated } from "@/lib/identity/core/isolated";
import { loadSupport } from "@/lib/identity/loaders/support";
import { filteredView, type HistoryView, rangeLabel } from "@/lib/usage/core/filters";
import { type GivenDays, otherDays } from "@/lib/usage/core/given-days";
import { knownOnly } from "@/lib/usage/core/unknown-filter";
import {
  loadHistory,
  loadLotsTimeline,
  loadOpenEntry,
  loadPageContext,
  loadSeries,
  loadUnknown,
} from "@/lib/usage/loaders";
import { historyViewSchema, parseEntryId } from "@/lib/usage/schema";

export const metadata: Metadata = { title: "Billing" };

type BillingPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Balance, forecast, lots and history, in that order. */
export default async function BillingPage({ params, searchParams }: BillingPageProps) {
  const { workspace } = await params;
  const search = await searchParams;
  const view = historyViewSchema.parse(search);
  const here = await loadPageContext(workspace);
  const kind = view.kind ?? "ai";
  return (
    <>
      <PageHeader
        title="Billing"
        description={`One balance, shared by everyone in ${isolated(here.workspaceName)}.`}
        className="max-md:min-[360px]:not-print:[&>:first-child]:sr-only"
        actions={
          <>
            <KindSwitch
              shown={kind}
              hrefOf={(kind) =>
                `${historyHref(here.workspace, filteredView(view, { kind, op: null }))}&buy=${kind}`
              }
            />
            {here.canBuy ? (
              <div className="flex gap-2">
                <Button asChild>
                  <Link href={`${billingPath(here.workspace)}/statements?kind=${kind}`}>
                    <FileText aria-hidden />
                    <span className="max-md:min-[380px]:sr-only">Statements</span>
                  </Link>
                </Button>
                <Button asChild>
                  <Link href={`${billingPath(here.workspace)}/receipts`}>
                    <ReceiptText aria-hidden />
                    <span className="max-md:min-[380px]:sr-only">Receipts</span>
                  </Link>
                </Button>
              </div>
            ) : null}
          </>
        }
      />
      {search.help === "balance" ? <Help workspace={workspace} view={view} /> : null}
      <div className="grid items-start gap-x-11 max-md:pb-24 lg:grid-cols-[minmax(0,1fr)_312px] lg:grid-rows-[auto_1fr]">
        <div className="min-w-0">
          <BalanceSection
            view={view}
            otherHref={historyHref(here.workspace, {
              ...view,
              view: view.view === "table" ? null : "table",
            })}
            load={{
              here: () => loadPageContext(workspace),
              balance: () => loadBalance(workspace, kind),
              series: () => loadSeries(workspace, kind),
              lots: () => loadLotsTimeline(workspace, kind),
              checks: () => loadChecks(workspace),
            }}
            help={<HelpLink workspace={here.workspace} view={view} />}
          />
        </div>
        <SectionBoundary title="Packages did not load">
          <Suspense fallback={<RailSkeleton />}>
            <Rail workspace={workspace} />
          </Suspense>
        </SectionBoundary>
        <div className="@container mt-7 min-w-0">
          <SectionBoundary title="Transactions did not load" note="Your balance is not affected.">
            <Suspense fallback={<HistorySkeleton />}>
              <Transactions workspace={workspace} view={view} given={search} />
            </Suspense>
          </SectionBoundary>
        </div>
      </div>
    </>
  );
}

async function Rail({ workspace }: { workspace: string }) {
  return <BuyCredits rail={await loadBuyRail(workspace)} />;
}

type PartProps = { workspace: string; view: HistoryView };

const helpHref = (workspace: string, view: HistoryView): string => {
  const page = historyHref(workspace, { ...view, tx: null });
  return `${page}${page.includes("?") ? "&" : "?"}help=balance`;
};

const HelpLink = ({ workspace, view }: PartProps) => (
  <Link
    id="balance-help"
    href={helpHref(workspace, view)}
    scroll={false}
    prefetch={false}
    className="inline-flex min-h-7 items-center rounded-sm text-muted-foreground text-xs hover:text-foreground max-md:min-h-11"
  >
    Balance seems wrong?
  </Link>
);

/** The panel that looks for what may explain a balance. Shown at once; its findings are streamed. */
function Help({ workspace, view }: PartProps) {
  return (
    <BalanceHelpSheet closeHref={historyHref(workspace, { ...view, tx: null })}>
      <SectionBoundary title="The checks did not load" note="Your balance is not affected.">
        <Suspense fallback={<BalanceHelpSkeleton />}>
          <Helped workspace={workspace} kind={view.kind ?? "ai"} />
        </Suspense>
      </SectionBoundary>
    </BalanceHelpSheet>
  );
}

async function Helped({ workspace, kind }: { workspace: string; kind: Kind }) {
  const [here, help, purchases, checks, support] = await Promise.all([
    loadPageContext(workspace),
    loadBalanceHelp(workspace, kind),
    loadUnconfirmed(workspace, kind),
    loadChecks(workspace),
    loadSupport(workspace),
  ]);
  return <BalanceHelp {...here} {...{ kind, help, purchases, checks, support }} />;
}

async function Transactions({ workspace, view, given }: PartProps & { given: GivenDays }) {
  const [history, unknown, entry, payment, support] = await Promise.all([
    loadHistory(workspace, view),
    loadUnknown(workspace, view),
    loadOpenEntry(workspace, view),
    loadEntryPayment(workspace, view.tx ? parseEntryId(view.tx) : null),
    loadSupport(workspace),
  ]);
  const open = entry && { entry, payment };
  const label = rangeLabel(view, history.today) ?? "All days";
  return (
    <TransactionsView
      history={history}
      open={open}
      support={support}
      pager={<Pager history={history} />}
    >
      <OtherDays words={otherDays(given, view, label)} />
      <UnknownFilter
        unknown={unknown}
        clearHref={historyHref(workspace, filteredView(view, knownOnly(unknown)))}
      />
      <ChargesNote {...history} />
    </TransactionsView>
  );
}
