import { Download, Upload } from "lucide-react";
import type { Metadata } from "next";
import { LeadsTable } from "@/components/leads/leads-table";
import { ListMenu } from "@/components/leads/list-menu";
import { SearchForm } from "@/components/leads/search-form";
import { CrumbName } from "@/components/shell/crumbs";
import { ActionBar } from "@/components/ui/action-bar";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { formatCount } from "@/lib/credits/core/format";
import { loadList } from "@/lib/leads/loaders";
import { listSearchSchema } from "@/lib/leads/schema";

type ListPageProps = {
  params: Promise<{ workspace: string; list: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: ListPageProps): Promise<Metadata> {
  const { workspace, list } = await params;
  const found = await loadList(workspace, list, listSearchSchema.parse({}));
  return { title: found.list.name };
}

export default async function ListPage({ params, searchParams }: ListPageProps) {
  const { workspace, list: id } = await params;
  const search = listSearchSchema.parse(await searchParams);
  const { list, leads, next, canEdit, timeZone } = await loadList(workspace, id, search);
  const lists = `/${workspace}/leads`;
  const path = `${lists}/${list.id}`;
  return (
    <>
      <CrumbName>{list.name}</CrumbName>
      <PageHeader
        title={list.name}
        named
        description={`${formatCount(list.leads)} ${list.leads === 1 ? "lead" : "leads"}`}
        actions={
          <>
            <Button asChild>
              <a href={`/api/lead-lists/${list.id}/export?workspace=${workspace}`} download>
                <Download aria-hidden className="max-md:hidden" />
                Export {formatCount(list.leads)} as CSV
              </a>
            </Button>
            {canEdit ? (
              <>
                <ActionBar>
                  <Button asChild variant="primary">
                    <Link href={`${lists}/import?list=${list.id}`}>
                      <Upload aria-hidden />
                      Import leads
                    </Link>
                  </Button>
                </ActionBar>
                <ListMenu workspace={workspace} list={list} then={lists} />
              </>
            ) : null}
          </>
        }
      />
      {list.leads > 0 ? (
        <div className="mb-4">
          <SearchForm action={path} value={search.q} label="Search leads" />
        </div>
      ) : null}
      <LeadsTable
        path={path}
        importHref={canEdit ? `${lists}/import?list=${list.id}` : null}
        leads={leads}
        next={next}
        search={search.q}
        paged={search.after !== null}
        name={list.name}
        timeZone={timeZone}
      />
    </>
  );
}
