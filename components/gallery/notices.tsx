"use client";
import { BellButton } from "@/components/alerts/notice-bell";
import { NoticeList } from "@/components/alerts/notice-list";
import { Line, Specimen } from "@/components/gallery/specimen";
import type { Inbox, ShownNotice } from "@/lib/credits/types";

const nothing = () => {};

const notice = (over: Partial<ShownNotice>): ShownNotice => ({
  id: "low",
  kind: "ai",
  tone: "warning",
  title: "AI credits are low: 86.40 available",
  body: "Operations that are not covered are refused before anything is charged.",
  at: "2026-11-20T14:52:00Z",
  href: "#",
  read: false,
  ...over,
});

const NOTICES = [
  notice({
    id: "empty",
    kind: "lead",
    tone: "critical",
    title: "No lead credits left",
    body: "Sourcing is paused. Leads already in campaigns still receive email, and nothing is lost.",
    at: "2026-11-20T15:10:00Z",
  }),
  notice({}),
  notice({
    id: "cap",
    tone: "neutral",
    title: "Priya Raman used 80% of a monthly limit of 500.00 AI credits",
    body: "What would go beyond the limit is refused until the next month, or until an admin raises it.",
    at: "2026-11-19T09:04:00Z",
    read: true,
  }),
  notice({
    id: "bought",
    kind: "lead",
    tone: "neutral",
    title: "1,000 lead credits added",
    body: "Lead 1k was paid. 350 settled a debt.",
    at: "2026-11-18T17:31:00Z",
    read: true,
  }),
];

const inboxOf = (notices: ShownNotice[]): Inbox => ({
  notices,
  unread: notices.filter(({ read }) => !read).length,
  mark: "",
  newest: "",
});

/** The notices behind the bell, in every state. */
export function NoticesGallery() {
  return (
    <div className="mt-[26px] grid items-start gap-x-8 gap-y-[26px] lg:grid-cols-2">
      <Specimen title="NoticeBell">
        {[0, 3, 120].map((unread) => (
          <Line key={unread} label={`${unread} unread`}>
            <BellButton unread={unread} />
          </Line>
        ))}
      </Specimen>
      <Panel title="NoticeList" inbox={inboxOf(NOTICES)} />
      <Panel title="NoticeList, empty" inbox={inboxOf([])} />
      <Panel title="NoticeList, loading" inbox={null} />
      <Panel title="NoticeList, failed" inbox={null} failed />
    </div>
  );
}

type PanelProps = { title: string; inbox: Inbox | null; failed?: boolean };

const Panel = ({ title, inbox, failed = false }: PanelProps) => (
  <Specimen title={title}>
    <div className="max-w-[400px] overflow-hidden rounded-lg bg-popover shadow-pop max-sm:px-5">
      <NoticeList
        inbox={inbox}
        unread={inbox?.unread ?? 0}
        failed={failed}
        timeZone="UTC"
        settingsHref="#"
        retry={nothing}
        read={nothing}
        onNavigate={nothing}
      />
    </div>
  </Specimen>
);
