"use client";
import * as RadioGroupPrimitive from "radix-ui/radio-group";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export function RadioGroup({
  className,
  ...props
}: ComponentProps<typeof RadioGroupPrimitive.Root>) {
  return (
    <RadioGroupPrimitive.Root
      data-slot="radio-group"
      className={cn("grid gap-2", className)}
      {...props}
    />
  );
}

const dot =
  "size-4 shrink-0 rounded-full border-[1.5px] border-input transition-[border-width] duration-1 group-data-[state=checked]:border-[5px] group-data-[state=checked]:border-foreground data-[state=checked]:border-[5px] data-[state=checked]:border-foreground";

export function RadioGroupItem({
  className,
  ...props
}: ComponentProps<typeof RadioGroupPrimitive.Item>) {
  return (
    <RadioGroupPrimitive.Item
      data-slot="radio-group-item"
      className={cn(
        "relative after:absolute after:-inset-[5.5px] disabled:border-border-strong max-md:after:-inset-[15.5px]",
        dot,
        className,
      )}
      {...props}
    />
  );
}

/** One bordered list of options with hairlines between them: packages, tiers, sources. */
export function OptionList({
  className,
  ...props
}: ComponentProps<typeof RadioGroupPrimitive.Root>) {
  return (
    <RadioGroupPrimitive.Root
      data-slot="option-list"
      className={cn(
        "grid rounded-option border border-border bg-background *:first:rounded-t-[9px] *:last:rounded-b-[9px]",
        className,
      )}
      {...props}
    />
  );
}

type OptionProps = ComponentProps<typeof RadioGroupPrimitive.Item> & {
  label: ReactNode;
  description?: ReactNode;
  /** Right side: a price, a range. */
  aside?: ReactNode;
};

export function Option({ className, label, description, aside, children, ...props }: OptionProps) {
  return (
    <RadioGroupPrimitive.Item
      data-slot="option"
      className={cn(
        "group flex min-h-9 items-center gap-2.5 px-3 py-[7px] text-left text-sm transition-colors duration-1 not-first:border-border not-first:border-t hover:bg-hover focus-visible:z-10 disabled:text-muted-foreground data-[state=checked]:bg-active max-md:min-h-11",
        className,
      )}
      {...props}
    >
      <span aria-hidden className={dot} />
      <span className="min-w-0 flex-1">
        <span className="block font-label">{label}</span>
        {description ? (
          <span className="block text-muted-foreground text-xs leading-4">{description}</span>
        ) : null}
        {children}
      </span>
      {aside ? <span className="text-right tabular-nums">{aside}</span> : null}
    </RadioGroupPrimitive.Item>
  );
}
