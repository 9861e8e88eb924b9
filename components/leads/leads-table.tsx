import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/credits/core/format";

import type { LeadRow } from "@/lib/leads/types";

type LeadsTableProps = {
  /** The address of the list, without its search. */
  path: string;
  importHref: string | null;
  leads: readonly LeadRow[];
  next: { addedAt: Date; id: string } | null;
  search: string;
  paged: boolean;
  name: string;
  timeZone: string;
};

/** The leads of a list, newest first, a page at a time. */
export function LeadsTable(props: LeadsTableProps) {
  const { path, leads, next, search, paged, name, timeZone } = props;
  if (leads.length === 0) return <NoLeads {...props} />;
  return (
    <>
      <Table>
        <TableCaption>Leads of {name}</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead>Username</TableHead>
            <TableHead>Name</TableHead>
            <TableHead className="max-md:hidden">Location</TableHead>
            <TableHead numeric className="max-md:hidden">
              Followers
            </TableHead>
            <TableHead className="pl-6 max-sm:hidden">Added</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {leads.map((lead) => (
            <TableRow key={lead.id}>
              <TableCell className="font-label">@{lead.username}</TableCell>
              <TableCell className="max-w-0 w-1/3">
                <span className="block truncate" title={lead.name ?? undefined}>
                  {lead.name ?? <None />}
                </span>
              </TableCell>
              <TableCell className="max-w-0 w-1/4 max-md:hidden">
                <span className="block truncate" title={lead.location ?? undefined}>
                  {lead.location ?? <None />}
                </span>
              </TableCell>
              <TableCell numeric className="max-md:hidden">
                {lead.followers === null ? <None /> : formatCount(lead.followers)}
              </TableCell>
              <TableCell className="pl-6 text-foreground-2 tabular-nums max-sm:hidden">
                <Time at={lead.addedAt} timeZone={timeZone} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Pages path={path} search={search} next={next} paged={paged} />
    </>
  );
}

const None = () => <span className="text-muted-foreground">none</span>;

type PagesProps = Pick<LeadsTableProps, "path" | "search" | "next" | "paged">;

function Pages({ path, search, next, paged }: PagesProps) {
  if (!(next || paged)) return null;
  const address = (after: string | null) => {
    const query = new URLSearchParams({
      ...(search ? { q: search } : {}),
      ...(after ? { after } : {}),
    });
    return query.size > 0 ? `${path}?${query}` : path;
  };
  return (
    <nav aria-label="Pages of this list" className="mt-4 flex gap-2">
      {paged ? (
        <Button asChild size="sm">
          <Link href={address(null)}>First page</Link>
        </Button>
      ) : null}
      {next ? (
        <Button asChild size="sm">
          <Link href={address(`${next.addedAt.getTime()}.${next.id}`)} prefetch={false}>
            Load older
          </Link>
        </Button>
      ) : null}
    </nav>
  );
}

function NoLeads({ path, importHref, search }: LeadsTableProps) {
  if (search) {
    return (
      <Empty
        title={`No lead matches "${search}"`}
        action={
          <Button asChild size="sm">
            <Link href={path}>Clear search</Link>
          </Button>
        }
      />
    );
  }
  return (
    <Empty
      title="No leads on this list"
      action={
        importHref ? (
          <Button asChild size="sm">
            <Link href={importHref}>Import leads</Link>
          </Button>
        ) : null
      }
    >
      An import shows what it brings and costs before it runs.
    </Empty>
  );
}
