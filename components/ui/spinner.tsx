import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** A quiet turning ring. Give it a `label` when no text beside it says what is going on. */
export function Spinner({
  className,
  label,
  ...props
}: ComponentProps<"span"> & { label?: string }) {
  return (
    <span
      {...(label ? { role: "status" } : {})}
      className={cn("inline-grid size-4 place-items-center", className)}
      {...props}
    >
      <LoaderCircle aria-hidden className="size-full animate-spin motion-reduce:animate-none" />
      {label ? <span className="sr-only">{label}</span> : null}
    </span>
  );
}
