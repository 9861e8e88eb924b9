"use client";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import type { Opening } from "@/components/ui/opening";
import { PopoverContent } from "@/components/ui/popover-parts";
import { isDay, zoneCity } from "@/lib/usage/core/calendar";
import { type Filters, PRESETS, presetLabel, presetRange } from "@/lib/usage/core/filters";
import type { History } from "@/lib/usage/types";

/** A range of days, possibly open at either end. */
export type Days = Pick<Filters, "from" | "to">;

export type FilterDaysProps = {
  /** The chosen days, and the calendar they belong to. */
  history: { view: Days } & Pick<History, "today" | "timeZone">;
  onChoose: (days: Days) => void;
};

/** Presets, or any two inclusive days of the workspace's time zone. */
export function FilterDays({ history, onChoose, opening }: FilterDaysProps & { opening: Opening }) {
  const { view, today } = history;
  return (
    <PopoverContent
      opening={opening}
      className="w-[292px] p-0 max-md:w-[340px]"
      aria-label="Filter by date"
    >
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
              onClick={() => onChoose(range)}
            >
              {presetLabel(preset)}
            </button>
          );
        })}
      </div>
      <CustomRange key={`${view.from} ${view.to}`} history={history} onChoose={onChoose} />
    </PopoverContent>
  );
}

function CustomRange({ history: { view, today, timeZone }, onChoose }: FilterDaysProps) {
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
