import type { Instrumentation } from "next";
import { logger } from "@/lib/platform/logger";
import { currentTrace, requestIdFrom } from "@/lib/platform/request-id";

type OnRequestError = Parameters<Instrumentation.onRequestError>;

/** Logs an unexpected error with the id of its request and the reference (Next's digest) that its page shows. */
export function logRequestError(
  error: OnRequestError[0],
  request: OnRequestError[1],
  context: OnRequestError[2],
): void {
  const header = request.headers["x-request-id"];
  logger.error(
    {
      err: error,
      request: currentTrace()?.request ?? requestIdFrom(Array.isArray(header) ? header[0] : header),
      reference: (error as { digest?: unknown } | null)?.digest,
      method: request.method,
      route: context.routePath,
      kind: context.routeType,
    },
    "request failed",
  );
}
