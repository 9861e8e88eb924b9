import { Link } from "@/components/ui/link";
import { Table, TableBody, TableCaption, TableHead, TableHeader } from "@/components/ui/table";
import { chargesHref, usageHref } from "@/components/usage/team/address";
import { BandSwatch } from "@/components/usage/team/band-swatch";
import { FoldedRows } from "@/components/usage/team/folded-rows";
import { NameCell, NameLink, Num } from "@/components/usage/team/usage-cells";
import { formatCount, formatCredits } from "@/lib/credits/core/format";
import { operationLabel } from "@/lib/usage/core/operations";
import { type Band, filterOf, type NameFilter } from "@/lib/usage/core/team/bands";
import type { Use } from "@/lib/usage/core/team/sums";
import { perCharge, shareText } from "@/lib/usage/core/team/words";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

type BandTableProps = { page: TeamUsagePage; usage: TeamUsage };

/**
 * What credits were used on: the bands of the chart, each of which opens to show its parts. A name lists its charges.
 */
export function BandTable({ page, usage }: BandTableProps) {
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
        {usage.tableBands.map((band) => (
          <BandRow key={band.id} band={band} page={page} usage={usage} grouping={grouping} />
        ))}
      </TableBody>
    </Table>
  );
}

type BandRowProps = BandTableProps & { band: Band; grouping: "operation" | "campaign" };

function BandRow({ band, page, usage, grouping }: BandRowProps) {
  const { kind, group } = page.view;
  const swatch = group === "member" ? null : <BandSwatch band={band} kind={kind} />;
  const href = (filter: NameFilter | null) => filter && chargesHref(page, page.range, filter);
  const name = <NameLink name={band.label} href={href(band.filter)} lead={swatch} />;
  const numbers = (use: Use, op: string | null = null) => (
    <Numbers {...use} op={grouping === "operation" ? op : null} page={page} usage={usage} />
  );
  const [only, ...more] = band.items;
  if (more.length === 0) {
    return (
      <tr className="transition-colors duration-1 hover:bg-hover">
        <NameCell>{name}</NameCell>
        {numbers(band, only?.name)}
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
          {numbers(item, item.name)}
        </tr>
      ))}
    </FoldedRows>
  );
}

type NumbersProps = Use & BandTableProps & { op: string | null };

/** The cost of one links to what each of its runs cost, if it is exactly one operation. */
function Numbers({ used, charges, op, page, usage }: NumbersProps) {
  const { workspace, view } = page;
  const { kind } = view;
  const each = formatCredits(perCharge(used, charges), kind);
  return (
    <>
      <Num quiet className="max-md:hidden">
        {formatCount(charges)}
      </Num>
      <Num quiet className="max-md:hidden">
        {op && op !== view.op ? (
          <Link
            href={usageHref(workspace, { ...view, op })}
            prefetch={false}
            scroll={false}
            aria-label={`${each} a charge, ${operationLabel(op)} alone`}
            className="inline-flex min-h-6 items-center hover:text-foreground hover:underline"
          >
            {each}
          </Link>
        ) : (
          each
        )}
      </Num>
      <Num strong>{formatCredits(used, kind)}</Num>
      <Num quiet>{shareText(used, usage.used)}</Num>
    </>
  );
}
