import type { Instrumentation } from "next";

/** Called once by Next before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  await import("@/jobs");
  const { beginServing } = await import("@/lib/platform/serving");
  const { requireCatalogue } = await import("@/lib/billing/queries/packages");
  const { rehearseCall } = await import("@/lib/api/mutations/rehearsal");
  await beginServing(requireCatalogue, rehearseCall);
}

/** Called by Next for every error a request did not expect: logged with its request and the reference its page shows. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  // Everything is served by Node; without this line the build also looks for what an edge runtime lacks.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logRequestError } = await import("@/lib/platform/request-errors");
  logRequestError(error, request, context);
};
