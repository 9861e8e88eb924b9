import type { LiveEvent } from "@/lib/credits/core/live";

/** `stale`: the stream is interrupted. `offline`: so is the network. */
export type StreamStatus = "connecting" | "live" | "stale" | "offline";
type Listener = {
  /** When the server drew the page, by its clock: the stream begins with what has changed since. */
  drawnAt: () => string | null;
  hear: (event: LiveEvent) => void;
  /** Called when the stream is back: events may have been lost in between. */
  missed: () => void;
  status: (status: StreamStatus) => void;
};

/** After this long without the stream, the page says that it is interrupted. */
const PATIENCE = 4_000;
const RETRY_REFUSED = 5_000;
/** A hidden tab gives up its connection after this long, because browsers allow only a few. */
const HIDDEN_FOR = 60_000;

/**
 * Keeps the workspace's stream open while the page is visible, and reports its status. The browser reconnects by itself
 * and tells the server the last event it heard. Returns a function that closes the stream.
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
      // If the server refuses, the browser does not try again by itself, as it does after a lost connection.
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
