import { History } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { BuyCredits } from "@/components/billing/buy-credits";
import { SourcingRequests } from "@/components/leads/sourcing/sourcing-requests";
import { SourcingSection } from "@/components/leads/sourcing/sourcing-section";
import { SourcingSkeleton } from "@/components/leads/sourcing/sourcing-skeleton";
import { WhenCreditsRunOut } from "@/components/leads/sourcing/when-credits-run-out";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { BalanceSection } from "@/components/usage/balance-section";
import { RailSkeleton } from "@/components/usage/billing-skeletons";
import { historyHref } from "@/components/usage/history-address";
import { SectionBoundary } from "@/components/usage/section-boundary";
import { loadBuyRail } from "@/lib/billing/loaders";
import { loadBalance, loadChecks } from "@/lib/credits/loaders";
import { SOURCING } from "@/lib/leads/core/sourcing";
import { loadSourcing } from "@/lib/leads/loaders";
import type { HistoryView } from "@/lib/usage/core/filters";
import { loadLotsTimeline, loadPageContext, loadSeries } from "@/lib/usage/loaders";
import { historyViewSchema } from "@/lib/usage/schema";

export const metadata: Metadata = { title: "Cold Email Agent" };

type PageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const EVERYTHING = historyViewSchema.parse({});
const pageOf = (workspace: string): string => `/${workspace}/settings/cold-email-agent`;

/** Lead credits, the sourcing switches, what happens at zero, and the latest deliveries. */
export default async function ColdEmailAgentPage({ params, searchParams }: PageProps) {
  const { workspace } = await params;
  const { view: shown } = historyViewSchema.parse({ view: (await searchParams).view });
  const view: HistoryView = { ...EVERYTHING, kind: "lead", view: shown };
  const here = await loadPageContext(workspace);
  const page = pageOf(here.workspace);
  return (
    <>
      <PageHeader
        title="Cold Email Agent"
        description="Finds new leads for your campaigns, and pays for each one delivered with lead credits."
        className="max-md:min-[360px]:not-print:[&>:first-child]:sr-only"
        actions={
          <Button asChild>
            <Link href={historyHref(here.workspace, { kind: "lead" })}>
              <History aria-hidden />
              Lead credit history
            </Link>
          </Button>
        }
      />
      <div className="grid items-start gap-x-11 max-md:pb-24 lg:grid-cols-[minmax(0,1fr)_312px] lg:grid-rows-[auto_1fr]">
        <div className="min-w-0">
          <BalanceSection
            view={view}
            otherHref={shown === "table" ? page : `${page}?view=table`}
            load={{
              here: () => loadPageContext(workspace),
              balance: () => loadBalance(workspace, "lead"),
              series: () => loadSeries(workspace, "lead"),
              lots: () => loadLotsTimeline(workspace, "lead"),
              checks: () => loadChecks(workspace),
            }}
          />
        </div>
        <SectionBoundary title="Packages did not load">
          <Suspense fallback={<RailSkeleton />}>
            <Rail workspace={workspace} />
          </Suspense>
        </SectionBoundary>
        <div className="mt-7 min-w-0">
          <SectionBoundary title="Sourcing did not load" note="Your balance is not affected.">
            <Suspense fallback={<SourcingSkeleton />}>
              <Sourcing workspace={workspace} />
            </Suspense>
          </SectionBoundary>
        </div>
      </div>
    </>
  );
}

type PartProps = { workspace: string };

/** Where buyers return to after Checkout. */
async function Rail({ workspace }: PartProps) {
  const rail = await loadBuyRail(workspace);
  return <BuyCredits rail={rail} only="lead" returnPath={pageOf(rail.workspace)} />;
}

async function Sourcing({ workspace }: PartProps) {
  const sourcing = await loadSourcing(workspace);
  const { workspace: slug, timeZone, requests } = sourcing;
  return (
    <>
      <SourcingSection sourcing={sourcing} />
      <WhenCreditsRunOut />
      <SourcingRequests
        workspace={slug}
        timeZone={timeZone}
        requests={requests}
        historyHref={historyHref(slug, { kind: "lead", op: SOURCING })}
      />
    </>
  );
}
