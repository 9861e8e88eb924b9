import type { Metadata } from "next";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { Suspense } from "react";
import { ImportScreen } from "@/components/leads/import-screen";
import { ImportSkeleton } from "@/components/leads/skeletons";
import { PageHeader } from "@/components/ui/page-header";
import { loadBuyRail } from "@/lib/billing/loaders";
import { loadImportPage, mayImport } from "@/lib/leads/loaders";
import { importSearchSchema } from "@/lib/leads/schema";

export const metadata: Metadata = { title: "Import leads" };

type ImportPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ImportPage({ params, searchParams }: ImportPageProps) {
  const { workspace } = await params;
  const search = importSearchSchema.parse(await searchParams);
  // Checked before anything is sent, so that a refusal has status 403.
  await mayImport(workspace, search);
  return (
    <>
      <PageHeader
        title="Import leads"
        description="See what an import brings and costs before it runs."
      />
      <Suspense fallback={<ImportSkeleton />}>
        <Import workspace={workspace} search={search} />
      </Suspense>
    </>
  );
}

type ImportProps = { workspace: string; search: ReturnType<typeof importSearchSchema.parse> };

async function Import({ workspace, search }: ImportProps) {
  const [page, rail] = await Promise.all([
    loadImportPage(workspace, search),
    loadBuyRail(workspace),
  ]);
  return (
    <NuqsAdapter>
      <ImportScreen
        workspace={workspace}
        rail={rail}
        source={search.source}
        list={search.list}
        limit={search.limit}
        {...page}
      />
    </NuqsAdapter>
  );
}
