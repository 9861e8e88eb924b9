import { ListMenu } from "@/components/leads/list-menu";
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

import type { ListSummary } from "@/lib/leads/types";

type ListsTableProps = {
  workspace: string;
  lists: readonly ListSummary[];
  search: string;
  canEdit: boolean;
  timeZone: string;
};

/** Every list of the workspace with how many leads it holds. */
export function ListsTable({ workspace, lists, search, canEdit, timeZone }: ListsTableProps) {
  if (lists.length === 0)
    return <NoLists workspace={workspace} search={search} canEdit={canEdit} />;
  return (
    <Table>
      <TableCaption>Lead lists</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead>List</TableHead>
          <TableHead numeric>Leads</TableHead>
          <TableHead className="pl-6 max-sm:hidden">Created</TableHead>
          {canEdit ? (
            <TableHead className="w-10">
              <span className="sr-only">Actions</span>
            </TableHead>
          ) : null}
        </TableRow>
      </TableHeader>
      <TableBody>
        {lists.map((list) => (
          <TableRow key={list.id}>
            <TableCell className="max-w-0 w-full">
              <Link
                className="block truncate py-2 font-label max-md:py-3 hover:underline"
                title={list.name}
                href={`/${workspace}/leads/${list.id}`}
              >
                {list.name}
              </Link>
            </TableCell>
            <TableCell numeric>{formatCount(list.leads)}</TableCell>
            <TableCell className="pl-6 text-foreground-2 tabular-nums max-sm:hidden">
              <Time at={list.createdAt} timeZone={timeZone} format="date" />
            </TableCell>
            {canEdit ? (
              <TableCell className="text-right">
                <ListMenu workspace={workspace} list={list} />
              </TableCell>
            ) : null}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

type NoListsProps = { workspace: string; search: string; canEdit: boolean };

function NoLists({ workspace, search, canEdit }: NoListsProps) {
  if (search) {
    return (
      <Empty
        title={`No list has "${search}" in its name`}
        action={
          <Button asChild size="sm">
            <Link href={`/${workspace}/leads`}>Clear search</Link>
          </Button>
        }
      />
    );
  }
  return (
    <Empty
      title="No lead lists yet"
      action={
        canEdit ? (
          <Button asChild size="sm">
            <Link href={`/${workspace}/leads/import`}>Import leads</Link>
          </Button>
        ) : null
      }
    >
      A list is made by the first import, and says what it costs before it runs.
    </Empty>
  );
}
