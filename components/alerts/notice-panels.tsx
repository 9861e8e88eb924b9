"use client";
import { NoticeList, type NoticeListProps } from "@/components/alerts/notice-list";
import type { Opening } from "@/components/ui/opening";
import { PopoverContent } from "@/components/ui/popover-parts";
import { SheetContent, SheetHeader, SheetTitle } from "@/components/ui/sheet-parts";

type PanelProps = Omit<NoticeListProps, "onNavigate"> & { opening: Opening };

/** What the bell opens. */
export function NoticePopover({ opening, ...list }: PanelProps) {
  return (
    <PopoverContent opening={opening} align="end" className="w-[400px] p-0" aria-label="Notices">
      <h2 className="px-3.5 pt-3 font-semibold text-sm">Notices</h2>
      <NoticeList {...list} onNavigate={() => opening.change(false)} />
    </PopoverContent>
  );
}

/** What it opens on a phone. */
export function NoticeSheet({ opening, ...list }: PanelProps) {
  return (
    <SheetContent opening={opening} aria-describedby={undefined}>
      <SheetHeader>
        <SheetTitle className="font-semibold text-base text-foreground">Notices</SheetTitle>
      </SheetHeader>
      <NoticeList {...list} onNavigate={() => opening.change(false)} />
    </SheetContent>
  );
}
