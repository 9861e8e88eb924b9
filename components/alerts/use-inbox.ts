"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { inboxQuery, markQuery, withRead } from "@/components/alerts/inbox-query";
import { announce } from "@/components/ui/announcer";
import { toast } from "@/components/ui/toaster";
import { readNoticesAction } from "@/lib/credits/actions/inbox";
import type { Inbox, InboxCount } from "@/lib/credits/types";

/**
 * The member's notices, kept up to date by the stream: fetched when they are first looked at, and whenever there is
 * something new. What is read is marked here at once, and becomes unread again if that could not be saved.
 */
export function useInbox(workspace: string, rendered: InboxCount, opened: boolean) {
  const client = useQueryClient();
  const [first] = useState(rendered);
  const mark = useQuery(markQuery(workspace, rendered.mark)).data;
  const query = inboxQuery(workspace, mark);
  const { data, isError, refetch } = useQuery({
    ...query,
    enabled: opened || mark !== first.mark,
  });
  useNews(data, first.newest);
  // The stream may have been interrupted.
  useEffect(() => {
    if (opened) void refetch();
  }, [opened, refetch]);

  const read = async (ids: readonly string[] | "all") => {
    if (!data) return;
    client.setQueryData(query.queryKey, withRead(data, ids));
    const wanted = ids === "all" ? { upTo: data.newest } : { ids: [...ids] };
    const answer = await readNoticesAction({ workspace, read: wanted }).catch(() => undefined);
    if (answer?.data?.ok) return;
    client.setQueryData(query.queryKey, data);
    toast.error("Not marked as read. Try again.");
  };
  return {
    inbox: data ?? null,
    unread: data?.unread ?? rendered.unread,
    failed: isError,
    retry: () => void refetch(),
    read,
  };
}

/** Announces what is new, once: what is unread and came after the page was rendered. */
function useNews(inbox: Inbox | undefined, renderedNewest: string): void {
  const newest = useRef(renderedNewest);
  useEffect(() => {
    if (!inbox) return;
    const news = inbox.notices.filter((one) => !one.read && one.id > newest.current);
    if (inbox.newest > newest.current) newest.current = inbox.newest;
    const [first] = news;
    if (first) announce(news.length === 1 ? first.title : `${news.length} new notices`);
  }, [inbox]);
}
