import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { MouseEvent } from "react";
import { CreditAmount, NoDecimals } from "@/components/credits/credit-amount";
import { CreditMark } from "@/components/credits/credit-mark";
import { cn } from "@/components/ui/cn";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { Actor } from "@/components/usage/actor";
import { rowDetail } from "@/components/usage/row-detail";
import { formatCredits, splitCredits, spokenCredits } from "@/lib/credits/core/format";
import { type Day, dayOf, momentLabel, timeLabel, zoneCity } from "@/lib/usage/core/calendar";
import type { Transaction } from "@/lib/usage/types";

export type TransactionTableProps = {
  rows: readonly Transaction[];
  hrefOf: (id: string) => string;
  onOpen: (id: string) => void;
  selected: string | null;
  timeZone: string;
  today: Day;
  /** Both kinds are listed: each amount carries its mark. */
  mixed: boolean;
};

/** The history as a table; on a phone, as a list of two lines a row. The same links in both. */
export function TransactionTable(props: TransactionTableProps) {
  const { rows, timeZone, today, mixed } = props;
  const programs = rows.some(({ actor }) => actor.kind === "api_key");
  const shortDates = rows.every(({ at }) => yearOf(at, timeZone) === today.slice(0, 4));
  return (
    <>
      <Table className="table-fixed @max-[600px]:hidden">
        <TableCaption>Transaction history</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead
              className={cn("sticky top-0 bg-background", shortDates ? "w-24" : "w-[132px]")}
            >
              Time <span className="font-normal">{zoneCity(timeZone)}</span>
            </TableHead>
            <TableHead className="sticky top-0 bg-background">Operation</TableHead>
            <TableHead
              className={cn("sticky top-0 bg-background", programs ? "w-[200px]" : "w-[130px]")}
            >
              By
            </TableHead>
            <TableHead
              numeric
              className={cn("sticky top-0 bg-background", mixed ? "w-[106px]" : "w-[78px]")}
            >
              Credits
            </TableHead>
            <TableHead
              numeric
              className={cn("sticky top-0 bg-background", mixed ? "w-[90px]" : "w-[78px]")}
            >
              Balance
            </TableHead>
            <TableHead className="sticky top-0 w-5 bg-background">
              <span className="sr-only">Details</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <Row key={row.id} row={row} {...props} />
          ))}
        </TableBody>
      </Table>
      <ul className="@min-[600px]:hidden" aria-label="Transaction history">
        {rows.map((row) => (
          <TwoLines key={row.id} row={row} {...props} />
        ))}
      </ul>
    </>
  );
}

/** Dates of another year are written with it, and need the room. */
const yearOf = (at: string, timeZone: string): string => dayOf(new Date(at), timeZone).slice(0, 4);

type RowProps = TransactionTableProps & { row: Transaction };

function Row({ row, hrefOf, onOpen, selected, timeZone, today, mixed }: RowProps) {
  const detail = rowDetail(row);
  return (
    <TableRow
      aria-selected={row.id === selected}
      className="cursor-default"
      onClick={(event) => {
        if (isPlain(event)) onOpen(row.id);
      }}
    >
      <TableCell className="text-foreground-2 tabular-nums">
        <RowTime at={row.at} timeZone={timeZone} today={today} />
      </TableCell>
      <TableCell className="truncate">
        <OpenLink row={row} hrefOf={hrefOf} onOpen={onOpen} className="font-medium">
          {row.label}
        </OpenLink>
        {detail ? (
          <span className="ml-2 text-muted-foreground" title={detail}>
            {detail}
          </span>
        ) : null}
      </TableCell>
      <TableCell>
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
}

function TwoLines({ row, hrefOf, onOpen, selected, timeZone, today, mixed }: RowProps) {
  const { actor } = row;
  const firstName = actor.kind === "api_key" ? actor.name : actor.name.split(" ")[0];
  const sameDay = dayOf(new Date(row.at), timeZone) === today;
  return (
    <li
      className="relative min-h-[60px] border-grid border-b py-[11px] data-[selected=true]:bg-active"
      data-selected={row.id === selected}
    >
      <div className="flex justify-between gap-x-3 font-medium text-base">
        <OpenLink
          row={row}
          hrefOf={hrefOf}
          onOpen={onOpen}
          className="min-w-0 after:absolute after:inset-0"
        >
          {row.label}
        </OpenLink>
        <Amount row={row} mixed={mixed} />
      </div>
      <div className="flex justify-between gap-x-3 text-muted-foreground tabular-nums">
        <span className="min-w-0 truncate">{rowDetail(row)}</span>
        <span className="shrink-0">
          {sameDay
            ? timeLabel(new Date(row.at), timeZone)
            : momentLabel(new Date(row.at), timeZone, today)}
          , {firstName}
        </span>
      </div>
    </li>
  );
}

function OpenLink({
  row,
  hrefOf,
  onOpen,
  className,
  children,
}: Pick<RowProps, "row" | "hrefOf" | "onOpen"> & { className: string; children: string }) {
  return (
    <Link
      href={hrefOf(row.id)}
      scroll={false}
      prefetch={false}
      data-tx={row.id}
      className={`${className} no-underline`}
      onClick={(event) => {
        if (!isPlain(event)) return;
        event.preventDefault();
        event.stopPropagation();
        onOpen(row.id);
      }}
    >
      {children}
    </Link>
  );
}

/** A click that means "open here", not "in a new tab". */
const isPlain = (event: MouseEvent): boolean =>
  event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

type AmountProps = { row: Transaction; mixed: boolean; aligned?: boolean };

const Amount = ({ row, mixed, aligned = false }: AmountProps) =>
  row.amount === 0 ? (
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
  <time dateTime={at} title={`${momentLabel(new Date(at), "UTC")} UTC`}>
    {momentLabel(new Date(at), timeZone, today)}
  </time>
);
