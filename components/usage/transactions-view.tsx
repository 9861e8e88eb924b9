"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { ExportButton } from "@/components/usage/export-button";
import { historyHref } from "@/components/usage/history-address";
import { HistoryFilters } from "@/components/usage/history-filters";
import { NoTransactions } from "@/components/usage/no-transactions";
import { Pager } from "@/components/usage/pager";
import { TransactionTable } from "@/components/usage/transaction-table";
import { useHistoryKeys } from "@/components/usage/use-history-keys";
import { useSteadyRows } from "@/components/usage/use-steady-rows";
import { type Filters, filteredView, isFiltered, searchOf } from "@/lib/usage/core/filters";
import type { History, OpenEntry } from "@/lib/usage/types";

// No part of the page until a row is opened.
const TransactionDrawer = dynamic(() =>
  import("@/components/usage/transaction-drawer").then((file) => file.TransactionDrawer),
);

type TransactionsViewProps = {
  history: History;
  /** The row of the address, when its drawer is open. */
  open: OpenEntry | null;
  /** Where problems are reported to; null when nobody is named. */
  support: string | null;
};

/** The transaction history: filters, rows, paging, and the drawer that explains a row. */
export function TransactionsView({ history, open, support }: TransactionsViewProps) {
  const { view, workspace } = history;
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [menu, setMenu] = useState<string | null>(null);
  const steady = useSteadyRows(history.page.rows, searchOf({ ...view, tx: null }));
  const drawer = useOpenRow(view.tx);
  const [wasOpen, setWasOpen] = useState(false);
  if (drawer.id !== null && !wasOpen) setWasOpen(true);

  const go = (change: Partial<Filters>) =>
    startTransition(() =>
      router.push(historyHref(workspace, filteredView(view, change)), { scroll: false }),
    );
  const show = (tx: string | null) => {
    const href = historyHref(workspace, { ...view, tx });
    // Opening is a step that Back undoes; walking and closing are not steps of their own.
    const move = drawer.id === null ? router.push : router.replace;
    drawer.set(tx);
    startTransition(() => move(href, { scroll: false }));
  };
  const walk = (by: 1 | -1) => {
    const target = neighbourOf(drawer.id, by, steady.rows, open);
    if (drawer.id !== null) return target ? show(target) : undefined;
    focusNeighbour(by);
  };
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
        <h2 id="history-heading">Transaction history</h2>
        {history.total > 0 ? (
          <ExportButton history={history} open={menu === "export"} onOpen={toggle("export")} />
        ) : null}
      </div>
      {empty && !isFiltered(view) ? null : (
        <HistoryFilters history={history} onChange={go} menu={menu} onMenu={setMenu} />
      )}
      {steady.arrived > 0 ? <Arrived count={steady.arrived} onShow={steady.show} /> : null}
      {empty ? (
        <NoTransactions history={history} onChange={go} />
      ) : (
        <TransactionTable
          rows={steady.rows}
          hrefOf={(id) => historyHref(workspace, { ...view, tx: id })}
          onOpen={show}
          selected={drawer.id}
          timeZone={history.timeZone}
          today={history.today}
          mixed={view.kind === null}
        />
      )}
      <Pager history={history} />
      {wasOpen ? (
        <TransactionDrawer
          id={drawer.id}
          row={steady.rows.find(({ id }) => id === drawer.id) ?? null}
          entry={open?.transaction.id === drawer.id ? open : null}
          missing={open === null && view.tx === drawer.id && !pending}
          history={history}
          support={support}
          onClose={() => show(null)}
          onWalk={walk}
          canWalk={(by) => neighbourOf(drawer.id, by, steady.rows, open) !== null}
        />
      ) : null}
    </section>
  );

  function toggle(name: string) {
    return (on: boolean) => setMenu(on ? name : null);
  }
}

const Arrived = ({ count, onShow }: { count: number; onShow: () => void }) => (
  <div className="flex justify-center py-2" role="status">
    <Button size="sm" onClick={onShow}>
      {count === 1 ? "1 new transaction" : `${count} new transactions`}
    </Button>
  </div>
);

/** The row whose drawer is open: at once on a click, and whatever the address says afterwards. */
function useOpenRow(tx: string | null) {
  const [id, set] = useState(tx);
  useEffect(() => set(tx), [tx]);
  return { id, set };
}

function neighbourOf(
  id: string | null,
  by: 1 | -1,
  rows: readonly { id: string }[],
  open: OpenEntry | null,
): string | null {
  const index = rows.findIndex((row) => row.id === id);
  const near = index === -1 ? undefined : rows[index + by];
  if (near) return near.id;
  if (open?.transaction.id !== id) return null;
  return by === 1 ? (open?.older ?? null) : (open?.newer ?? null);
}

/** Moves the focus from row to row; from anywhere else to the first. */
function focusNeighbour(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>("[data-tx]")].filter(
    (link) => link.offsetParent !== null,
  );
  const index = links.indexOf(document.activeElement as HTMLElement);
  const target = index === -1 ? links[0] : links[index + by];
  target?.focus();
}
