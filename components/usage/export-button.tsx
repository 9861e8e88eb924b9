"use client";
import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Deferred } from "@/components/ui/deferred";
import { Opened } from "@/components/ui/opening";
import { Popover, PopoverTrigger } from "@/components/ui/popover";
import type { History } from "@/lib/usage/types";

const parts = new Deferred(() => import("@/components/usage/export-scope"));

type ExportButtonProps = { history: History; open: boolean; onOpen: (open: boolean) => void };

/** Opens what is downloaded. */
export function ExportButton({ history, open, onOpen }: ExportButtonProps) {
  return (
    <Popover open={open} onOpenChange={onOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="sm" className="-mr-2 max-md:min-w-11">
          <Download aria-hidden className="size-3.5" />
          <span className="max-md:sr-only">Export CSV</span>
        </Button>
      </PopoverTrigger>
      <Opened from={parts} choose={(file) => file.ExportScope} props={{ history }} />
    </Popover>
  );
}
