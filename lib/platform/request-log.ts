import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { noteClientAddress, trustedProxies } from "@/lib/platform/client-address";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/logger";
import { answerUnreadable, makeRoutable } from "@/lib/platform/malformed-request";
import { enterTrace, requestIdFrom, type Trace } from "@/lib/platform/request-id";

type Started = { request: IncomingMessage; response: ServerResponse; server: Server };
type Traffic = { server: Server | undefined; inFlight: number };

const proxies = trustedProxies(env.TRUSTED_PROXIES);
const traffic: Traffic = { server: undefined, inFlight: 0 };

/** The HTTP server, once it has had a request, and how many requests it is answering. */
export const currentTraffic = (): Readonly<Traffic> => traffic;

/**
 * Gives every request an id (its own `x-request-id` if that is well formed) and puts it on the response, records whom
 * the request is from, and logs one line when the response is complete or cut off. Listens to Node's own channel,
 * because Next has no hook around a response.
 */
export function logRequests(): void {
  diagnostics.subscribe("http.server.request.start", (message) => begin(message as Started));
}

function begin({ request, response, server }: Started): void {
  const trace: Trace = { request: requestIdFrom(request.headers["x-request-id"]) };
  request.headers["x-request-id"] = trace.request;
  noteClientAddress(request, proxies);
  response.setHeader("x-request-id", trace.request);
  enterTrace(trace);
  answerUnreadable(server);
  traffic.server = server;
  traffic.inFlight += 1;
  const started = performance.now();
  const { method, url = "/" } = request;
  makeRoutable(request);
  response.once("close", () => {
    traffic.inFlight -= 1;
    const path = loggablePath(url);
    const level = levelOf(response.statusCode, path);
    logger[level](
      {
        ...trace,
        method,
        path,
        status: response.statusCode,
        ms: Math.round(performance.now() - started),
        ...(response.writableFinished ? {} : { cut: true }),
      },
      "request",
    );
  });
}

const levelOf = (status: number, path: string) =>
  status >= 500 ? "error" : path.startsWith("/_next/") ? "debug" : "info";

/** An address without what must not be logged: queries carry one-time links, and so does an invitation's path. */
export const loggablePath = (url: string): string =>
  (url.split("?", 1)[0] ?? "/").replace(/([\\/]invitations[\\/]+)[^\\/]+/gi, "$1[cut]");
