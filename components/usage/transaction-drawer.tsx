"use client";
import { ChevronDown, ChevronUp, type LucideIcon } from "lucide-react";
import { useEffect, useRef } from "react";
import { CreditAmount } from "@/components/credits/credit-amount";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Failure } from "@/components/ui/failure";
import { Kbd } from "@/components/ui/kbd";
import { Link } from "@/components/ui/link";
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
import { ZonedTime } from "@/components/ui/zoned-time";
import { RowChecked } from "@/components/usage/checked";
import { focusRow, type useOpenRow } from "@/components/usage/open-row";
import { rowReport } from "@/components/usage/report";
import { ReportProblem } from "@/components/usage/report-problem";
import { CheaperNote, TransactionFacts } from "@/components/usage/transaction-facts";
import { WhyCharged } from "@/components/usage/why-charged";
import { isFree, spokenSigned } from "@/lib/credits/core/format";
import { dayLabel, dayOf, timeLabel, zoneCity } from "@/lib/usage/core/calendar";
import { rowDetail } from "@/lib/usage/core/row-detail";
import type { History, Transaction } from "@/lib/usage/types";

export type TransactionDrawerProps = {
  id: string | null;
  /** The row as the list has it, which is shown at once. */
  listed: Transaction | null;
  /** What explains it, as soon as the server has answered. */
  opened: ReturnType<typeof useOpenRow>;
  history: History;
  support: string | null;
  onClose: () => void;
  onWalk: (by: 1 | -1) => void;
  canWalk: (by: 1 | -1) => boolean;
};

/** Why this was charged: the drawer of one row, at its own address. */
export function TransactionDrawer(props: TransactionDrawerProps) {
  const { id, opened, history, onClose } = props;
  const transaction = opened.row?.entry.transaction ?? props.listed;
  // What the drawer showed last, to which the focus returns.
  const last = useRef<string | null>(null);
  useWalkHeard(id, transaction);
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
          <LoadingHeader missing={opened.missing} />
        )}
        <Explanation {...props} />
        <Footer {...props} />
      </SheetContent>
    </Sheet>
  );
}

/** From row to row the focus stays on the drawer: which one it is now is said. Opened, it is read out anyway. */
function useWalkHeard(id: string | null, transaction: Transaction | null) {
  const heard = useRef<string | null>(null);
  const shown = transaction?.id === id ? transaction : null;
  useEffect(() => {
    if (id !== null && shown === null) return;
    if (shown && heard.current !== null && heard.current !== id) {
      announce(`${shown.label}, ${spokenSigned(shown.amount, shown.kind)}.`, {
        topic: "transaction",
      });
    }
    heard.current = id;
  }, [id, shown]);
}

function Explanation({ opened, history }: TransactionDrawerProps) {
  const { row, missing, failed, retry } = opened;
  if (!row) {
    if (missing) return null;
    return failed ? (
      <Failure title="What explains it did not load" onRetry={retry}>
        The transaction itself is not affected.
      </Failure>
    ) : (
      <Waiting />
    );
  }
  const { entry } = row;
  return (
    <>
      {entry.inFilter ? null : (
        <p className="mb-3">
          <Tag>not in this filter</Tag>
        </p>
      )}
      <WhyCharged entry={entry} workspace={history.workspace} />
      <CheaperNote entry={entry} />
      <TransactionFacts {...row} history={history} />
    </>
  );
}

function Heading({ transaction, timeZone }: { transaction: Transaction; timeZone: string }) {
  const at = new Date(transaction.at);
  const detail = rowDetail(transaction);
  return (
    <div className="mb-5">
      {isFree(transaction) ? (
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
      <SheetDescription className="text-muted-foreground tabular-nums [overflow-wrap:anywhere]">
        <bdi>{transaction.actor.name}</bdi>
        {transaction.actor.kind === "removed" ? " (removed)" : ""},{" "}
        <ZonedTime at={transaction.at} focusable>
          {dayLabel(dayOf(at, timeZone))}, {timeLabel(at, timeZone)} {zoneCity(timeZone)}
        </ZonedTime>
      </SheetDescription>
      {detail ? <p className="mt-2 text-foreground-2 [overflow-wrap:anywhere]">{detail}</p> : null}
    </div>
  );
}

const LoadingHeader = ({ missing }: { missing: boolean }) => (
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

const Waiting = () => (
  <div role="status" className="grid gap-4 pt-2">
    <span className="sr-only">Loading what explains it</span>
    {[210, 260, 190, 240, 170, 220].map((width) => (
      <Skeleton key={width} style={{ width }} />
    ))}
  </div>
);

function Footer(props: TransactionDrawerProps) {
  const { opened, listed, history, support, onWalk, canWalk } = props;
  const { run, held } = opened.row?.entry.explained ?? {};
  const shown = opened.row?.entry.transaction ?? listed;
  return (
    <SheetFooter className="flex-wrap">
      <span className="flex flex-wrap items-center gap-[inherit] max-sm:basis-full">
        {run || held?.page ? (
          <Button asChild size="sm">
            <Link href={`/${history.workspace}/activity/${run?.id ?? held?.page}`}>
              {run ? "Open run" : "Open hold"}
            </Link>
          </Button>
        ) : null}
        {shown ? (
          <ReportProblem report={rowReport(history.workspace, shown)} support={support} />
        ) : null}
      </span>
      {shown ? <RowChecked row={shown} history={history} /> : null}
      <span className="ml-auto flex items-center gap-1 text-muted-foreground text-xs print:hidden">
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
