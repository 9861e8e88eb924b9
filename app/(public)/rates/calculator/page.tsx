import type { Metadata } from "next";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { Calculator } from "@/components/rates/calculator";
import type { Shop } from "@/components/rates/need-panel";
import { ratesPath } from "@/components/rates/rates-address";
import { RatesNav } from "@/components/rates/rates-nav";
import { billingPath } from "@/components/usage/history-address";
import { loadCatalogue } from "@/lib/billing/loaders/catalogue";
import { loadRates } from "@/lib/credits/loaders/rates";
import { loadFrame, loadWorkspaces } from "@/lib/identity/loaders";

export const metadata: Metadata = {
  title: "How many credits do I need",
  description: "The credits a month of work needs, by the rates in force, and what they cost.",
};

/** The public calculator. Members of exactly one workspace get links to buy there. */
export default async function CalculatorPage() {
  const [{ current, canPublish }, packages, workspaces] = await Promise.all([
    loadRates(),
    loadCatalogue(),
    loadWorkspaces(),
  ]);
  return (
    <div className="pt-8">
      <h1 className="mb-4">How many credits do I need</h1>
      <RatesNav path={ratesPath()} here="calculator" canPublish={canPublish} />
      <NuqsAdapter>
        <Calculator card={current} packages={packages} shop={await shopOf(workspaces)} />
      </NuqsAdapter>
    </div>
  );
}

async function shopOf([only, ...others]: Awaited<
  ReturnType<typeof loadWorkspaces>
>): Promise<Shop> {
  if (!only) return { in: "none" };
  if (others.length > 0) return { in: "some workspace" };
  const { canBuy } = await loadFrame(only.slug);
  return { in: "workspace", billing: billingPath(only.slug), canBuy };
}
