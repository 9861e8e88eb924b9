"use client";
import type { ReactNode } from "react";
import { FilterChip } from "@/components/ui/filter-chip";
import { FilterDate } from "@/components/usage/filter-date";
import { FilterList } from "@/components/usage/filter-list";
import { useCampaigns } from "@/components/usage/use-campaigns";
import type { Filters } from "@/lib/usage/core/filters";
import type { History } from "@/lib/usage/types";

export type FiltersProps = {
  history: History;
  onChange: (change: Partial<Filters>) => void;
  /** Which menu is open, so that a key can open one. */
  menu: string | null;
  onMenu: (name: string | null) => void;
  /** Shown at the end of the line. */
  children?: ReactNode;
};

const KIND_NAMES = { ai: "AI", lead: "Lead" } as const;

/** The active filters and the possible ones, as chips. Each is in the address; Back undoes the last. */
export function HistoryFilters({ history, onChange, menu, onMenu, children }: FiltersProps) {
  const { view, people } = history;
  const { campaigns, others } = useCampaigns(history, menu === "campaign");
  const state = (name: string) => ({
    open: menu === name,
    onOpen: (open: boolean) => onMenu(open ? name : null),
  });
  const nameOf = (choices: History["people"], id: string | null) =>
    choices.find((choice) => choice.id === id)?.name;
  const removeLast = () => {
    const last = LAST_FIRST.find((name) => view[name] !== null);
    if (last) onChange(last === "from" ? { from: null, to: null } : { [last]: null });
  };

  return (
    <div className="mb-1.5 flex flex-wrap items-center gap-1.5 max-md:-mx-4 max-md:flex-nowrap max-md:scroll-px-4 max-md:overflow-x-auto max-md:px-4 max-md:py-1.5">
      <FilterList
        {...state("operation")}
        label="Operation"
        value={history.operation?.label ?? "All"}
        chosen={view.op}
        choices={[
          { id: null, name: "All operations" },
          ...history.operations.map(({ op, label, count, inGroup }) => ({
            id: op,
            name: label,
            count,
            inset: inGroup,
          })),
        ]}
        onChoose={(op) => onChange({ op })}
        onBackspace={removeLast}
        {...(view.op ? { onClear: () => onChange({ op: null }) } : {})}
      />
      <FilterList
        {...state("kind")}
        label="Credits"
        value={view.kind ? KIND_NAMES[view.kind] : null}
        chosen={view.kind}
        choices={[
          { id: null, name: "Both kinds" },
          { id: "ai", name: "AI credits" },
          { id: "lead", name: "Lead credits" },
        ]}
        onChoose={(kind) => onChange({ kind: kind === "ai" || kind === "lead" ? kind : null })}
        onBackspace={removeLast}
        onClear={() => onChange({ kind: null })}
      />
      <FilterDate {...state("date")} history={history} onChange={onChange} />
      <FilterList
        {...state("member")}
        label="Member"
        value={memberLabel(view.member, people)}
        chosen={view.member}
        choices={[{ id: null, name: "Everyone" }, ...people, { id: "system", name: "System" }]}
        onChoose={(member) => onChange({ member })}
        onBackspace={removeLast}
        onClear={() => onChange({ member: null })}
      />
      {campaigns.length > 0 || view.campaign ? (
        <FilterList
          {...state("campaign")}
          label="Campaign"
          value={view.campaign ? (nameOf(campaigns, view.campaign) ?? "Unknown") : null}
          chosen={view.campaign}
          choices={[{ id: null, name: "All campaigns" }, ...campaigns]}
          others={others}
          onChoose={(campaign) => onChange({ campaign })}
          onBackspace={removeLast}
          onClear={() => onChange({ campaign: null })}
        />
      ) : null}
      {view.run ? (
        <FilterChip
          label="Run"
          value={view.run.slice(-4).toUpperCase()}
          onClear={() => onChange({ run: null })}
        />
      ) : null}
      {children}
    </div>
  );
}

function memberLabel(member: string | null, people: History["people"]): string | null {
  if (member === null) return null;
  if (member === "system") return "System";
  return people.find(({ id }) => id === member)?.name ?? "Unknown";
}

const LAST_FIRST = ["run", "campaign", "member", "from", "to", "kind", "op"] as const;
