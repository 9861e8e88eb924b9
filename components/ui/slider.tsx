"use client";
import * as SliderPrimitive from "radix-ui/slider";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

type SliderProps = ComponentProps<typeof SliderPrimitive.Root> & {
  /** Beyond what is allowed: drawn in red. */
  over?: boolean;
  /** What the value means: "48,212 profiles". */
  valueText?: string;
};

/** Always paired with a number field or steppers, since dragging must not be the only way. */
export function Slider({
  className,
  over = false,
  valueText,
  "aria-label": label,
  "aria-labelledby": labelledBy,
  ...props
}: SliderProps) {
  const values = props.value ?? props.defaultValue ?? [0];
  return (
    <SliderPrimitive.Root
      data-slot="slider"
      className={cn(
        "relative flex h-5 w-full touch-none select-none items-center data-disabled:opacity-60 max-md:h-11",
        className,
      )}
      {...props}
    >
      <SliderPrimitive.Track className="relative h-1 grow rounded-full bg-border-strong">
        <SliderPrimitive.Range
          data-bar
          className={cn("absolute h-full rounded-full", over ? "bg-critical" : "bg-foreground")}
        />
      </SliderPrimitive.Track>
      {values.map((_, index) => (
        <SliderPrimitive.Thumb
          // biome-ignore lint/suspicious/noArrayIndexKey: thumbs have no identity but their place
          key={index}
          {...(label ? { "aria-label": label } : {})}
          {...(labelledBy ? { "aria-labelledby": labelledBy } : {})}
          {...(valueText ? { "aria-valuetext": valueText } : {})}
          className={cn(
            "relative block size-5 rounded-full border-[1.5px] bg-background after:absolute after:-inset-[13.5px]",
            over ? "border-critical" : "border-foreground",
          )}
        />
      ))}
    </SliderPrimitive.Root>
  );
}
