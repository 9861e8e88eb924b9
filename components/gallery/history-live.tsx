"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { READING_CONTEXT, ROWS, VIEW } from "@/components/gallery/history-cast";
import { Button } from "@/components/ui/button";
import { NoTransactions } from "@/components/usage/no-transactions";
import { TransactionTable } from "@/components/usage/transaction-table";
import { operationFilter } from "@/lib/usage/core/operations";
import type { History } from "@/lib/usage/types";

// Loaded when a row is opened, as on Billing.
const TransactionDrawer = dynamic(() =>
  import("@/components/usage/transaction-drawer").then((file) => file.TransactionDrawer),
);

const nothing = () => {};

const HISTORY: History = {
  workspace: READING_CONTEXT.workspace,
  view: VIEW,
  page: { rows: [...ROWS], older: null, newer: null },
  total: ROWS.length,
  operations: [],
  operation: null,
  wider: null,
  people: [{ id: "mei", name: "Mei Tanaka" }],
  campaigns: [],
  moreCampaigns: false,
  today: READING_CONTEXT.today,
  timeZone: READING_CONTEXT.timeZone,
  checks: { ai: null, lead: null },
};

/** Rows of every type; one is selected. */
export const Rows = () => (
  <div className="@container">
    <TransactionTable
      rows={ROWS}
      hrefOf={(id) => `#${id}`}
      onOpen={nothing}
      onPoint={nothing}
      selected="ai-1040"
      timeZone={READING_CONTEXT.timeZone}
      today={READING_CONTEXT.today}
      mixed
    />
  </div>
);

/** A history without rows: there never were any, or none match. */
export function NoRows() {
  const view = { ...VIEW, op: "content_regeneration", member: "mei", from: "2026-11-14" };
  const wider = { label: "Last 90 days", change: {}, count: 41 };
  return (
    <div className="grid gap-4">
      <NoTransactions history={{ ...HISTORY, page: { ...HISTORY.page, rows: [] } }} />
      <NoTransactions
        history={{
          ...HISTORY,
          view: { ...view, to: READING_CONTEXT.today },
          operation: operationFilter(view.op),
          wider,
        }}
      />
    </div>
  );
}

const DRAWERS = {
  "that still loads": { missing: false, failed: false },
  "that did not load": { missing: false, failed: true },
  "that is not there": { missing: true, failed: false },
} as const;

/** The drawer of a row before it knows more than the list, and if it never will. */
export function Drawers() {
  const [open, setOpen] = useState<keyof typeof DRAWERS | null>(null);
  const shown = open && DRAWERS[open];
  return (
    <div className="flex flex-wrap gap-2">
      {(Object.keys(DRAWERS) as (keyof typeof DRAWERS)[]).map((name) => (
        <Button key={name} onClick={() => setOpen(name)}>
          Open a row {name}
        </Button>
      ))}
      {shown ? (
        <TransactionDrawer
          id="ai-1040"
          listed={shown.missing ? null : (ROWS[2] ?? null)}
          opened={{ row: null, ...shown, retry: () => undefined }}
          history={HISTORY}
          support={null}
          onClose={() => setOpen(null)}
          onWalk={nothing}
          canWalk={() => false}
        />
      ) : null}
    </div>
  );
}
