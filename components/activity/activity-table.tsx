"use client";
import { type ReactNode, useState } from "react";
import {
  type ActivityFacts,
  holdFacts,
  isRun,
  runFacts,
} from "@/components/activity/activity-facts";
import { ActivityState } from "@/components/activity/activity-state";
import { RunButton } from "@/components/activity/run-button";
import { NoDecimals } from "@/components/credits/credit-amount";
import { CreditMark } from "@/components/credits/credit-mark";
import { useLive, useRun } from "@/components/credits/live-workspace";
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
import { Actor } from "@/components/usage/actor";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits } from "@/lib/credits/core/format";
import { isOver } from "@/lib/credits/core/run";
import { costWords } from "@/lib/credits/core/run-words";
import type { ActivityRow } from "@/lib/credits/types";
import { zoneCity } from "@/lib/usage/core/calendar";

type ActivityTableProps = {
  rows: readonly ActivityRow[];
  workspace: string;
  timeZone: string;
  canStop: boolean;
};

/** Runs and programs' holds, newest first: a table or, on a phone, a list of two lines each. What is under way is live. */
export function ActivityTable({ rows, ...shared }: ActivityTableProps) {
  return (
    <>
      <Table className="max-lg:hidden">
        <TableCaption>Activity, newest first</TableCaption>
        <TableHeader>
          <tr>
            <TableHead>
              Started <span className="font-normal">{zoneCity(shared.timeZone)}</span>
            </TableHead>
            <TableHead>Run</TableHead>
            <TableHead>By</TableHead>
            <TableHead>State</TableHead>
            <TableHead numeric>Quoted</TableHead>
            <TableHead numeric>Held</TableHead>
            <TableHead numeric>Charged</TableHead>
            <TableHead numeric>Returned</TableHead>
            <TableHead>
              <span className="sr-only">Undo or stop</span>
            </TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <Row key={row.id} row={row} as={WideRow} {...shared} />
          ))}
        </TableBody>
      </Table>
      <ul className="lg:hidden" aria-label="Activity, newest first">
        {rows.map((row) => (
          <Row key={row.id} row={row} as={NarrowRow} {...shared} />
        ))}
      </ul>
    </>
  );
}

type Shared = Omit<ActivityTableProps, "rows">;
type LayoutProps = Shared & { row: ActivityRow; facts: ActivityFacts; button: ReactNode };
type RowProps = Shared & { row: ActivityRow; as: (props: LayoutProps) => ReactNode };

function Row({ row, as: Layout, ...shared }: RowProps) {
  if (isRun(row)) return <RunRow row={row} as={Layout} {...shared} />;
  const facts = holdFacts(row.hold, row.label, shared.timeZone);
  return <Layout row={row} facts={facts} button={null} {...shared} />;
}

type RunRowProps = RowProps & { row: Extract<ActivityRow, { source: "run" }> };

/**
 * A run that is over stays as it is, so its row follows nothing: of fifty, hardly any else would. One that was live when
 * it was first shown stays live, since another row in its place would lose the focus.
 */
function RunRow(props: RunRowProps) {
  const { row, as: Layout, ...shared } = props;
  const [live, setLive] = useState(false);
  if (!live && !isOver(row.run.state)) setLive(true);
  if (live) return <LiveRunRow {...props} />;
  const facts = runFacts(row.run, shared.timeZone, null);
  return <Layout row={row} facts={facts} button={null} {...shared} />;
}

function LiveRunRow({ row, as: Layout, ...shared }: RunRowProps) {
  const { balances } = useLive();
  const run = useRun(row.run);
  const facts = runFacts(run, shared.timeZone, balances?.[run.kind] ?? null);
  const button = shared.canStop ? <RunButton run={run} /> : null;
  return <Layout row={row} facts={facts} button={button} {...shared} />;
}

