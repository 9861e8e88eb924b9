import type { LiveEvent } from "@/lib/credits/core/live";

/** `stale`: the stream is away; `offline`: so is the network. */
export type StreamStatus = "connecting" | "live" | "stale" | "offline";
type Listener = {
  /** When the server drew the page, by its clock: the stream begins with what changed since. */
  drawnAt: () => string | null;
  hear: (event: LiveEvent) => void;
  /** The stream is back: what would have been told meanwhile may be lost. */
  missed: () => void;
  status: (status: StreamStatus) => void;
};

/** A stream that has not come back after this long is said to be away. */
const PATIENCE = 4_000;
const RETRY_REFUSED = 5_000;
/** A tab nobody looks at gives its connection back after this long: browsers allow few of them. */
const HIDDEN_FOR = 60_000;

/**
 * Keeps the workspace's stream open while the page is looked at, and says how it stands. The browser reconnects
 * by itself and tells the server the last event it heard. Answers how to close it.
 */
export function openStream(
  workspace: string,
  { drawnAt, hear, missed, status }: Listener,
): () => void {
  let source: EventSource | null = null;
  let wasOpen = false;
  let away: ReturnType<typeof setTimeout> | null = null;
  let again: ReturnType<typeof setTimeout> | null = null;
  let hidden: ReturnType<typeof setTimeout> | null = null;

  const open = () => {
    close();
    const asked = new URLSearchParams({ workspace, since: drawnAt() ?? "" });
    source = new EventSource(`/api/events?${asked}`);
    source.onopen = () => {
      if (away) clearTimeout(away);
      away = null;
      status("live");
      if (wasOpen) missed();
      wasOpen = true;
    };
    source.onerror = () => {
      away ??= setTimeout(() => status(navigator.onLine ? "stale" : "offline"), PATIENCE);
      // Refused, not dropped: the browser does not try again by itself.
      if (source?.readyState === EventSource.CLOSED) again ??= setTimeout(open, RETRY_REFUSED);
    };
    for (const type of ["balance", "run", "purchase", "setting", "notices"] as const) {
      source.addEventListener(type, ({ data }: MessageEvent<string>) =>
        hear({ type, data: JSON.parse(data) } as LiveEvent),
      );
    }
  };
  const close = () => {
    source?.close();
    source = null;
    if (again) clearTimeout(again);
    again = null;
  };
  const look = () => {
    if (hidden) clearTimeout(hidden);
    hidden = document.hidden ? setTimeout(close, HIDDEN_FOR) : null;
    if (!document.hidden && !source) open();
  };
  const offline = () => status("offline");

  open();
  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", open);
  window.addEventListener("offline", offline);
  return () => {
    close();
    for (const timer of [away, hidden]) if (timer) clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
    window.removeEventListener("online", open);
    window.removeEventListener("offline", offline);
  };
}
