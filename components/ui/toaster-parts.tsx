"use client";
import { Check, CircleAlert, Info, TriangleAlert } from "lucide-react";
import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { retryNavigations } from "@/components/ui/retry-navigations";

/**
 * Bottom right, six seconds, reachable with F8. Reports when it listens. From then on, a page is requested until it
 * arrives.
 */
export function Toaster({ onReady }: { onReady: (say: typeof toast) => void }) {
  useEffect(() => onReady(toast), [onReady]);
  useEffect(() => retryNavigations(() => void toast.error(AWAY)), []);
  return (
    <Sonner
      position="bottom-right"
      duration={6000}
      hotkey={["F8"]}
      offset={16}
      gap={8}
      style={{ fontFamily: "inherit" }}
      icons={{
        success: <Check aria-hidden className="size-4 text-positive-ink" />,
        info: <Info aria-hidden className="size-4 text-muted-foreground" />,
        warning: <TriangleAlert aria-hidden className="size-4 text-warning-ink" />,
        error: <CircleAlert aria-hidden className="size-4 text-critical-ink" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-[var(--width)] items-center gap-2.5 rounded-lg bg-popover px-3.5 py-3 text-sm text-foreground shadow-pop",
          content: "min-w-0 flex-1",
          title: "font-label tabular-nums",
          description: "text-foreground-2 tabular-nums",
          actionButton:
            "h-7 shrink-0 rounded-sm border border-border-strong bg-background px-[9px] font-label max-md:h-11 max-md:px-3",
          cancelButton: "h-7 shrink-0 rounded-sm px-[9px] font-label text-foreground-2",
        },
      }}
    />
  );
}

const AWAY = "The server does not answer. Trying again until it does.";
