import type { Metadata } from "next";
import { Receipts } from "@/components/billing/receipts";
import { loadReceipts } from "@/lib/billing/loaders";

export const metadata: Metadata = { title: "Receipts" };

type ReceiptsPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ReceiptsPage({ params, searchParams }: ReceiptsPageProps) {
  const [{ workspace }, { year }] = await Promise.all([params, searchParams]);
  const wanted = /^20\d\d$/.test(String(year)) ? Number(year) : null;
  return <Receipts data={await loadReceipts(workspace, wanted)} />;
}
