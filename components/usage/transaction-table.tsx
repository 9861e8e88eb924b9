import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { CreditAmount, NoDecimals } from "@/components/credits/credit-amount";
import { CreditMark } from "@/components/credits/credit-mark";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { isPlainClick } from "@/components/ui/plain-click";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { ZonedTime } from "@/components/ui/zoned-time";
import { Actor } from "@/components/usage/actor";
import { formatCredits, isFree, splitCredits, spokenCredits } from "@/lib/credits/core/format";
import { type Day, dayOf, momentLabel, timeLabel, zoneCity } from "@/lib/usage/core/calendar";
import { rowDetail } from "@/lib/usage/core/row-detail";
import type { Transaction } from "@/lib/usage/types";

export type TransactionTableProps = {
  rows: readonly Transaction[];
  hrefOf: (id: string) => string;
  /** `opener`: the link that was followed. */
  onOpen: (id: string, opener?: HTMLElement) => void;
  /** The row that is pointed at or focused; null when the pointer has left it. */
  onPoint: (id: string | null) => void;
  selected: string | null;
  timeZone: string;
  today: Day;
  /** Both kinds are listed: each amount carries its mark. */
  mixed: boolean;
};

/**
 * The history as a table or, on a phone, as a list of two lines a row, with the same links. Redrawn only when what it
 * shows has changed: opening a menu redraws none of the fifty rows, and opening a row redraws one.
 */
export const TransactionTable = memo(function TransactionTable(props: TransactionTableProps) {
  const { rows, selected, ...common } = props;
  const { timeZone } = common;
  return (
    <>
      <Table className="@max-[600px]:hidden">
        <TableCaption>Transaction history</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead className={STICKY}>
              Time <span className="font-normal">{zoneCity(timeZone)}</span>
            </TableHead>
            <TableHead className={STICKY}>Operation</TableHead>
            <TableHead className={STICKY}>By</TableHead>
            <TableHead numeric className={STICKY}>
              Credits
            </TableHead>
            <TableHead numeric className={STICKY}>
              Balance
            </TableHead>
            <TableHead className={cn(STICKY, "w-5")}>
              <span className="sr-only">Details</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <Row key={row.id} row={row} isSelected={row.id === selected} {...common} />
          ))}
        </TableBody>
      </Table>
      <ul className="@min-[600px]:hidden" aria-label="Transaction history">
        {rows.map((row) => (
          <TwoLines key={row.id} row={row} isSelected={row.id === selected} {...common} />
        ))}
      </ul>
    </>
  );
});

/** Below the header of the page, over the rows that scroll. */
const STICKY =
  "sticky top-[52px] z-[1] border-transparent bg-background shadow-[inset_0_-1px_0_var(--border)] md:top-[57px]";

/**
 * What was done gets the room that the rest leaves: amounts are never cut off, and names show no more than this.
 * Programs have two lines for theirs.
 */
const NAME = "[&>span]:max-w-[184px] @max-[700px]:[&>span]:max-w-[88px]";
const PROGRAM = "[&>span]:w-[184px] @max-[700px]:[&>span]:w-[104px]";

type RowProps = Omit<TransactionTableProps, "rows" | "selected"> & {
  row: Transaction;
  isSelected: boolean;
};

