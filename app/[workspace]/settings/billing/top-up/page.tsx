import type { Metadata } from "next";
import { Suspense } from "react";
import { TopUpPage } from "@/components/billing/top-up-page";
import { SettingsSkeleton } from "@/components/ui/settings-skeleton";
import { loadTopUp } from "@/lib/billing/loaders";

export const metadata: Metadata = { title: "Auto top-up" };

type PageProps = { params: Promise<{ workspace: string }> };

export default function Page({ params }: PageProps) {
  return (
    <Suspense fallback={<SettingsSkeleton title="Auto top-up" />}>
      <Loaded params={params} />
    </Suspense>
  );
}

const Loaded = async ({ params }: PageProps) => (
  <TopUpPage data={await loadTopUp((await params).workspace)} />
);
