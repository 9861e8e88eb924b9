import type { Metadata } from "next";
import { CheckoutReturn } from "@/components/billing/checkout-return";
import { loadCheckoutReturn } from "@/lib/billing/loaders";

export const metadata: Metadata = { title: "Purchase" };

type ReturnPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ReturnPage({ params, searchParams }: ReturnPageProps) {
  const [{ workspace }, search] = await Promise.all([params, searchParams]);
  const data = await loadCheckoutReturn(workspace, {
    sessionId: one(search.session_id),
    closed: one(search.closed),
  });
  return (
    <div className="mx-auto w-full max-w-[480px] py-6 md:py-16">
      <CheckoutReturn data={data} />
    </div>
  );
}

const one = (value: string | string[] | undefined): string | null =>
  typeof value === "string" && value !== "" ? value : null;
