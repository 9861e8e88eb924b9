import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** `onButton` takes the text colour of the button it is in. Without a keyboard, a key would be noise. */
export function Kbd({
  className,
  onButton = false,
  ...props
}: ComponentProps<"kbd"> & { onButton?: boolean }) {
  return (
    <kbd
      className={cn(
        "pointer-coarse:hidden min-w-[18px] rounded-xs border px-1 text-center font-sans text-2xs",
        onButton
          ? "border-current/25 text-current/75"
          : "border-border border-b-border-strong bg-background text-muted-foreground",
        className,
      )}
      {...props}
    />
  );
}
