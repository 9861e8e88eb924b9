import { Upload } from "lucide-react";
import type { Metadata } from "next";
import { ListsTable } from "@/components/leads/lists-table";
import { NewListButton } from "@/components/leads/new-list-button";
import { SearchForm } from "@/components/leads/search-form";
import { ActionBar } from "@/components/ui/action-bar";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { loadLists } from "@/lib/leads/loaders";
import { listSearchSchema } from "@/lib/leads/schema";

export const metadata: Metadata = { title: "Lead lists" };

type ListsPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ListsPage({ params, searchParams }: ListsPageProps) {
  const { workspace } = await params;
  const { q } = listSearchSchema.parse(await searchParams);
  const { lists, canEdit, timeZone } = await loadLists(workspace, q);
  const path = `/${workspace}/leads`;
  return (
    <>
      <PageHeader
        title="Lead lists"
        description="Everyone in the workspace sees every list. A lead is paid for once, whatever lists it is on."
        actions={
          canEdit ? (
            <>
              <NewListButton workspace={workspace} />
              <ActionBar>
                <Button asChild variant="primary">
                  <Link href={`${path}/import`}>
                    <Upload aria-hidden />
                    Import leads
                  </Link>
                </Button>
              </ActionBar>
            </>
          ) : null
        }
      />
      {lists.length > 0 || q ? (
        <div className="mb-4">
          <SearchForm action={path} value={q} label="Search lists" />
        </div>
      ) : null}
      <ListsTable
        workspace={workspace}
        lists={lists}
        search={q}
        canEdit={canEdit}
        timeZone={timeZone}
      />
    </>
  );
}
