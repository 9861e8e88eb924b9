"use client";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { onInboxMark } from "@/components/alerts/inbox-query";
import { openStream, type StreamStatus } from "@/components/credits/event-stream";
import { PendingHolds } from "@/components/credits/pending-holds";
import {
  type Balances,
  balancesQuery,
  byKind,
  runQuery,
  showBalance,
  showRun,
} from "@/components/credits/queries";
import { SOON, useRefresh } from "@/components/credits/use-refresh";
import { announce } from "@/components/ui/announcer";
import type { Balance } from "@/lib/credits/core/balance";
import { spokenCredits } from "@/lib/credits/core/format";
import type { LiveEvent } from "@/lib/credits/core/live";
import type { Run } from "@/lib/credits/core/run";

type Live = {
  workspace: string;
  /** Null while they could not be read. */
  balances: Balances | null;
  status: StreamStatus;
  /** Shows the balance that a page was drawn with, unless a newer one is already shown. */
  show: (balance: Balance) => void;
  /** Fetches the balances again, after the stream was interrupted. */
  retry: () => void;
  /** Draws the page again at once or, if it is being drawn, right after: for an action whose result it shows. */
  refresh: () => void;
};

/** After a restart all of a server's pages come back at once; their refreshes are spread over this many ms. */
const SPREAD = 2_000;

const LiveContext = createContext<Live | null>(null);

type LiveWorkspaceProps = {
  workspace: string;
  /** Null if the server could not read them: the browser then fetches them. */
  balances: readonly Balance[] | null;
  children: ReactNode;
};

/**
 * Keeps everything below up to date with the workspace: one stream per tab, written into the query cache in the order
 * of versions. What the server rendered follows by a refresh, a moment after each change, and after each gap in the
 * stream, because not everything that a page shows would be sent again.
 */
export function LiveWorkspace({ workspace, balances, children }: LiveWorkspaceProps) {
  const client = useQueryClient();
  const [status, setStatus] = useState<StreamStatus>("connecting");
  const first = useMemo(() => balances && byKind(balances), [balances]);
  const query = useQuery({
    ...balancesQuery(workspace),
    ...(first ? { initialData: first } : {}),
  });
  const refresh = useRefresh();
  /** When the server last drew the page, by its clock. */
  const drawnAt = useRef<string | null>(null);

  // What the server rendered later may be newer than what the stream sent.
  useEffect(() => {
    drawnAt.current = first?.ai.asOf ?? null;
    for (const balance of Object.values(first ?? {})) showBalance(client, workspace, balance);
  }, [client, workspace, first]);

  useEffect(() => {
    const hear = (event: LiveEvent) => {
      if (take(client, workspace, event, drawnAt.current)) refresh(SOON);
    };
    return openStream(workspace, {
      drawnAt: () => drawnAt.current,
      hear,
      missed: () => refresh({ ...SOON, after: SOON.after + Math.random() * SPREAD }),
      status: setStatus,
    });
  }, [client, workspace, refresh]);

  const { refetch, data } = query;
  const live = useMemo(
    () => ({
      workspace,
      balances: data ?? null,
      status,
      show: (balance: Balance) => void showBalance(client, workspace, balance),
      retry: () => void refetch(),
      refresh: () => refresh(),
    }),
    [client, workspace, data, status, refetch, refresh],
  );
  return (
    <LiveContext value={live}>
      <PendingHolds workspace={workspace}>{children}</PendingHolds>
    </LiveContext>
  );
}

type StillWorkspaceProps = { balances: readonly Balance[] | null; children: ReactNode };

/** The same without a workspace behind it: what is shown never changes. For samples of what is live elsewhere. */
export function StillWorkspace({ balances, children }: StillWorkspaceProps) {
  const live = useMemo((): Live => {
    const nothing = () => {};
    return {
      workspace: "still",
      balances: balances && byKind(balances),
      status: "live",
      show: nothing,
      retry: nothing,
      refresh: nothing,
    };
  }, [balances]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Shows what the stream sent. True if that makes what the server rendered out of date. */
function take(
  client: QueryClient,
  workspace: string,
  event: LiveEvent,
  drawnAt: string | null,
): boolean {
  switch (event.type) {
    case "balance": {
      const { available, kind } = event.data;
      const news = showBalance(client, workspace, event.data);
      if (news) {
        announce(`${spokenCredits(available, kind)} available`, { topic: `balance ${kind}` });
      }
      return news;
    }
    case "run":
      return showRun(client, workspace, event.data, drawnAt);
    case "purchase":
    case "setting":
      return true;
    case "notices":
      onInboxMark(client, workspace, event.data.mark);
      return false;
  }
}

/** The live balances and the status of the stream. Only below a LiveWorkspace. */
export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("Wrap the page in LiveWorkspace.");
  return live;
}

/** A run as the server rendered it, kept up to date. */
export function useRun(rendered: Run): Run {
  const client = useQueryClient();
  const { workspace } = useLive();
  useEffect(() => {
    showRun(client, workspace, rendered, null);
  }, [client, workspace, rendered]);
  return useQuery({ ...runQuery(workspace, rendered), initialData: rendered }).data;
}
