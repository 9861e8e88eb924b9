"use client";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FilterChip } from "@/components/ui/filter-chip";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { isDay, zoneCity } from "@/lib/usage/core/calendar";
import {
  type Filters,
  PRESETS,
  presetLabel,
  presetRange,
  rangeLabel,
} from "@/lib/usage/core/filters";
import type { History } from "@/lib/usage/types";

/** The days that are chosen, and the calendar they are days of. */
type Dated = { view: Pick<Filters, "from" | "to"> } & Pick<History, "today" | "timeZone">;

type FilterDateProps = {
  history: Dated;
  onChange: (change: Pick<Filters, "from" | "to">) => void;
  /** There is always a range: nothing to clear. */
  always?: boolean;
  open: boolean;
  onOpen: (open: boolean) => void;
};

/** The date filter: presets, or any two inclusive days of the workspace's time zone. */
export function FilterDate({ history, onChange, always, open, onOpen }: FilterDateProps) {
  const { view, today } = history;
  const label = rangeLabel(view, today);
  const choose = (range: Pick<Filters, "from" | "to">) => {
    onOpen(false);
    onChange(range);
  };
  return (
    <Popover open={open} onOpenChange={onOpen}>
      <PopoverTrigger asChild>
        <FilterChip
          label="Date"
          value={label ?? ""}
          {...(always ? {} : { onClear: () => onChange({ from: null, to: null }) })}
        />
      </PopoverTrigger>
      <PopoverContent className="w-[292px] p-0 max-md:w-[340px]" aria-label="Filter by date">
        <div className="grid grid-cols-2 gap-x-1 p-1.5">
          {PRESETS.map((preset) => {
            const range = presetRange(preset, today);
            const active = range.from === view.from && range.to === view.to;
            return (
              <button
                key={preset}
                type="button"
                aria-pressed={active}
                className={cn(
                  "h-8 rounded-sm px-2 text-left hover:bg-hover max-md:h-11",
                  active && "bg-active font-label",
                )}
                onClick={() => choose(range)}
              >
                {presetLabel(preset)}
              </button>
            );
          })}
        </div>
        <CustomRange key={`${view.from} ${view.to}`} history={history} onChoose={choose} />
      </PopoverContent>
    </Popover>
  );
}

function CustomRange({
  history: { view, today, timeZone },
  onChoose,
}: {
  history: Dated;
  onChoose: (range: Pick<Filters, "from" | "to">) => void;
}) {
  const [from, to] = [useId(), useId()];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const day = (name: string) => {
      const value = String(form.get(name) ?? "");
      return isDay(value) ? value : null;
    };
    onChoose({ from: day("from"), to: day("to") });
  };
  return (
    <form onSubmit={submit} className="border-border border-t p-3">
      <div className="grid grid-cols-2 gap-2">
        <label htmlFor={from} className="text-muted-foreground text-xs">
          From
        </label>
        <label htmlFor={to} className="text-muted-foreground text-xs">
          To
        </label>
        <Input
          id={from}
          name="from"
          type="date"
          max={today}
          defaultValue={view.from ?? ""}
          className="min-w-0 px-2"
        />
        <Input
          id={to}
          name="to"
          type="date"
          max={today}
          defaultValue={view.to ?? ""}
          className="min-w-0 px-2"
        />
      </div>
      <div className="mt-2.5 flex items-center justify-between gap-2">
        <span className="text-2xs text-muted-foreground">
          Days end at midnight, {zoneCity(timeZone)}
        </span>
        <Button type="submit" size="sm">
          Apply
        </Button>
      </div>
    </form>
  );
}
