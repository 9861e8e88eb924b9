import { keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { Inbox } from "@/lib/credits/types";

/** The latest mark of the workspace's notices from the stream; `rendered` until the stream sends one. */
export const markQuery = (workspace: string, rendered: string) =>
  queryOptions({
    queryKey: ["notice-mark", workspace],
    queryFn: () => rendered,
    initialData: rendered,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

/** Called when the stream sends a mark: there is something new to ask for. */
export const onInboxMark = (client: QueryClient, workspace: string, mark: string): void => {
  client.setQueryData(["notice-mark", workspace], mark);
};

/** What the signed-in member was told, as it was at `mark`. Each mark is a query of its own. */
export const inboxQuery = (workspace: string, mark: string) =>
  queryOptions({
    queryKey: ["notices", workspace, mark],
    queryFn: async ({ signal }): Promise<Inbox> => {
      const address = `/api/notices?workspace=${encodeURIComponent(workspace)}`;
      const response = await fetch(address, { signal });
      if (!response.ok) throw new Error(`The notices did not load: ${response.status}.`);
      return (await response.json()) as Inbox;
    },
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

/** An inbox in which these notices, or all of them, are read. */
export function withRead(inbox: Inbox, ids: readonly string[] | "all"): Inbox {
  const notices = inbox.notices.map((one) =>
    ids === "all" || ids.includes(one.id) ? { ...one, read: true } : one,
  );
  const marked = inbox.notices.filter((one, at) => !one.read && notices[at]?.read).length;
  return { ...inbox, notices, unread: ids === "all" ? 0 : inbox.unread - marked };
}
