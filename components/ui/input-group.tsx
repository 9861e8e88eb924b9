import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** One outline around a field and what belongs to it: a prefix, a count, a check, a button. */
export function InputGroup({ className, ...props }: ComponentProps<"div">) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form section
    <div
      role="group"
      data-slot="input-group"
      className={cn(
        "flex h-9 w-full min-w-0 items-center gap-2 rounded border border-input bg-background px-2.5 text-field max-md:h-11",
        "has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-ring has-[input:focus-visible]:outline-offset-2",
        "has-[[aria-invalid=true]]:border-critical has-[input:disabled]:bg-sunken",
        className,
      )}
      {...props}
    />
  );
}

export function InputGroupInput({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      data-slot="input"
      className={cn(
        "-my-px h-[calc(100%+2px)] w-full min-w-0 flex-1 bg-transparent outline-none placeholder:text-muted-foreground disabled:text-muted-foreground",
        className,
      )}
      {...props}
    />
  );
}

export function InputGroupAddon({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      className={cn(
        "flex shrink-0 items-center gap-2 text-muted-foreground tabular-nums [&_svg:not([class*=size-])]:size-4",
        className,
      )}
      {...props}
    />
  );
}