const Row = memo(function Row({ row, isSelected, timeZone, today, mixed, ...on }: RowProps) {
  const { onOpen, onPoint } = on;
  const detail = rowDetail(row);
  return (
    <TableRow
      aria-selected={isSelected}
      data-selected={isSelected}
      className="cursor-default"
      onPointerEnter={() => onPoint(row.id)}
      onPointerLeave={() => onPoint(null)}
      onClick={(event) => {
        if (isPlainClick(event)) onOpen(row.id);
      }}
    >
      <TableCell className="text-foreground-2 tabular-nums">
        <RowTime at={row.at} timeZone={timeZone} today={today} />
      </TableCell>
      <TableCell className="w-full max-w-0 truncate" title={row.label}>
        <OpenLink row={row} {...on} className="scroll-mt-10 font-medium">
          {row.label}
        </OpenLink>
        {detail ? (
          <span className="ml-2 text-muted-foreground" title={detail}>
            {detail}
          </span>
        ) : null}
      </TableCell>
      <TableCell className={row.actor.kind === "api_key" ? PROGRAM : NAME}>
        <Actor actor={row.actor} />
      </TableCell>
      <TableCell numeric className="font-medium">
        <Amount row={row} mixed={mixed} aligned={mixed} />
      </TableCell>
      <TableCell numeric className="text-muted-foreground">
        <span className="sr-only">{spokenCredits(row.balanceAfter, row.kind)}</span>
        <span aria-hidden>
          {formatCredits(row.balanceAfter, row.kind)}
          {mixed && isWhole(row.balanceAfter, row.kind) ? <NoDecimals /> : null}
        </span>
      </TableCell>
      <TableCell>
        <ChevronRight aria-hidden className="ml-auto size-3.5 text-muted-foreground" />
      </TableCell>
    </TableRow>
  );
});

const TwoLines = memo(function TwoLines(props: RowProps) {
  const { row, isSelected, timeZone, today, mixed, ...on } = props;
  const sameDay = dayOf(new Date(row.at), timeZone) === today;
  return (
    <li
      className="relative min-h-[60px] border-grid border-b py-[11px] data-[selected=true]:bg-active"
      data-selected={isSelected}
      onPointerEnter={() => on.onPoint(row.id)}
      onPointerLeave={() => on.onPoint(null)}
    >
      <div className="flex justify-between gap-x-3 font-medium text-base">
        <OpenLink
          row={row}
          {...on}
          className="min-w-0 [overflow-wrap:anywhere] after:absolute after:inset-0"
        >
          {row.label}
        </OpenLink>
        <Amount row={row} mixed={mixed} />
      </div>
      <div className="flex justify-between gap-x-3 text-muted-foreground tabular-nums">
        <span className="min-w-0 truncate" title={rowDetail(row) ?? undefined}>
          {rowDetail(row)}
        </span>
        <span className="max-w-[70%] shrink-0 truncate" title={row.actor.name}>
          {sameDay
            ? timeLabel(new Date(row.at), timeZone)
            : momentLabel(new Date(row.at), timeZone, today)}
          , <bdi>{shortName(row.actor)}</bdi>
        </span>
      </div>
    </li>
  );
});

/** A person's first name, with a word on who left; programs by their whole name. */
function shortName({ kind, name }: Transaction["actor"]): string {
  if (kind === "api_key") return name;
  const [first = name] = name.split(" ");
  return kind === "removed" ? `${first} (removed)` : first;
}

function OpenLink({
  row,
  hrefOf,
  onOpen,
  onPoint,
  className,
  children,
}: Pick<RowProps, "row" | "hrefOf" | "onOpen" | "onPoint"> & {
  className: string;
  children: string;
}) {
  return (
    <Link
      href={hrefOf(row.id)}
      scroll={false}
      prefetch={false}
      data-row
      data-tx={row.id}
      className={`${className} no-underline`}
      onFocus={() => onPoint(row.id)}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        event.stopPropagation();
        onOpen(row.id, event.currentTarget);
      }}
    >
      {children}
    </Link>
  );
}

type AmountProps = { row: Transaction; mixed: boolean; aligned?: boolean };

const Amount = ({ row, mixed, aligned = false }: AmountProps) =>
  isFree(row) ? (
    <span className="font-normal text-muted-foreground">Free</span>
  ) : (
    <span className="flex shrink-0 items-center justify-end gap-1.5">
      {mixed ? <CreditMark kind={row.kind} size={12} /> : null}
      <CreditAmount amount={row.amount} kind={row.kind} signed aligned={aligned} />
    </span>
  );

const isWhole = (amount: number, kind: Transaction["kind"]): boolean =>
  splitCredits(amount, kind).decimals === "";

const RowTime = ({ at, timeZone, today }: { at: string; timeZone: string; today: Day }) => (
  <ZonedTime at={at}>{momentLabel(new Date(at), timeZone, today)}</ZonedTime>
);
