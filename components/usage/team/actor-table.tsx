import { Avatar, SystemAvatar } from "@/components/ui/avatar";
import { Table, TableBody, TableCaption, TableHead, TableHeader } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { usageHref } from "@/components/usage/team/address";
import { BandBar } from "@/components/usage/team/band-bar";
import { FoldedRows } from "@/components/usage/team/folded-rows";
import { NameCell, NameLink, Num } from "@/components/usage/team/usage-cells";
import { formatCredits } from "@/lib/credits/core/format";
import { actorId, isPerson } from "@/lib/usage/core/team/actors";
import { folded } from "@/lib/usage/core/team/rows";
import { changeText, shareText } from "@/lib/usage/core/team/words";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

type ActorTableProps = { page: TeamUsagePage; usage: TeamUsage };
type Row = TeamUsage["actors"][number];

/** Who used credits, largest first: whoever acted, not whoever owns what was worked on. A name filters the page. */
export function ActorTable({ page, usage }: ActorTableProps) {
  const { shown, rest } = folded(usage.actors);
  const most = Math.max(0, ...usage.actors.map(({ used }) => used));
  const divided = {
    operation: "On what",
    member: "How much",
    campaign: "In which campaign",
  } as const;
  const row = (one: Row) => (
    <ActorRow key={one.name} row={one} page={page} usage={usage} most={most} />
  );
  return (
    <Table>
      <TableCaption>Who used credits</TableCaption>
      <TableHeader>
        <tr>
          <TableHead className="md:w-[38%]">Who</TableHead>
          <TableHead className="w-[38%] max-md:hidden">{divided[page.view.group]}</TableHead>
          <TableHead numeric>Credits</TableHead>
          <TableHead numeric>Share</TableHead>
          {usage.before === null ? null : <TableHead numeric>Change</TableHead>}
        </tr>
      </TableHeader>
      <TableBody>
        {shown.map(row)}
        {rest ? (
          <FoldedRows
            name={`${rest.rows.length} others`}
            spoken={`the ${rest.rows.length} others`}
            cells={
              <>
                <td className="border-grid border-b max-md:hidden" />
                <Numbers {...rest} page={page} usage={usage} />
              </>
            }
          >
            {rest.rows.map(row)}
          </FoldedRows>
        ) : null}
      </TableBody>
    </Table>
  );
}

function ActorRow({ row, page, usage, most }: ActorTableProps & { row: Row; most: number }) {
  const { workspace, view } = page;
  const member = actorId(row.name);
  const bar = <BandBar bands={usage.bands} parts={row.parts} most={most} kind={view.kind} />;
  return (
    <tr className="transition-colors duration-1 hover:bg-hover">
      <NameCell className="max-md:py-1.5 md:w-auto">
        <span className="flex min-w-0 items-center gap-2 max-[359px]:mb-1 max-[359px]:flex-wrap max-[359px]:gap-y-0.5">
          <NameLink
            name={row.label}
            href={view.member === member ? null : usageHref(workspace, { ...view, member })}
            lead={
              isPerson(row.name) ? (
                <Avatar name={row.label} size={20} />
              ) : (
                <SystemAvatar size={20} />
              )
            }
          />
          {row.removed ? <Tag>removed</Tag> : null}
          {row.name === "system" ? (
            <span className="min-w-0 shrink-[9] truncate text-muted-foreground max-md:hidden">
              automatic
            </span>
          ) : null}
        </span>
        <span className="block md:hidden" aria-hidden>
          {bar}
        </span>
      </NameCell>
      <td className="border-grid border-b px-2 max-md:hidden">
        <div className="min-w-32">{bar}</div>
      </td>
      <Numbers {...row} page={page} usage={usage} />
    </tr>
  );
}

function Numbers({ used, before, page, usage }: Pick<Row, "used" | "before"> & ActorTableProps) {
  return (
    <>
      <Num strong>{formatCredits(used, page.view.kind)}</Num>
      <Num quiet>{shareText(used, usage.used)}</Num>
      {usage.before === null ? null : <Num quiet>{changeText(used, before ?? 0)}</Num>}
    </>
  );
}
