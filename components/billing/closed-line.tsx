"use client";
import { useSearchParams } from "next/navigation";
import { cn } from "@/components/ui/cn";

/** What happened to a checkout that its buyer left, on the page they came back to (`?checkout=closed`). */
export function ClosedLine({ className }: { className?: string }) {
  if (useSearchParams().get("checkout") !== "closed") return null;
  return (
    <p role="status" className={cn("mb-3 text-foreground-2", className)}>
      Checkout was closed. Nothing was charged.
    </p>
  );
}
