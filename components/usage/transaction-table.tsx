import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { MouseEvent } from "react";
import { CreditAmount } from "@/components/credits/credit-amount";
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
import { formatCredits, spokenCredits } from "@/lib/credits/core/format";
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
  return (
    <>
      <Table className="table-fixed @max-[600px]:hidden">
        <TableCaption>Transaction history</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead className="sticky top-0 w-[108px] bg-background">
              Time <span className="font-normal">{zoneCity(props.timeZone)}</span>
            </TableHead>
            <TableHead className="sticky top-0 bg-background">Operation</TableHead>
            <TableHead className="sticky top-0 w-[126px] bg-background">By</TableHead>
            <TableHead
              numeric
              className={cn("sticky top-0 bg-background", props.mixed ? "w-[96px]" : "w-[78px]")}
            >
              Credits
            </TableHead>
            <TableHead numeric className="sticky top-0 w-[78px] bg-background">
              Balance
            </TableHead>
            <TableHead className="sticky top-0 w-[22px] bg-background">
              <span className="sr-only">Details</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {props.rows.map((row) => (
            <Row key={row.id} row={row} {...props} />
          ))}
        </TableBody>
      </Table>
      <ul className="@min-[600px]:hidden" aria-label="Transaction history">
        {props.rows.map((row) => (
          <TwoLines key={row.id} row={row} {...props} />
        ))}
      </ul>
    </>
  );
}

type RowProps = TransactionTableProps & { row: Transaction };

function Row({ row, hrefOf, onOpen, selected, timeZone, today, mixed }: RowProps) {
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
        {row.detail ? (
          <span className="ml-2.5 text-muted-foreground" title={row.detail}>
            {row.detail}
          </span>
        ) : null}
      </TableCell>
      <TableCell>
        <Actor actor={row.actor} />
      </TableCell>
      <TableCell numeric className="font-medium">
        <Amount row={row} mixed={mixed} />
      </TableCell>
      <TableCell numeric className="text-muted-foreground">
        <span className="sr-only">{spokenCredits(row.balanceAfter, row.kind)}</span>
        <span aria-hidden>{formatCredits(row.balanceAfter, row.kind)}</span>
      </TableCell>
      <TableCell>
        <ChevronRight aria-hidden className="ml-auto size-3.5 text-muted-foreground" />
      </TableCell>
    </TableRow>
  );
}

function TwoLines({ row, hrefOf, onOpen, selected, timeZone, today, mixed }: RowProps) {
  const firstName = row.actor.name.split(" ")[0];
  const sameDay = dayOf(new Date(row.at), timeZone) === today;
  return (
    <li
      className="relative grid min-h-[60px] grid-cols-[1fr_auto] gap-x-3 border-grid border-b py-[11px] data-[selected=true]:bg-active"
      data-selected={row.id === selected}
    >
      <OpenLink
        row={row}
        hrefOf={hrefOf}
        onOpen={onOpen}
        className="truncate font-medium text-base after:absolute after:inset-0"
      >
        {row.label}
      </OpenLink>
      <span className="text-right font-medium text-base">
        <Amount row={row} mixed={mixed} />
      </span>
      <span className="truncate text-muted-foreground">{row.detail}</span>
      <span className="text-right text-muted-foreground tabular-nums">
        {sameDay
          ? timeLabel(new Date(row.at), timeZone)
          : momentLabel(new Date(row.at), timeZone, today)}
        , {firstName}
      </span>
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

const Amount = ({ row, mixed }: { row: Transaction; mixed: boolean }) =>
  row.amount === 0 ? (
    <span className="font-normal text-muted-foreground">Free</span>
  ) : (
    <span className="inline-flex items-center gap-1.5">
      {mixed ? <CreditMark kind={row.kind} size={12} /> : null}
      <CreditAmount amount={row.amount} kind={row.kind} signed />
    </span>
  );

const RowTime = ({ at, timeZone, today }: { at: string; timeZone: string; today: Day }) => (
  <time dateTime={at} title={`${momentLabel(new Date(at), "UTC")} UTC`}>
    {momentLabel(new Date(at), timeZone, today)}
  </time>
);
