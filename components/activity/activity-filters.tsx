"use client";
import { type ReactNode, useState } from "react";
import type { ActivityFilters as Filters } from "@/components/activity/activity-address";
import { FilterList } from "@/components/usage/filter-list";
import { ACTIVITY_FILTERS } from "@/lib/credits/core/run";

type Choice = { id: string; name: string; removed?: boolean };

const STATES: Record<Filters["state"], string> = {
  all: "All",
  active: "Under way",
  blocked: "Waiting for credits",
  done: "Done",
  stopped: "Stopped",
  failed: "Failed",
};

type ActivityFiltersProps = {
  filters: Filters;
  operations: readonly Choice[];
  people: readonly Choice[];
  onChange: (change: Partial<Filters>) => void;
  /** Shown at the end of the line. */
  children?: ReactNode;
};

/** What the list is narrowed to, as chips. Each is in the address; Back undoes the last. */
export function ActivityFilters({
  filters,
  operations,
  people,
  onChange,
  children,
}: ActivityFiltersProps) {
  const { state, op, by } = filters;
  const [menu, setMenu] = useState<string | null>(null);
  const menuOf = (name: string) => ({
    open: menu === name,
    onOpen: (open: boolean) => setMenu(open ? name : null),
  });
  const removeLast = () => {
    if (by) onChange({ by: null });
    else if (op) onChange({ op: null });
    else if (state !== "all") onChange({ state: "all" });
  };
  const shared = { onBackspace: removeLast };
  return (
    <div className="mb-3 flex flex-wrap items-center gap-1.5 max-md:-mx-4 max-md:flex-nowrap max-md:overflow-x-auto max-md:px-4 max-md:py-1.5">
      <FilterList
        {...menuOf("state")}
        {...shared}
        label="State"
        value={STATES[state]}
        chosen={state}
        choices={ACTIVITY_FILTERS.map((id) => ({ id, name: STATES[id] }))}
        onChoose={(chosen) => onChange({ state: stateOf(chosen) })}
        {...(state === "all" ? {} : { onClear: () => onChange({ state: "all" }) })}
      />
      <FilterList
        {...menuOf("operation")}
        {...shared}
        label="Operation"
        value={op && nameIn(operations, op, "One operation")}
        chosen={op}
        choices={[{ id: null, name: "All operations" }, ...operations]}
        onChoose={(chosen) => onChange({ op: chosen })}
        onClear={() => onChange({ op: null })}
      />
      <FilterList
        {...menuOf("by")}
        {...shared}
        label="By"
        value={by && nameIn(people, by, "Unknown")}
        chosen={by}
        choices={[{ id: null, name: "Everyone" }, ...people]}
        onChoose={(chosen) => onChange({ by: chosen })}
        onClear={() => onChange({ by: null })}
      />
      {children}
    </div>
  );
}

/** The filters in words, for a list with nothing in it: "Failed, CSV import, by Priya Raman". */
export function filterWords(
  { state, op, by }: Filters,
  operations: readonly Choice[],
  people: readonly Choice[],
): string {
  return [
    state === "all" ? null : STATES[state],
    op && nameIn(operations, op, "one operation"),
    by && `by ${nameIn(people, by, "one member")}`,
  ]
    .filter(Boolean)
    .join(", ");
}

const nameIn = (choices: readonly Choice[], id: string, otherwise: string): string =>
  choices.find((choice) => choice.id === id)?.name ?? otherwise;

const stateOf = (chosen: string | null): Filters["state"] =>
  ACTIVITY_FILTERS.find((one) => one === chosen) ?? "all";
