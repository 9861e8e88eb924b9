import type { Metadata } from "next";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { Calculator } from "@/components/rates/calculator";
import { ratesPath } from "@/components/rates/rates-address";
import { RatesNav } from "@/components/rates/rates-nav";
import { CrumbName } from "@/components/shell/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { billingPath } from "@/components/usage/history-address";
import { loadCatalogue } from "@/lib/billing/loaders/catalogue";
import { loadRates } from "@/lib/credits/loaders/rates";
import { loadFrame } from "@/lib/identity/loaders";

export const metadata: Metadata = { title: "How many credits do I need" };

type CalculatorPageProps = { params: Promise<{ workspace: string }> };

/** The calculator of a workspace, with links to buy what it computes. */
export default async function CalculatorPage({ params }: CalculatorPageProps) {
  const { workspace } = await params;
  const [{ current, canPublish }, packages, { canBuy }] = await Promise.all([
    loadRates(),
    loadCatalogue(),
    loadFrame(workspace),
  ]);
  const shop = { in: "workspace", billing: billingPath(workspace), canBuy } as const;
  return (
    <div className="max-w-[1040px]">
      <CrumbName>Calculator</CrumbName>
      <PageHeader title="How many credits do I need" className="mb-4 max-md:mb-0" />
      <RatesNav path={ratesPath(workspace)} here="calculator" canPublish={canPublish} />
      <NuqsAdapter>
        <Calculator card={current} packages={packages} shop={shop} />
      </NuqsAdapter>
    </div>
  );
}
