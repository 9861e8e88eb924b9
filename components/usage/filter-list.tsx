"use client";
import { Deferred } from "@/components/ui/deferred";
import { FilterChip } from "@/components/ui/filter-chip";
import { Opened } from "@/components/ui/opening";
import { Popover, PopoverTrigger } from "@/components/ui/popover";
import type { FilterChoicesProps } from "@/components/usage/filter-choices";

const parts = new Deferred(() => import("@/components/usage/filter-choices"));

type FilterListProps = FilterChoicesProps & {
  value: string | null | undefined;
  onClear?: () => void;
  open: boolean;
  onOpen: (open: boolean) => void;
};

/** A chip that opens a list with type-ahead. */
export function FilterList({ value, onClear, open, onOpen, ...list }: FilterListProps) {
  return (
    <Popover open={open} onOpenChange={onOpen}>
      <PopoverTrigger asChild>
        <FilterChip label={list.label} value={value ?? ""} {...(onClear ? { onClear } : {})} />
      </PopoverTrigger>
      <Opened from={parts} choose={(file) => file.FilterChoices} props={list} />
    </Popover>
  );
}
