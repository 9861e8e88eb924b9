"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { canGo } from "@/components/ui/fetched";
import { FilterDate } from "@/components/usage/filter-date";
import { FilterList } from "@/components/usage/filter-list";
import { KindSwitch } from "@/components/usage/kind-switch";
import { usageHref } from "@/components/usage/team/address";
import { ChoiceChip } from "@/components/usage/team/choice-chip";
import { comparedPeriods, periodsOf, spanLabel } from "@/lib/usage/core/team/periods";
import type { Comparison, Grouping, Step, UsageView } from "@/lib/usage/core/team/view";
import type { Choice, TeamUsagePage } from "@/lib/usage/types";

type UsageFiltersProps = {
  page: TeamUsagePage;
  members: readonly Choice[];
  campaigns: readonly Choice[];
  operations: readonly Choice[];
};

const GROUP_NAMES: Record<Grouping, string> = {
  operation: "Operation",
  member: "Member",
  campaign: "Campaign",
};
const STEP_NAMES: Record<Step, string> = { day: "Day", week: "Week", month: "Month" };

/** What is shown, and how: a switch and chips. All of it is in the address; Back undoes the last change. */
export function UsageFilters({ page, ...choices }: UsageFiltersProps) {
  const { view, workspace, range, today, timeZone, compared } = page;
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [menu, setMenu] = useState<string | null>(null);
  const go = (change: Partial<UsageView>) => {
    if (!canGo()) return;
    startTransition(() =>
      router.push(usageHref(workspace, { ...view, ...change }), { scroll: false }),
    );
  };
  const state = (name: string) => ({
    open: menu === name,
    onOpen: (open: boolean) => setMenu(open ? name : null),
  });

  return (
    <section
      aria-label="What is shown"
      aria-busy={pending}
      className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2.5 max-md:gap-y-4"
    >
      <KindSwitch
        shown={view.kind}
        hrefOf={(kind) => usageHref(workspace, { ...view, kind, campaign: null, op: null })}
      />
      <div className="flex min-w-0 flex-wrap items-center gap-1.5 max-md:gap-y-3">
        <FilterDate
          always
          {...state("date")}
          history={{ view: range, today, timeZone }}
          onChange={go}
        />
        <ChoiceChip<Comparison>
          label="Compare"
          shown={compared && spanLabel(compared, today)}
          value={view.compare}
          choices={comparisons(page)}
          onChoose={(compare) => go({ compare })}
          {...(compared ? { onClear: () => go({ compare: "none" }) } : {})}
        />
        <ChoiceChip<Grouping>
          label="Group by"
          shown={GROUP_NAMES[view.group]}
          value={view.group}
          choices={choicesOf(GROUP_NAMES, ["operation", "member", "campaign"])}
          onChoose={(group) => go({ group })}
        />
        {page.steps.length > 1 ? (
          <ChoiceChip<Step>
            label="Per"
            shown={STEP_NAMES[page.step]}
            value={page.step}
            choices={choicesOf(STEP_NAMES, page.steps)}
            onChoose={(by) => go({ by })}
          />
        ) : null}
        <SubjectFilters page={page} {...choices} go={go} state={state} />
      </div>
    </section>
  );
}

type SubjectFiltersProps = UsageFiltersProps & {
  go: (change: Partial<UsageView>) => void;
  state: (name: string) => { open: boolean; onOpen: (open: boolean) => void };
};

/** Whose use, on what, and in which campaign. */
function SubjectFilters(props: SubjectFiltersProps) {
  const { members, campaigns, operations, go, state } = props;
  const { view } = props.page;
  const nameOf = (choices: readonly Choice[], id: string | null, other: string) =>
    id && (choices.find((choice) => choice.id === id)?.name ?? other);
  const people = [...members, { id: "system", name: "Scheduled runs" }];
  const clearLast = () => {
    const last = LAST_FIRST.find((name) => view[name] !== null);
    if (last) go({ [last]: null });
  };
  return (
    <>
      <FilterList
        {...state("member")}
        label="Member"
        value={nameOf(people, view.member, "Unknown")}
        chosen={view.member}
        choices={[{ id: null, name: "Everyone" }, ...people]}
        onChoose={(member) => go({ member })}
        onBackspace={clearLast}
        onClear={() => go({ member: null })}
      />
      <FilterList
        {...state("operation")}
        label="Operation"
        value={nameOf(operations, view.op, "One operation")}
        chosen={view.op}
        choices={[{ id: null, name: "All operations" }, ...operations]}
        onChoose={(op) => go({ op })}
        onBackspace={clearLast}
        onClear={() => go({ op: null })}
      />
      {campaigns.length > 0 || view.campaign ? (
        <FilterList
          {...state("campaign")}
          label="Campaign"
          value={nameOf(campaigns, view.campaign, "Unknown")}
          chosen={view.campaign}
          choices={[{ id: null, name: "All campaigns" }, ...campaigns]}
          onChoose={(campaign) => go({ campaign })}
          onBackspace={clearLast}
          onClear={() => go({ campaign: null })}
        />
      ) : null}
    </>
  );
}

const LAST_FIRST = ["campaign", "op", "member"] as const;

const choicesOf = <Value extends string>(names: Record<Value, string>, values: readonly Value[]) =>
  values.map((value) => ({ value, name: names[value] }));

/** Each comparison with the days that it would use. */
function comparisons({ range, step, today }: TeamUsagePage) {
  const daysOf = (comparison: Comparison) => {
    const periods = comparedPeriods(periodsOf(range, step), step, comparison);
    const [first, last] = [periods?.[0], periods?.at(-1)];
    return first && last ? spanLabel({ from: first.from, to: last.to }, today) : "";
  };
  return [
    {
      value: "before" as const,
      name: step === "month" ? "Same months before" : "Same weekdays before",
      detail: daysOf("before"),
    },
    { value: "year" as const, name: "The year before", detail: daysOf("year") },
    { value: "none" as const, name: "Nothing" },
  ];
}