function WideRow({ row, facts, button, workspace, timeZone }: LayoutProps) {
  const { kind, quoted, likely, held, charged, returned } = facts;
  return (
    <TableRow className="relative">
      <TableCell className="text-muted-foreground tabular-nums">
        <Time at={row.at} timeZone={timeZone} />
      </TableCell>
      <TableCell className="w-full max-w-0 max-xl:leading-4">
        {/* The name of the operation is never cut: where it is narrow, it has a line of its own. */}
        <span className="block items-baseline xl:flex">
          <span className="block min-w-0 truncate">
            <RowLink row={row} facts={facts} workspace={workspace} />
          </span>
          <span
            className="block truncate text-muted-foreground max-xl:text-xs xl:ml-2 xl:max-w-2/3 xl:shrink-0"
            title={about(row, facts)}
          >
            {about(row, facts)}
          </span>
        </span>
      </TableCell>
      <TableCell className="max-w-40">
        <Actor actor={row.by} />
      </TableCell>
      <TableCell>
        <ActivityState facts={facts} className="flex leading-4" />
      </TableCell>
      <TableCell numeric className="text-muted-foreground leading-4">
        <Aligned>{quoted}</Aligned>
        {likely ? <span className="block text-2xs">likely {likely}</span> : null}
      </TableCell>
      <TableCell numeric>{amountOrNothing(held, kind)}</TableCell>
      <TableCell numeric>{amountOrNothing(charged, kind)}</TableCell>
      <TableCell numeric>{amountOrNothing(returned, kind)}</TableCell>
      <TableCell className="text-right">{button}</TableCell>
    </TableRow>
  );
}

function NarrowRow({ row, facts, button, workspace, timeZone }: LayoutProps) {
  return (
    <li className="relative flex items-center gap-3 border-grid border-b py-2.5 text-sm">
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-3">
          <span className="min-w-0 truncate">
            <RowLink row={row} facts={facts} workspace={workspace} />
          </span>
          <span className="shrink-0 tabular-nums">{mainAmount(facts)}</span>
        </div>
        <div className="mt-0.5 flex items-baseline justify-between gap-3 text-muted-foreground text-xs">
          <span className="min-w-0">
            <Time at={row.at} timeZone={timeZone} />, {row.by.name}
            {row.label === facts.title ? null : `, ${row.label}`}
          </span>
          <ActivityState facts={facts} brief className="shrink-0 text-foreground-2" />
        </div>
      </div>
      {button}
    </li>
  );
}

/** The link covers its row; what else can be pressed lies above it. */
function RowLink({ row, facts, workspace }: Pick<LayoutProps, "row" | "facts" | "workspace">) {
  return (
    <Link
      href={`/${workspace}/activity/${row.id}`}
      className="font-medium after:absolute after:inset-0"
      prefetch={false}
      title={facts.title}
    >
      <CreditMark kind={facts.kind} size={12} className="mr-1.5 inline align-[-1px]" />
      {facts.title}
    </Link>
  );
}

/** The campaign, and the operation unless it is already the title. */
const about = ({ label, campaign }: ActivityRow, { title }: ActivityFacts): string =>
  [label === title ? null : label, campaign].filter(Boolean).join(", ");

/** On a phone, the one amount that matters now. */
function mainAmount({ over, tone, held, charged, quoted, kind }: ActivityFacts): string {
  if (over) {
    const cost = costWords({ state: tone, kind, charged });
    return charged === 0 ? cost : `${cost} charged`;
  }
  return held > 0 ? `${formatCredits(held, kind)} held` : quoted;
}

function amountOrNothing(amount: number, kind: Kind) {
  const shown = <Aligned>{formatCredits(amount, kind)}</Aligned>;
  return amount > 0 ? shown : <span className="text-muted-foreground">{shown}</span>;
}

/** In a column of both kinds the decimal points line up, even for amounts without one. */
const Aligned = ({ children }: { children: string }) => (
  <>
    {children}
    {children.includes(".") ? null : <NoDecimals />}
  </>
);
