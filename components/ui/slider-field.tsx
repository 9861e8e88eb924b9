"use client";
import { useId, useState } from "react";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Slider } from "@/components/ui/slider";

type SliderFieldProps = {
  label: string;
  /** What is counted: "profiles". */
  unit: string;
  value: number;
  onValueChange: (value: number) => void;
  min: number;
  max: number;
  step?: number;
  /** Beyond what is allowed: drawn in red. */
  over?: boolean;
};

/** A number that can be dragged and typed, so that nobody has to drag (WCAG 2.5.7). */
export function SliderField({
  label,
  unit,
  value,
  onValueChange,
  min,
  max,
  step = 1,
  over = false,
}: SliderFieldProps) {
  const id = useId();
  // What is being typed may not be a number in the range yet. Until it is, the last one stays in force.
  const [typed, setTyped] = useState<string | null>(null);
  const type = (text: string) => {
    setTyped(text);
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= min && number <= max) onValueChange(number);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form section
    <div
      role="group"
      aria-labelledby={`${id}-label`}
      data-slot="slider-field"
      className="grid grid-cols-[minmax(0,1fr)_104px] items-center gap-x-4 gap-y-1.5"
    >
      <Label id={`${id}-label`} htmlFor={id} className="col-span-2">
        {label}, {unit}
      </Label>
      <Slider
        aria-labelledby={`${id}-label`}
        valueText={`${value.toLocaleString("en-US")} ${unit}`}
        value={[value]}
        onValueChange={([next = min]) => {
          setTyped(null);
          onValueChange(next);
        }}
        {...{ min, max, step, over }}
      />
      <Input
        id={id}
        type="number"
        inputMode="numeric"
        value={typed ?? String(value)}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setTyped(null)}
        {...{ min, max, step }}
      />
    </div>
  );
}
