"use client";
import * as SwitchPrimitive from "radix-ui/switch";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

export function Switch({ className, ...props }: ComponentProps<typeof SwitchPrimitive.Root>) {
  return (
    <SwitchPrimitive.Root
      data-slot="switch"
      className={cn(
        "relative inline-flex h-5 w-8.5 shrink-0 items-center rounded-full border border-input bg-background transition-colors duration-1",
        "after:absolute after:-inset-1 max-md:after:-inset-[13px] data-[state=checked]:border-primary data-[state=checked]:bg-primary disabled:border-border-strong disabled:bg-sunken",
        className,
      )}
      {...props}
    >
      <SwitchPrimitive.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-input transition-transform duration-1 data-[state=checked]:translate-x-4 data-[state=checked]:bg-primary-foreground" />
    </SwitchPrimitive.Root>
  );
}
