import type { Metadata } from "next";
import { ratesPath } from "@/components/rates/rates-address";
import { RatesNav } from "@/components/rates/rates-nav";
import { RatesScreen } from "@/components/rates/rates-screen";
import { loadRates } from "@/lib/credits/loaders/rates";
import { ratesSearchSchema } from "@/lib/credits/schema/rates";

export const metadata: Metadata = {
  title: "Rate card",
  description: "What every operation costs, by which formula, and what is free.",
};

type RatesPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The public rate card: every operation with its rate and formula, and the versions. Prices outside a workspace link here. */
export default async function RatesPage({ searchParams }: RatesPageProps) {
  const { version } = ratesSearchSchema.parse(await searchParams);
  const { cards, current, canPublish } = await loadRates();
  const path = ratesPath();
  return (
    <div className="pt-8">
      <h1 className="mb-4">Rate card</h1>
      <RatesNav path={path} here="rates" canPublish={canPublish} />
      <RatesScreen cards={cards} current={current} wanted={version ?? null} path={path} />
    </div>
  );
}
