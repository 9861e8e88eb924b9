import type { Metadata } from "next";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { ImportScreen } from "@/components/leads/import-screen";
import { PageHeader } from "@/components/ui/page-header";
import { loadBuyRail } from "@/lib/billing/loaders";
import { loadImportPage } from "@/lib/leads/loaders";
import { importSearchSchema } from "@/lib/leads/schema";

export const metadata: Metadata = { title: "Import leads" };

type ImportPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ImportPage({ params, searchParams }: ImportPageProps) {
  const { workspace } = await params;
  const search = importSearchSchema.parse(await searchParams);
  const [page, rail] = await Promise.all([
    loadImportPage(workspace, search),
    loadBuyRail(workspace),
  ]);
  return (
    <>
      <PageHeader
        title="Import leads"
        description="See what an import brings and costs before it runs."
      />
      <NuqsAdapter>
        <ImportScreen
          workspace={workspace}
          rail={rail}
          source={search.source}
          list={search.list}
          {...page}
        />
      </NuqsAdapter>
    </>
  );
}
