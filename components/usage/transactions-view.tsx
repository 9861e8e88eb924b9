"use client";
import { useRouter } from "next/navigation";
import { useQueryState } from "nuqs";
import {
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useRef,
  useState,
  useTransition,
} from "react";
import { Deferred } from "@/components/ui/deferred";
import { canGo, Fetched } from "@/components/ui/fetched";
import { loadSheet } from "@/components/ui/sheet";
import { Arrived } from "@/components/usage/arrived";
import { ExportButton } from "@/components/usage/export-button";
import { historyHref } from "@/components/usage/history-address";
import { HistoryFilters } from "@/components/usage/history-filters";
import {
  type OpenRow,
  useOpenRow,
  usePrefetchRow,
  useRowInAddress,
} from "@/components/usage/open-row";
import type { TransactionDrawerProps } from "@/components/usage/transaction-drawer";
import { TransactionTable } from "@/components/usage/transaction-table";
import { useHistoryKeys } from "@/components/usage/use-history-keys";
import { useSteadyRows } from "@/components/usage/use-steady-rows";
import { useWalk, type Way } from "@/components/usage/use-walk";
import {
  type Filters,
  filteredView,
  type HistoryView,
  isFiltered,
  searchOf,
} from "@/lib/usage/core/filters";
import type { History } from "@/lib/usage/types";

// Loaded when a row is pointed at or opened, with the sheet it is on: neither waits for the other.
const drawer = new Deferred(async () => {
  const [file] = await Promise.all([import("@/components/usage/transaction-drawer"), loadSheet()]);
  return file;
});

// Most histories never show these.
const NoTransactions = lazy(() =>
  import("@/components/usage/no-transactions").then((file) => ({ default: file.NoTransactions })),
);

type TransactionsViewProps = {
  history: History;
  /** The row in the address, if the page was requested with its drawer open. */
  open: OpenRow | null;
  /** Where problems are reported; null if the installation names no address. */
  support: string | null;
  /** From one page of the rows to the next. */
  pager: ReactNode;
  /** A remark about the rows, below their filters. */
  children?: ReactNode;
};

/** The transaction history: filters, rows, paging, and the drawer that explains a row. */
export function TransactionsView(props: TransactionsViewProps) {
  const { history, open, support, pager, children } = props;
  const { view, workspace } = history;
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [menu, setMenu] = useMenu();
  const steady = useSteadyRows(history.page.rows, searchOf({ ...view, tx: null }));
  const { id, show } = useRowInAddress();
  const opened = useOpenRow(history, id, open);
  const prefetch = usePrefetchRow(history, drawer.load);
  const hrefOf = useRowHref(history);
  const goTo = (next: HistoryView) => {
    if (!canGo()) return;
    startTransition(() => router.push(historyHref(workspace, next), { scroll: false }));
  };
  const go = (change: Partial<Filters>) => goTo(filteredView(view, change));
  const { walk, near } = useWalk({
    history,
    rows: steady.rows,
    id,
    open: opened.row?.entry ?? null,
    show,
    turn: (way) => {
      if (!pending) goTo(pageBeyond(history, way));
    },
  });
  usePrefetchedNeighbours(prefetch.ask, opened.row ? [near(1), near(-1)] : []);
  useHistoryKeys({
    next: () => walk(1),
    previous: () => walk(-1),
    filter: () => setMenu("operation"),
    exportRows: () => setMenu("export"),
  });

  const empty = steady.rows.length === 0;
  return (
    <section aria-labelledby="history-heading" aria-busy={pending}>
      <div className="mb-2.5 flex min-h-7 items-center justify-between">
        <h2 id="history-heading" tabIndex={-1} className="outline-none">
          Transaction history
        </h2>
        {history.total > 0 ? (
          <ExportButton history={history} open={menu === "export"} onOpen={toggle("export")} />
        ) : null}
      </div>
      {empty && !isFiltered(view) ? null : (
        <HistoryFilters history={history} onChange={go} menu={menu} onMenu={setMenu}>
          <Arrived count={steady.arrived} name="transaction" onShow={steady.show} />
        </HistoryFilters>
      )}
      {children}
      {empty ? (
        <Suspense>
          <NoTransactions history={history} />
        </Suspense>
      ) : (
        <TransactionTable
          rows={steady.rows}
          hrefOf={hrefOf}
          onOpen={show}
          onPoint={prefetch.point}
          selected={id}
          timeZone={history.timeZone}
          today={history.today}
          mixed={view.kind === null}
        />
      )}
      {pager}
      <Drawer
        id={id}
        listed={steady.rows.find((row) => row.id === id) ?? null}
        opened={opened}
        history={history}
        support={support}
        onClose={() => show(null)}
        onWalk={walk}
        canWalk={(by) => near(by) !== null}
      />
    </section>
  );

  function toggle(name: string) {
    return (on: boolean) => setMenu(on ? name : null);
  }
}

/** The drawer, loaded with the first row that is opened. Then it stays, so that closing can be animated. */
function Drawer(props: TransactionDrawerProps) {
  const { id, onClose } = props;
  const [wasOpen, setWasOpen] = useState(false);
  if (id !== null && !wasOpen) setWasOpen(true);
  const giveUp = () => {
    setWasOpen(false);
    onClose();
  };
  return wasOpen ? (
    <Fetched
      from={drawer}
      choose={(file) => file.TransactionDrawer}
      props={props}
      onMissing={giveUp}
    />
  ) : null;
}

/** The address at which a row is open in this view. The same function as long as the view is the same. */
function useRowHref({ workspace, view }: History) {
  return useCallback((tx: string) => historyHref(workspace, { ...view, tx }), [workspace, view]);
}

/** The next page of the history, older or newer. */
const pageBeyond = ({ view, page }: History, way: Way): HistoryView => ({
  ...view,
  before: way === 1 ? page.older : null,
  after: way === 1 ? null : page.newer,
  tx: null,
});

/** Which menu is open; `?menu=` opens one from elsewhere, once. */
function useMenu() {
  const [asked, setAsked] = useQueryState("menu");
  const [menu, setMenu] = useState<string | null>(null);
  useEffect(() => {
    if (asked === null) return;
    setMenu(asked);
    void setAsked(null);
  }, [asked, setAsked]);
  return [menu, setMenu] as const;
}

/** J and K find the next row already explained: it was fetched while this one was read. */
function usePrefetchedNeighbours(ask: (id: string) => void, near: readonly (string | null)[]) {
  const asked = near.join(" ");
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    for (const id of asked.split(" ")) if (id) latest.current(id);
  }, [asked]);
}
