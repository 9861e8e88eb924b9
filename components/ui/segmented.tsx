"use client";
import * as RadioGroupPrimitive from "radix-ui/radio-group";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** Two to four choices, one of which is always active. Give it an `aria-label`. */
export function Segmented({
  className,
  ...props
}: ComponentProps<typeof RadioGroupPrimitive.Root>) {
  return (
    <RadioGroupPrimitive.Root
      orientation="horizontal"
      data-slot="segmented"
      className={cn("inline-flex gap-0.5 rounded bg-active p-0.5", className)}
      {...props}
    />
  );
}

export function SegmentedItem({
  className,
  ...props
}: ComponentProps<typeof RadioGroupPrimitive.Item>) {
  return (
    <RadioGroupPrimitive.Item
      data-slot="segmented-item"
      className={cn(
        "flex h-[26px] items-center justify-center gap-1.5 whitespace-nowrap rounded-sm px-2.5 font-medium text-foreground-2 text-sm transition-colors duration-1 hover:text-foreground max-md:h-11 [&_svg:not([class*=size-])]:size-4",
        "data-[state=checked]:bg-segment data-[state=checked]:text-foreground data-[state=checked]:shadow-[0_0_0_1px_var(--border),var(--shadow-btn)]",
        className,
      )}
      {...props}
    />
  );
}
