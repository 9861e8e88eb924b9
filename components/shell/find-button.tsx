"use client";
import { Search } from "lucide-react";
import { useCommandKey } from "@/components/shell/platform-key";
import { openPalette } from "@/components/shell/shell-events";
import { Kbd } from "@/components/ui/kbd";

/** Opens the command palette. */
export function FindButton({ onOpen }: { onOpen?: (() => void) | undefined }) {
  const key = useCommandKey();
  return (
    <button
      type="button"
      aria-keyshortcuts="Meta+K Control+K"
      onClick={() => {
        onOpen?.();
        openPalette();
      }}
      className="mb-2.5 flex h-[30px] shrink-0 items-center gap-2 rounded-sm border border-border-strong bg-background pr-1.5 pl-2 text-muted-foreground transition-colors duration-1 hover:text-foreground-2 max-md:h-11 md:max-xl:h-9 md:max-xl:justify-center md:max-xl:px-0 dark:bg-transparent"
    >
      <Search aria-hidden className="size-4" />
      <span className="flex-1 text-left md:max-xl:sr-only">Find or run</span>
      <Kbd className="md:max-xl:hidden" aria-hidden>
        {key}K
      </Kbd>
    </button>
  );
}
