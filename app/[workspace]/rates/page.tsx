import type { Metadata } from "next";
import { ratesPath } from "@/components/rates/rates-address";
import { RatesNav } from "@/components/rates/rates-nav";
import { RatesScreen } from "@/components/rates/rates-screen";
import { PageHeader } from "@/components/ui/page-header";
import { loadRates } from "@/lib/credits/loaders/rates";
import { ratesSearchSchema } from "@/lib/credits/schema/rates";

export const metadata: Metadata = { title: "Rate card" };

type RatesPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The rate card, inside the workspace. */
export default async function RatesPage({ params, searchParams }: RatesPageProps) {
  const { workspace } = await params;
  const { version } = ratesSearchSchema.parse(await searchParams);
  const { cards, current, canPublish } = await loadRates();
  const path = ratesPath(workspace);
  return (
    <div className="max-w-[1040px]">
      <PageHeader title="Rate card" className="mb-4 max-md:mb-0" />
      <RatesNav path={path} here="rates" canPublish={canPublish} />
      <RatesScreen cards={cards} current={current} wanted={version ?? null} path={path} />
    </div>
  );
}
