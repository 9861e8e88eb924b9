"use client";
import { Bell } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { useInbox } from "@/components/alerts/use-inbox";
import { cn } from "@/components/ui/cn";
import { Deferred } from "@/components/ui/deferred";
import { ClickTrigger, Opened, OpeningRoot } from "@/components/ui/opening";
import { useNarrow } from "@/components/ui/use-narrow";
import type { InboxCount } from "@/lib/credits/types";

const parts = new Deferred(() => import("@/components/alerts/notice-panels"));

type NoticeBellProps = {
  /** Slug. */
  workspace: string;
  timeZone: string;
  /** As the server rendered it. */
  count: InboxCount;
  /** Null for people who may not change who is told about what. */
  settingsHref: string | null;
};

/**
 * What the member was told, behind a bell that counts what is unread: in a popover or, on a phone, on the whole screen.
 */
export function NoticeBell({ workspace, timeZone, count, settingsHref }: NoticeBellProps) {
  const [open, setOpen] = useState(false);
  const narrow = useNarrow();
  const { unread, ...inbox } = useInbox(workspace, count, open);
  const list = { ...inbox, unread, timeZone, settingsHref };
  return (
    <OpeningRoot open={open} onOpenChange={setOpen}>
      <ClickTrigger asChild>
        <BellButton unread={unread} />
      </ClickTrigger>
      <Opened
        from={parts}
        choose={(file) => (narrow ? file.NoticeSheet : file.NoticePopover)}
        props={list}
      />
    </OpeningRoot>
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
          // It extends from its own left edge into the gap, so that a longer number leaves as much of the bell visible.
          className="absolute top-0 left-[15px] grid h-[15px] min-w-[15px] place-items-center rounded-full bg-foreground px-1 font-semibold text-2xs text-background tabular-nums leading-none ring-2 ring-background max-md:top-1.5 max-md:left-[23px]"
        >
          {unread > 9 ? "9+" : unread}
        </span>
      ) : null}
    </button>
  );
}
