import type { Metadata } from "next";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { BalanceOutlook } from "@/components/usage/balance-outlook";
import { FirstSteps } from "@/components/usage/first-steps";
import { billingPath } from "@/components/usage/history-address";
import { RecentRuns, RunningNow } from "@/components/usage/overview-runs";
import { isolated } from "@/lib/identity/core/isolated";
import { loadOverview, loadPageContext } from "@/lib/usage/loaders";

export const metadata: Metadata = { title: "Overview" };

type OverviewPageProps = { params: Promise<{ workspace: string }> };

/** What ran, what is running, what will run out. */
export default async function OverviewPage({ params }: OverviewPageProps) {
  const { workspace } = await params;
  const [here, overview] = await Promise.all([loadPageContext(workspace), loadOverview(workspace)]);
  const { can, hasHistory, hasWorked } = overview;
  return (
    <>
      <PageHeader
        title="Overview"
        description={`What runs, what ran, and what will run out in ${isolated(here.workspaceName)}.`}
        actions={
          hasHistory ? (
            <>
              {can.importLeads && hasWorked ? (
                <Button asChild>
                  <Link href={`/${here.workspace}/leads/import`}>Import leads</Link>
                </Button>
              ) : null}
              <Button asChild>
                <Link href={billingPath(here.workspace)}>
                  {can.buy ? "Buy credits" : "Billing"}
                </Link>
              </Button>
            </>
          ) : null
        }
      />
      {hasHistory ? (
        <div className="grid items-start gap-x-11 gap-y-8 lg:grid-cols-[minmax(0,1fr)_312px]">
          <div className="min-w-0 max-lg:order-2">
            {hasWorked ? (
              <>
                <RunningNow {...here} overview={overview} />
                <RecentRuns {...here} overview={overview} />
              </>
            ) : (
              <FirstSteps {...here} overview={overview} />
            )}
          </div>
          <BalanceOutlook {...here} balances={overview.balances} />
        </div>
      ) : (
        <FirstSteps {...here} overview={overview} />
      )}
    </>
  );
}
