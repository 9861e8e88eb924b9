// npm run worker: background work in a process of its own, for a product that serves with JOBS_IN_PROCESS=0.
import "../jobs";
import { requireCatalogue } from "../lib/billing/queries/packages";
import { requireRestrictedRole } from "../lib/platform/database-role";
import { closeDatabase } from "../lib/platform/db";
import { logger } from "../lib/platform/logger";
import { startWorkers, stopWorkers } from "../lib/platform/queue";
import { endOnUncaught } from "../lib/platform/uncaught";

endOnUncaught();

await requireRestrictedRole();
await requireCatalogue();
await startWorkers();
logger.info("working on jobs");

const stop = async () => {
  logger.info("stopping");
  await stopWorkers();
  await closeDatabase();
  process.exit(0);
};
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
