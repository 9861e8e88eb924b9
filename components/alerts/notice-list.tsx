"use client";
import { Check, CircleAlert, TriangleAlert } from "lucide-react";
import { useRef } from "react";
import { CreditMark } from "@/components/credits/credit-mark";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Empty } from "@/components/ui/empty";
import { Failure } from "@/components/ui/failure";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { kindName } from "@/lib/credits/core/format";
import type { Inbox, ShownNotice } from "@/lib/credits/types";

export type NoticeListProps = {
  /** Null while it is loading, or if it did not load. */
  inbox: Inbox | null;
  unread: number;
  failed: boolean;
  timeZone: string;
  settingsHref: string | null;
  retry: () => void;
  read: (ids: readonly string[] | "all") => void;
  onNavigate: () => void;
};

/** The notices of one member, the newest first, with what can be done with them. */
export function NoticeList(props: NoticeListProps) {
  const { inbox, unread, settingsHref, read, onNavigate } = props;
  const hasNotices = inbox !== null && inbox.notices.length > 0;
  return (
    <>
      <Body {...props} />
      <div
        hidden={!hasNotices && !settingsHref}
        className="sticky bottom-0 flex min-h-11 items-center gap-2 border-border border-t bg-popover px-2 py-1.5 max-sm:-mx-5 max-sm:mt-auto max-sm:-mb-[max(18px,env(safe-area-inset-bottom))] max-sm:px-3 max-sm:pb-[max(8px,env(safe-area-inset-bottom))] [&[hidden]]:hidden"
      >
        {hasNotices ? (
          <Button
            size="sm"
            variant="ghost"
            aria-disabled={unread === 0}
            onClick={() => read("all")}
          >
            <Check aria-hidden className="size-3.5" />
            Mark all read
          </Button>
        ) : null}
        {settingsHref ? (
          <Button asChild size="sm" variant="ghost" className="ml-auto">
            <Link href={settingsHref} onClick={onNavigate}>
              Alerts and limits
            </Link>
          </Button>
        ) : null}
      </div>
    </>
  );
}

function Body({ inbox, failed, timeZone, retry, read, onNavigate }: NoticeListProps) {
  if (!inbox && failed) {
    return (
      <Failure title="Notices did not load" className="m-3.5" onRetry={retry}>
        Your balance is not affected.
      </Failure>
    );
  }
  if (!inbox) return <NoticeSkeleton />;
  if (inbox.notices.length === 0) {
    return (
      <Empty title="No notices" className="m-3.5">
        You are told here when a balance runs low, a limit is reached or credits expire soon.
      </Empty>
    );
  }
  return (
    <ul
      aria-label="Notices"
      className="mt-1.5 divide-y divide-border border-border border-t max-sm:-mx-5 sm:max-h-[min(440px,60dvh)] sm:overflow-y-auto"
    >
      {inbox.notices.map((notice) => (
        <NoticeRow
          key={notice.id}
          notice={notice}
          timeZone={timeZone}
          onRead={() => read([notice.id])}
          onNavigate={onNavigate}
        />
      ))}
    </ul>
  );
}

type NoticeRowProps = {
  notice: ShownNotice;
  timeZone: string;
  onRead: () => void;
  onNavigate: () => void;
};

/** The whole row leads to what explains it; following it marks it as read. */
function NoticeRow({ notice, timeZone, onRead, onNavigate }: NoticeRowProps) {
  const { title, body, at, href, read } = notice;
  const link = useRef<HTMLAnchorElement>(null);
  const follow = () => {
    if (!read) onRead();
    onNavigate();
  };
  // The button disappears with what it did, so the focus continues from the row.
  const mark = () => {
    link.current?.focus();
    onRead();
  };
  return (
    <li className="relative flex gap-2.5 py-2.5 pr-2 pl-3.5 text-sm hover:bg-hover max-sm:pr-3 max-sm:pl-5">
      <NoticeMark notice={notice} />
      <div className="min-w-0 flex-1">
        <Link
          ref={link}
          href={href}
          onClick={follow}
          className={cn(
            "tabular-nums no-underline after:absolute after:inset-0",
            read ? "text-foreground-2" : "font-label text-foreground",
          )}
        >
          {read ? null : <span className="sr-only">Unread: </span>}
          {title}
        </Link>
        <p className="text-muted-foreground text-xs">{body}</p>
        <Time at={at} timeZone={timeZone} className="text-muted-foreground text-xs tabular-nums" />
      </div>
      {read ? null : (
        <Button
          size="icon-sm"
          variant="ghost"
          className="group/read relative self-start"
          aria-label={`Mark as read: ${title}`}
          title="Mark as read"
          onClick={mark}
        >
          <span
            aria-hidden
            data-bar
            className="size-2 rounded-full bg-foreground group-hover/read:hidden group-focus-visible/read:hidden"
          />
          <Check
            aria-hidden
            className="hidden size-3.5 group-hover/read:block group-focus-visible/read:block"
          />
        </Button>
      )}
    </li>
  );
}

function NoticeMark({ notice: { kind, tone } }: { notice: ShownNotice }) {
  if (tone === "neutral") {
    return <CreditMark kind={kind} label={kindName(kind)} size={15} className="mt-[3px]" />;
  }
  const Icon = tone === "warning" ? TriangleAlert : CircleAlert;
  const colour = tone === "warning" ? "text-warning" : "text-critical";
  return <Icon aria-hidden className={cn("mt-[3px] size-[15px] shrink-0", colour)} />;
}

function NoticeSkeleton() {
  return (
    <div role="status" className="mt-1.5 border-border border-t">
      <span className="sr-only">Loading notices</span>
      {["first", "second", "third"].map((row) => (
        <div key={row} className="grid gap-2 px-3.5 py-3.5 max-sm:px-0">
          <Skeleton className="w-3/5" />
          <Skeleton className="w-4/5" />
        </div>
      ))}
    </div>
  );
}
