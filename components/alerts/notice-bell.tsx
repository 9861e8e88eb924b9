"use client";
import { Bell } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { NoticeList } from "@/components/alerts/notice-list";
import { useInbox } from "@/components/alerts/use-inbox";
import { cn } from "@/components/ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Sheet, SheetContent, SheetHeader, SheetTitle, SheetTrigger } from "@/components/ui/sheet";
import { useNarrow } from "@/components/ui/use-narrow";
import type { InboxCount } from "@/lib/credits/types";

type NoticeBellProps = {
  /** Slug. */
  workspace: string;
  timeZone: string;
  /** As the server rendered it. */
  count: InboxCount;
  /** Null for people who may not change who is told of what. */
  settingsHref: string | null;
};

/** What the member was told, behind a bell that counts what is unread: a popover, on a phone the whole screen. */
export function NoticeBell({ workspace, timeZone, count, settingsHref }: NoticeBellProps) {
  const [open, setOpen] = useState(false);
  const narrow = useNarrow();
  const { unread, ...inbox } = useInbox(workspace, count, open);
  const list = (
    <NoticeList
      {...inbox}
      unread={unread}
      timeZone={timeZone}
      settingsHref={settingsHref}
      onNavigate={() => setOpen(false)}
    />
  );
  if (narrow) {
    return (
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger asChild>
          <BellButton unread={unread} />
        </SheetTrigger>
        <SheetContent aria-describedby={undefined}>
          <SheetHeader>
            <SheetTitle className="font-semibold text-base text-foreground">Notices</SheetTitle>
          </SheetHeader>
          {list}
        </SheetContent>
      </Sheet>
    );
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <BellButton unread={unread} />
      </PopoverTrigger>
      <PopoverContent align="end" className="w-[400px] p-0" aria-label="Notices">
        <h2 className="px-3.5 pt-3 font-semibold text-sm">Notices</h2>
        {list}
      </PopoverContent>
    </Popover>
  );
}

export function BellButton({
  unread,
  className,
  ...props
}: ComponentProps<"button"> & { unread: number }) {
  return (
    <button
      type="button"
      className={cn(
        "relative grid size-[30px] shrink-0 place-items-center rounded text-foreground-2 transition-colors duration-1 hover:bg-hover hover:text-foreground aria-expanded:bg-hover max-md:size-11",
        className,
      )}
      {...props}
    >
      <Bell aria-hidden className="size-[17px]" />
      <span className="sr-only">Notices{unread > 0 ? `, ${unread} unread` : ""}</span>
      {unread > 0 ? (
        <span
          aria-hidden
          className="absolute top-0 right-0 grid h-[15px] min-w-[15px] place-items-center rounded-full bg-foreground px-1 font-semibold text-2xs text-background tabular-nums leading-none ring-2 ring-background max-md:top-1.5 max-md:right-1.5"
        >
          {unread > 9 ? "9+" : unread}
        </span>
      ) : null}
    </button>
  );
}
