import { printErrorsAsLogged } from "@/lib/platform/console-errors";
import { requireRestrictedRole } from "@/lib/platform/database-role";
import { closeDatabase } from "@/lib/platform/db";
import { env, PLACEHOLDER_SECRET } from "@/lib/platform/env";
import { logger } from "@/lib/platform/logger";
import { startWorkers, stopWorkers } from "@/lib/platform/queue";
import { currentTraffic, logRequests } from "@/lib/platform/request-log";
import { closeOnShutdown } from "@/lib/platform/shutdown";

const DRAIN_MS = 8_000;

/**
 * Everything a web server does before its first request. Ends the process if it must not serve; `require` throws for
 * reasons of the domains. `warmUp` warms up what the first request would otherwise wait for.
 */
export async function beginServing(
  require: () => Promise<void>,
  warmUp: () => Promise<void>,
): Promise<void> {
  if (env.NODE_ENV === "production") printErrorsAsLogged(console);
  logRequests();
  try {
    requireSecret();
    await requireRestrictedRole();
    await require();
    await warmUp().catch((error: unknown) => logger.warn({ err: error }, "the warm-up failed"));
    if (env.JOBS_IN_PROCESS) await startWorkers();
  } catch (error) {
    logger.fatal({ err: error }, "the server cannot start");
    process.exit(1);
  }
  if (env.NEXT_MANUAL_SIG_HANDLE) {
    for (const signal of ["SIGTERM", "SIGINT"] as const)
      process.once(signal, () => void stopServing());
  }
}

function requireSecret(): void {
  if (env.NODE_ENV !== "production" || env.AUTH_SECRET !== PLACEHOLDER_SECRET) return;
  throw new Error("Set AUTH_SECRET to 32 or more random bytes: openssl rand -base64 32");
}

/** Takes no more requests, lets those in progress finish, hands back the jobs, closes the database, and exits. */
async function stopServing(): Promise<void> {
  logger.info("stopping");
  const { server } = currentTraffic();
  server?.close();
  closeOnShutdown();
  await Promise.all([drained(), stopWorkers()]);
  server?.closeAllConnections();
  await closeDatabase();
  logger.info("stopped");
  process.exit(0);
}

async function drained(): Promise<void> {
  const until = performance.now() + DRAIN_MS;
  while (currentTraffic().inFlight > 0 && performance.now() < until) {
    await new Promise((resume) => setTimeout(resume, 50));
  }
}
