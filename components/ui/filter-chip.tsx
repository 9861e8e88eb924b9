"use client";
import { ChevronDown, Plus, X } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type FilterChipProps = ComponentProps<"button"> & {
  /** "Date" */
  label: string;
  /** The active value. Without one, the chip only suggests the filter. */
  value?: ReactNode;
  onClear?: () => void;
};

const pill =
  "inline-flex h-[26px] shrink-0 items-center rounded-full border text-foreground-2 text-xs max-md:h-8 max-md:text-[13px]";
const face =
  "inline-flex h-full items-center gap-[5px] whitespace-nowrap rounded-full hover:text-foreground max-md:after:absolute max-md:after:inset-x-0 max-md:after:-inset-y-[7px] relative";

/**
 * Suggested: dashed with a plus. Active: solid, its value in bold, a 24 px button to clear it.
 * Everything else goes to the button, so it can be the `asChild` of a popover or menu trigger.
 */
export function FilterChip({ label, value, onClear, className, ...props }: FilterChipProps) {
  const active = value !== undefined && value !== null && value !== "";
  return (
    <span
      data-slot="filter-chip"
      className={cn(
        pill,
        active ? "border-border-strong bg-background" : "border-border-strong border-dashed",
        className,
      )}
    >
      <button
        type="button"
        className={cn(face, active && onClear ? "pl-2 max-md:pl-[11px]" : "px-2 max-md:px-[11px]")}
        {...props}
      >
        {active ? null : <Plus aria-hidden className="size-3 text-muted-foreground" />}
        {label}
        {active ? <b className="font-label text-foreground tabular-nums">{value}</b> : null}
        {active && !onClear ? (
          <ChevronDown aria-hidden className="size-3 text-muted-foreground" />
        ) : null}
      </button>
      {active && onClear ? (
        <button
          type="button"
          aria-label={`Clear ${label.toLowerCase()} filter`}
          onClick={onClear}
          className="relative grid h-full w-6 place-items-center rounded-full text-muted-foreground hover:text-foreground max-md:w-11 max-md:after:absolute max-md:after:inset-x-0 max-md:after:-inset-y-[7px]"
        >
          <X aria-hidden className="size-3" />
        </button>
      ) : null}
    </span>
  );
}
