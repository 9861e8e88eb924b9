"use client";
import { Check, Minus } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "checked" | "onChange" | "ref"> & {
  checked?: boolean | "indeterminate";
  onCheckedChange?: (checked: boolean) => void;
};

/** A box to tick: the browser's own, drawn as ours, so that labels, keys and forms know it without any code. */
export function Checkbox({ checked, onCheckedChange, className, ...props }: CheckboxProps) {
  const some = checked === "indeterminate";
  return (
    <span className={cn("relative grid size-4 shrink-0 place-items-center", className)}>
      <input
        type="checkbox"
        data-slot="checkbox"
        ref={(box) => {
          if (box) box.indeterminate = some;
        }}
        checked={some ? false : checked}
        onChange={(event) => onCheckedChange?.(event.target.checked)}
        className="peer m-0 size-4 appearance-none rounded-xs border-[1.5px] border-input bg-background transition-colors duration-1 after:absolute after:-inset-1 checked:border-primary checked:bg-primary indeterminate:border-primary indeterminate:bg-primary disabled:border-border-strong disabled:bg-sunken aria-invalid:border-critical max-md:after:-inset-3.5"
        {...props}
      />
      <Check
        aria-hidden
        className="pointer-events-none absolute hidden size-3 text-primary-foreground peer-checked:block"
      />
      <Minus
        aria-hidden
        className="pointer-events-none absolute hidden size-3 text-primary-foreground peer-indeterminate:block"
      />
    </span>
  );
}
