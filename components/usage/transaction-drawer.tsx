"use client";
import { ChevronDown, ChevronUp, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { useRef } from "react";
import { CreditAmount } from "@/components/credits/credit-amount";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Kbd } from "@/components/ui/kbd";
import {
  Sheet,
  SheetContent,
  SheetDescription,
  SheetFooter,
  SheetHeader,
  SheetTitle,
} from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { Tag } from "@/components/ui/tag";
import { RowChecked } from "@/components/usage/checked";
import { rowReport } from "@/components/usage/report";
import { ReportProblem } from "@/components/usage/report-problem";
import { rowDetail } from "@/components/usage/row-detail";
import { CheaperNote, TransactionFacts } from "@/components/usage/transaction-facts";
import { WhyCharged } from "@/components/usage/why-charged";
import { dayLabel, dayOf, timeLabel, zoneCity } from "@/lib/usage/core/calendar";
import type { History, OpenEntry, Transaction } from "@/lib/usage/types";

type TransactionDrawerProps = {
  id: string | null;
  /** The row as the list has it: shown at once. */
  row: Transaction | null;
  /** What explains it: there as soon as the server has answered. */
  entry: OpenEntry | null;
  /** The server has answered: there is no such transaction here. */
  missing: boolean;
  history: History;
  support: string | null;
  onClose: () => void;
  onWalk: (by: 1 | -1) => void;
  canWalk: (by: 1 | -1) => boolean;
};

/** Why this was charged: the drawer of one row, at its own address. */
export function TransactionDrawer(props: TransactionDrawerProps) {
  const { id, entry, history, onClose } = props;
  const transaction = entry?.transaction ?? props.row;
  // What the drawer showed last: where the focus goes back to.
  const last = useRef<string | null>(null);
  if (id !== null) last.current = id;

  return (
    <Sheet open={id !== null} onOpenChange={(open) => (open ? undefined : onClose())}>
      <SheetContent
        data-history-drawer
        tabIndex={-1}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          focusRow(last.current);
        }}
      >
        <SheetHeader>
          <span className="truncate">
            Transaction <span className="font-mono text-xs">{id}</span>
          </span>
          {id ? <CopyButton value={id} label="Copy transaction id" /> : null}
        </SheetHeader>
        {transaction ? (
          <Heading transaction={transaction} timeZone={history.timeZone} />
        ) : (
          <Untold missing={props.missing} />
        )}
        {entry && !entry.inFilter ? (
          <p className="mb-3">
            <Tag>not in this filter</Tag>
          </p>
        ) : null}
        {entry ? (
          <>
            <WhyCharged entry={entry} workspace={history.workspace} />
            <TransactionFacts entry={entry} history={history} />
            <CheaperNote entry={entry} />
            <div className="-mx-2 mt-3">
              <ReportProblem
                report={rowReport(history.workspace, entry.transaction)}
                support={props.support}
              />
            </div>
          </>
        ) : (
          <Waiting hidden={props.missing} />
        )}
        <Footer {...props} />
      </SheetContent>
    </Sheet>
  );
}

function Heading({ transaction, timeZone }: { transaction: Transaction; timeZone: string }) {
  const at = new Date(transaction.at);
  const detail = rowDetail(transaction);
  return (
    <div className="mb-5">
      {transaction.amount === 0 ? (
        <p className="font-semibold text-2xl">Free</p>
      ) : (
        <CreditAmount
          amount={transaction.amount}
          kind={transaction.kind}
          size="xl"
          signed
          mark
          className="gap-2"
        />
      )}
      <SheetTitle className="mt-0.5 font-label">{transaction.label}</SheetTitle>
      <SheetDescription className="text-muted-foreground tabular-nums">
        {transaction.actor.name}
        {transaction.actor.kind === "removed" ? " (removed)" : ""}, {dayLabel(dayOf(at, timeZone))},{" "}
        {timeLabel(at, timeZone)} {zoneCity(timeZone)}
      </SheetDescription>
      {detail ? <p className="mt-2 text-foreground-2">{detail}</p> : null}
    </div>
  );
}

const Untold = ({ missing }: { missing: boolean }) => (
  <>
    <SheetTitle className="font-semibold text-base">
      {missing ? "No such transaction" : "Transaction"}
    </SheetTitle>
    <SheetDescription className="text-foreground-2">
      {missing
        ? "This workspace has no transaction by that name. The link may be from another workspace."
        : "Loading what explains it."}
    </SheetDescription>
  </>
);

const Waiting = ({ hidden }: { hidden: boolean }) => (
  <div role="status" hidden={hidden} className={hidden ? undefined : "grid gap-4 pt-2"}>
    <span className="sr-only">Loading what explains it</span>
    {[210, 260, 190, 240, 170, 220].map((width) => (
      <Skeleton key={width} style={{ width }} />
    ))}
  </div>
);

function Footer({ entry, row, history, onWalk, canWalk }: TransactionDrawerProps) {
  const run = entry?.explained.run;
  const shown = entry?.transaction ?? row;
  return (
    <SheetFooter>
      {run ? (
        <Button asChild>
          <Link href={`/${history.workspace}/activity/${run.id}`}>Open run</Link>
        </Button>
      ) : null}
      {shown ? <RowChecked row={shown} history={history} /> : null}
      <span className="ml-auto flex items-center gap-1 text-muted-foreground text-xs">
        <WalkButton keyName="J" icon={ChevronDown} by={1} {...{ onWalk, canWalk }}>
          Next transaction
        </WalkButton>
        <WalkButton keyName="K" icon={ChevronUp} by={-1} {...{ onWalk, canWalk }}>
          Previous transaction
        </WalkButton>
        <span aria-hidden className="pointer-coarse:hidden">
          next, previous
        </span>
      </span>
    </SheetFooter>
  );
}

function WalkButton({
  keyName,
  icon: Icon,
  by,
  onWalk,
  canWalk,
  children,
}: {
  keyName: string;
  icon: LucideIcon;
  by: 1 | -1;
  children: string;
} & Pick<TransactionDrawerProps, "onWalk" | "canWalk">) {
  return (
    <button
      type="button"
      aria-label={children}
      aria-disabled={!canWalk(by)}
      className="grid size-7 place-items-center rounded-sm hover:bg-hover aria-disabled:opacity-40 max-md:size-11"
      onClick={() => onWalk(by)}
    >
      <Kbd>{keyName}</Kbd>
      <Icon aria-hidden className="hidden size-4 pointer-coarse:block" />
    </button>
  );
}

/** Back to the row that opened the drawer, in whichever of the two layouts is on the screen. */
function focusRow(id: string | null): void {
  const links = document.querySelectorAll<HTMLElement>(`[data-tx="${id}"]`);
  const shown = [...links].find((link) => link.offsetParent !== null);
  (shown ?? document.getElementById("history-heading"))?.focus();
}
