"use client";
import { Deferred } from "@/components/ui/deferred";
import { FilterChip } from "@/components/ui/filter-chip";
import { Opened } from "@/components/ui/opening";
import { Popover, PopoverTrigger } from "@/components/ui/popover";
import type { Days, FilterDaysProps } from "@/components/usage/filter-days";
import { rangeLabel } from "@/lib/usage/core/filters";

const parts = new Deferred(() => import("@/components/usage/filter-days"));

type FilterDateProps = {
  history: FilterDaysProps["history"];
  onChange: (change: Days) => void;
  /** There is always a range, so it cannot be cleared. */
  always?: boolean;
  open: boolean;
  onOpen: (open: boolean) => void;
};

/** The date filter: a chip that opens presets and any two days. */
export function FilterDate({ history, onChange, always, open, onOpen }: FilterDateProps) {
  const onChoose = (days: Days) => {
    onOpen(false);
    onChange(days);
  };
  return (
    <Popover open={open} onOpenChange={onOpen}>
      <PopoverTrigger asChild>
        <FilterChip
          label="Date"
          value={rangeLabel(history.view, history.today) ?? ""}
          {...(always ? {} : { onClear: () => onChange({ from: null, to: null }) })}
        />
      </PopoverTrigger>
      <Opened from={parts} choose={(file) => file.FilterDays} props={{ history, onChoose }} />
    </Popover>
  );
}
