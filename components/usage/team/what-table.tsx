import { Table, TableBody, TableCaption, TableHead, TableHeader } from "@/components/ui/table";
import { chargesHref } from "@/components/usage/team/address";
import { BandSwatch } from "@/components/usage/team/band-swatch";
import { FoldedRows } from "@/components/usage/team/folded-rows";
import { NameCell, NameLink, Num } from "@/components/usage/team/usage-cells";
import { formatCredits } from "@/lib/credits/core/format";
import { type Band, filterOf, type NameFilter } from "@/lib/usage/core/team/bands";
import type { Use } from "@/lib/usage/core/team/sums";
import { perCharge, shareText } from "@/lib/usage/core/team/words";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

type WhatTableProps = { page: TeamUsagePage; usage: TeamUsage };

/** What credits were used on: the bands of the chart, each opening to what it consists of. A name lists its charges. */
export function WhatTable({ page, usage }: WhatTableProps) {
  const grouping = page.view.group === "campaign" ? "campaign" : "operation";
  return (
    <Table>
      <TableCaption>
        {grouping === "campaign" ? "Campaigns credits were used in" : "What credits were used on"}
      </TableCaption>
      <TableHeader>
        <tr>
          <TableHead>{grouping === "campaign" ? "Campaign" : "What"}</TableHead>
          <TableHead numeric className="max-md:hidden">
            Charges
          </TableHead>
          <TableHead numeric className="max-md:hidden">
            Per charge
          </TableHead>
          <TableHead numeric>Credits</TableHead>
          <TableHead numeric>Share</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {usage.what.map((band) => (
          <WhatRow key={band.id} band={band} page={page} usage={usage} grouping={grouping} />
        ))}
      </TableBody>
    </Table>
  );
}

type WhatRowProps = WhatTableProps & { band: Band; grouping: "operation" | "campaign" };

function WhatRow({ band, page, usage, grouping }: WhatRowProps) {
  const { kind, group } = page.view;
  const swatch = group === "member" ? null : <BandSwatch band={band} kind={kind} />;
  const href = (filter: NameFilter | null) => filter && chargesHref(page, page.range, filter);
  const name = <NameLink name={band.label} href={href(band.filter)} lead={swatch} />;
  const numbers = (use: Use) => <Numbers {...use} page={page} usage={usage} />;
  if (band.items.length < 2) {
    return (
      <tr className="transition-colors duration-1 hover:bg-hover">
        <NameCell>{name}</NameCell>
        {numbers(band)}
      </tr>
    );
  }
  return (
    <FoldedRows name={name} spoken={band.label} cells={numbers(band)}>
      {band.items.map((item) => (
        <tr key={item.name} className="transition-colors duration-1 hover:bg-hover">
          <NameCell className="pl-[18px]">
            <NameLink name={item.label} href={href(filterOf(item.name, grouping))} />
          </NameCell>
          {numbers(item)}
        </tr>
      ))}
    </FoldedRows>
  );
}

function Numbers({ used, charges, page, usage }: Use & WhatTableProps) {
  const { kind } = page.view;
  return (
    <>
      <Num quiet className="max-md:hidden">
        {charges.toLocaleString("en-US")}
      </Num>
      <Num quiet className="max-md:hidden">
        {formatCredits(perCharge(used, charges), kind)}
      </Num>
      <Num strong>{formatCredits(used, kind)}</Num>
      <Num quiet>{shareText(used, usage.used)}</Num>
    </>
  );
}
