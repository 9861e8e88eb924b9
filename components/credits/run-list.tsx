"use client";
import Link from "next/link";
import { useAction } from "next-safe-action/hooks";
import { CreditMark } from "@/components/credits/credit-mark";
import { useLive, useRun } from "@/components/credits/live-workspace";
import { RunState } from "@/components/credits/run-state";
import { Button } from "@/components/ui/button";
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
import { stopRunAction } from "@/lib/credits/actions/runs";
import { formatCredits, formatRange } from "@/lib/credits/core/format";
import { isOver, type Run } from "@/lib/credits/core/run";

export type RunRow = { run: Run; label: string; by: string };
type RunListProps = { rows: readonly RunRow[]; timeZone: string; canStop: boolean };

/** Runs, newest first: a table, and below 768 px a list of two lines each. Every row is live. */
export function RunList({ rows, timeZone, canStop }: RunListProps) {
  const shared = { timeZone, canStop };
  return (
    <>
      <Table className="max-md:hidden">
        <TableCaption>Runs, newest first</TableCaption>
        <TableHeader>
          <tr>
            <TableHead>Started</TableHead>
            <TableHead>Run</TableHead>
            <TableHead>By</TableHead>
            <TableHead>State</TableHead>
            <TableHead numeric>Quoted</TableHead>
            <TableHead numeric>Held</TableHead>
            <TableHead numeric>Charged</TableHead>
            <TableHead numeric>Returned</TableHead>
            <TableHead>
              <span className="sr-only">Stop</span>
            </TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <WideRow key={row.run.id} row={row} {...shared} />
          ))}
        </TableBody>
      </Table>
      <ul className="md:hidden" aria-label="Runs, newest first">
        {rows.map((row) => (
          <NarrowRow key={row.run.id} row={row} {...shared} />
        ))}
      </ul>
    </>
  );
}

type RowProps = { row: RunRow; timeZone: string; canStop: boolean };

function WideRow({ row, timeZone, canStop }: RowProps) {
  const run = useRun(row.run);
  const { kind, held, charged, returned, quoted } = run;
  return (
    <TableRow className="relative">
      <TableCell className="text-muted-foreground tabular-nums">
        <Time at={run.createdAt} timeZone={timeZone} />
      </TableCell>
      <TableCell className="w-full max-w-0 truncate">
        <RunLink row={row} />
        <span className="ml-2 text-muted-foreground">{row.label}</span>
      </TableCell>
      <TableCell className="max-w-32 truncate text-foreground-2" title={row.by}>
        {row.by}
      </TableCell>
      <TableCell>
        <RunState run={run} />
      </TableCell>
      <TableCell numeric className="text-muted-foreground">
        {formatRange(quoted.min, quoted.max, kind)}
      </TableCell>
      <TableCell numeric>{amountOrNothing(held, kind)}</TableCell>
      <TableCell numeric>{amountOrNothing(charged, kind)}</TableCell>
      <TableCell numeric>{amountOrNothing(returned, kind)}</TableCell>
      <TableCell className="text-right">
        <StopButton run={run} canStop={canStop} />
      </TableCell>
    </TableRow>
  );
}

function NarrowRow({ row, timeZone, canStop }: RowProps) {
  const run = useRun(row.run);
  const { kind, held, charged, quoted } = run;
  return (
    <li className="relative flex items-center gap-3 border-grid border-b py-2.5 text-sm">
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-3">
          <span className="min-w-0 truncate">
            <RunLink row={row} />
          </span>
          <span className="shrink-0 tabular-nums">
            {isOver(run.state)
              ? charged === 0
                ? "Nothing charged"
                : `${formatCredits(charged, kind)} charged`
              : held > 0
                ? `${formatCredits(held, kind)} held`
                : formatRange(quoted.min, quoted.max, kind)}
          </span>
        </div>
        <div className="mt-0.5 flex items-baseline justify-between gap-3 text-muted-foreground text-xs">
          <span className="min-w-0 truncate">
            <Time at={run.createdAt} timeZone={timeZone} />, {row.label}, {row.by}
          </span>
          <RunState run={run} className="shrink-0" />
        </div>
      </div>
      <StopButton run={run} canStop={canStop} />
    </li>
  );
}

/** The link covers its row; what else can be pressed lies above it. */
function RunLink({ row }: { row: RunRow }) {
  const { workspace } = useLive();
  return (
    <Link
      href={`/${workspace}/activity/${row.run.id}`}
      className="font-medium after:absolute after:inset-0"
      prefetch={false}
    >
      <CreditMark kind={row.run.kind} size={12} className="mr-1.5 inline align-[-1px]" />
      {row.run.subject}
    </Link>
  );
}

function StopButton({ run, canStop }: { run: Run; canStop: boolean }) {
  const { workspace } = useLive();
  const stop = useAction(stopRunAction);
  if (!canStop || isOver(run.state)) return null;
  return (
    <Button
      size="sm"
      className="relative z-[1]"
      pending={stop.isExecuting || run.state === "stopping"}
      onClick={() => stop.execute({ workspace, runId: run.id })}
      aria-label={`Stop ${run.subject}`}
    >
      Stop
    </Button>
  );
}

function amountOrNothing(amount: number, kind: Run["kind"]) {
  if (amount > 0) return formatCredits(amount, kind);
  return (
    <span className="text-muted-foreground" title="Nothing">
      {formatCredits(0, kind)}
    </span>
  );
}
