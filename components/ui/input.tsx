import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** Shared by every control one types into or opens: outline at 3:1, 36 px, 44 px on a phone. */
export const controlClasses =
  "h-9 w-full min-w-0 rounded border border-input bg-background px-2.5 text-field text-foreground transition-colors duration-1 placeholder:text-muted-foreground disabled:cursor-not-allowed disabled:border-border-strong disabled:bg-sunken disabled:text-muted-foreground aria-invalid:border-critical max-md:h-11";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input
      type={type}
      data-slot="input"
      className={cn(
        controlClasses,
        "file:mr-3 file:border-0 file:bg-transparent file:font-label file:text-foreground",
        type === "number" && "tabular-nums",
        className,
      )}
      {...props}
    />
  );
}
