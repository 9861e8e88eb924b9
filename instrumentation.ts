import type { Instrumentation } from "next";

/** Called once by Next before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  await import("@/jobs");
  const { beginServing } = await import("@/lib/platform/serving");
  await beginServing();
}

/** Called by Next for every error a request did not expect: logged with its request and the reference its page shows. */
export const onRequestError: Instrumentation.onRequestError = (error, request, context) =>
  import("@/lib/platform/request-errors").then(({ logRequestError }) =>
    logRequestError(error, request, context),
  );
