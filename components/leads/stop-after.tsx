"use client";
import { useId, useState } from "react";
import { Input } from "@/components/ui/input";
import { Slider } from "@/components/ui/slider";
import { formatCount } from "@/lib/credits/core/format";
import { affordable, counted } from "@/lib/leads/core/preview";

type StopAfterProps = {
  /** How many leads the file brings. */
  most: number;
  /** What one costs, in hundredths of a credit. */
  each: number;
  /** What it may cost in all, and what sets that bound: what is available, or a monthly limit. */
  room: number;
  bound: "available" | "limit";
  /** Null imports all of them. */
  value: number | null;
  onChange: (limit: number | null) => void;
};

const BOUND = {
  available: "What is available pays for",
  limit: "The monthly limit has room for",
} as const;

/** After how many leads the import ends; the price follows. A slider, and a field for those who do not drag. */
export function StopAfter({ most, each, room, bound, value, onChange }: StopAfterProps) {
  const id = useId();
  /** While somebody types, the field keeps what they typed, even if it is not a number yet. */
  const [typed, setTyped] = useState<string | null>(null);
  if (most < 2) return null;
  const shown = Math.min(value ?? most, most);
  const fits = affordable(room, each);
  const choose = (leads: number) => {
    if (Number.isInteger(leads) && leads >= 1) onChange(leads >= most ? null : leads);
  };
  return (
    <div>
      <div className="mb-1 flex items-center justify-between gap-3">
        <label htmlFor={id} className="font-label">
          Stop after
        </label>
        <span className="flex items-center gap-2">
          <Input
            id={id}
            type="number"
            inputMode="numeric"
            min={1}
            max={most}
            value={typed ?? shown}
            onChange={(event) => {
              setTyped(event.target.value);
              choose(event.target.valueAsNumber);
            }}
            onBlur={() => setTyped(null)}
            className="w-28 text-right tabular-nums"
          />
          <span className="text-muted-foreground">leads</span>
        </span>
      </div>
      <Slider
        aria-label="Stop after, in leads"
        min={1}
        max={most}
        value={[shown]}
        valueText={counted(shown, "lead")}
        over={shown > fits}
        onValueChange={([leads]) => choose(leads ?? most)}
      />
      <p className="text-muted-foreground text-xs tabular-nums">
        {fits < most
          ? `The file has ${formatCount(most)}. ${BOUND[bound]} ${formatCount(Math.max(0, fits))}.`
          : `The file has ${formatCount(most)}.`}
      </p>
    </div>
  );
}
