import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pool } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/logger";
import { workersRunning } from "@/lib/platform/queue";
import { isStopping } from "@/lib/platform/shutdown";

type Verdict = "ok" | "failing";
export type Health = {
  status: Verdict;
  database: Verdict;
  migrations: Verdict;
  jobs: Verdict | "elsewhere";
};

/** Whether this process can serve: the database answers, its tables are the ones we know, jobs are worked on. */
export async function checkHealth(): Promise<Health> {
  const applied = await appliedMigrations().catch((error: unknown) => {
    logger.warn({ err: error }, "health: the database does not answer");
    return null;
  });
  const database = applied ? "ok" : "failing";
  const known = await knownMigrations();
  const migrations = applied && known.every((name) => applied.has(name)) ? "ok" : "failing";
  const jobs = env.JOBS_IN_PROCESS ? (workersRunning() ? "ok" : "failing") : "elsewhere";
  const failing = isStopping() || [database, migrations, jobs].includes("failing");
  return { status: failing ? "failing" : "ok", database, migrations, jobs };
}

async function appliedMigrations(): Promise<Set<string>> {
  const { rows } = await pool("worker").query<{ migration_name: string }>(
    "select migration_name from _prisma_migrations where finished_at is not null",
  );
  return new Set(rows.map((row) => row.migration_name));
}

/** The migrations this build was made with; they travel with it (next.config.mjs). */
async function knownMigrations(): Promise<string[]> {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), "prisma/migrations");
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
