import { type IncomingMessage, METHODS, type Server, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";

/** The route that answers requests with a method that no route supports. */
const UNKNOWN_METHOD = "/api/v1/unknown-method";

const KNOWN = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Changes a request that Next would answer with a bare 500 or 400, or by leading to another site, into one that a route
 * can answer: percent signs that encode nothing, or bytes that are not UTF-8, are escaped, an unsupported method goes to
 * `UNKNOWN_METHOD`, and whatever else is asked for is looked for on this site.
 */
export function makeRoutable(request: IncomingMessage): void {
  if (METHODS.includes(request.method ?? "") && !KNOWN.has(request.method ?? "")) {
    request.method = "GET";
    request.url = UNKNOWN_METHOD;
    return;
  }
  const [path = "/", ...query] = withinSite(request.url ?? "/").split("?");
  request.url = [isReadable(path) ? path : path.replaceAll("%", "%25"), ...query].join("?");
}

/**
 * The part of a target that is an address of this site. Of a whole address, as a proxy is sent it, the framework would
 * make a redirect to wherever it names, which a cache in front could keep for others.
 */
function withinSite(target: string): string {
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/*[^/?]*/i, "");
  return path.startsWith("/") ? path : `/${path}`;
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

type ParseError = Error & { code?: string };
type ClientSocket = Socket & { _httpMessage?: { headersSent: boolean } | null };

const STATUS: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

const answered = new WeakSet<Server>();

/**
 * Answers requests that cannot be parsed as HTTP with the status that Node would send, and a problem document as the
 * body. Takes effect once per server.
 */
export function answerUnreadable(server: Server): void {
  if (answered.has(server)) return;
  answered.add(server);
  server.on("clientError", (error: ParseError, socket: ClientSocket) => {
    // As in Node: nothing is written once a response has begun, or when the client has gone.
    if (!socket.writable || error.code === "ECONNRESET" || socket._httpMessage?.headersSent) {
      socket.destroy();
      return;
    }
    const status = STATUS[error.code ?? ""] ?? 400;
    const title = STATUS_CODES[status];
    const body = JSON.stringify({ type: "about:blank", title, status });
    socket.end(
      [
        `HTTP/1.1 ${status} ${title}`,
        "content-type: application/problem+json",
        `content-length: ${Buffer.byteLength(body)}`,
        "connection: close",
        "",
        body,
      ].join("\r\n"),
    );
  });
}
