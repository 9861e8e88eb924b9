import { onShutdown } from "@/lib/platform/shutdown";

type StreamEvent = { type: string; id?: string; data: unknown };
export type Stream = { send: (event: StreamEvent) => void; close: () => void };

const HEARTBEAT = 15_000;
/** A stream ends after this long. The browser then reconnects, and access is checked again. */
const LIVES_FOR = 5 * 60_000;
/** How long the browser waits before it reconnects. */
const RETRY_AFTER = 1_000;

/** How many streams one person may have open in a process. More than the tabs of anybody, and a limit for a program. */
const MOST_OPEN = 500;
/** What a stream keeps for a reader who does not read. It then ends, and whoever reads on asks again. */
const MOST_UNREAD = 1_000;

const openBy = new Map<string, number>();

/**
 * A response of server-sent events for the person `whose`; 429 if they have too many open. `begin` gets the stream and
 * returns a cleanup function, which is called when the browser disconnects, when the stream is closed, has reached its
 * maximum age or is not read, and when the process stops.
 */
export function eventStream(
  signal: AbortSignal,
  whose: string,
  begin: (stream: Stream) => () => void,
): Response {
  if ((openBy.get(whose) ?? 0) >= MOST_OPEN) {
    return new Response(null, { status: 429, headers: { "retry-after": "5" } });
  }
  let close = (_left = false) => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder();
      let open = true;
      const write = (text: string) => {
        if (open) controller.enqueue(encoder.encode(text));
        if ((controller.desiredSize ?? 0) < -MOST_UNREAD) close();
      };
      write(`retry: ${RETRY_AFTER}\n\n`);
      const end = begin({ send: (event) => write(encoded(event)), close: () => close() });
      count(whose, 1);
      const heartbeat = setInterval(() => write(": alive\n\n"), HEARTBEAT);
      const lifetime = setTimeout(() => close(), LIVES_FOR);
      let forget = () => {};
      close = (left = false) => {
        if (!open) return;
        open = false;
        clearInterval(heartbeat);
        clearTimeout(lifetime);
        forget();
        count(whose, -1);
        end();
        // If the browser has disconnected, it is closed already.
        if (!left) controller.close();
      };
      forget = onShutdown(() => close());
      if (!open) forget();
      signal.addEventListener("abort", () => close(), { once: true });
      if (signal.aborted) close();
    },
    cancel: () => close(true),
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

function count(whose: string, change: 1 | -1): void {
  const open = (openBy.get(whose) ?? 0) + change;
  if (open > 0) openBy.set(whose, open);
  else openBy.delete(whose);
}

const encoded = ({ type, id, data }: StreamEvent): string =>
  `event: ${type}\n${id ? `id: ${id}\n` : ""}data: ${JSON.stringify(data)}\n\n`;
