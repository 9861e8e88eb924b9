import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { MOST_AHEAD, clock as ours } from "@/lib/platform/clock";
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
  /** Whether this machine's clock is close enough to the database's: if it is too far ahead, nothing is written to the ledger. */
  clock: Verdict;
  jobs: Verdict | "elsewhere";
};

/** Whether this process can serve: the database answers, its migrations and clock are as expected, and jobs are processed. */
export async function checkHealth(): Promise<Health> {
  const state = await Promise.all([appliedMigrations(), clocksAgree()]).catch((error: unknown) => {
    logger.warn({ err: error }, "health: the database does not answer");
    return null;
  });
  const [applied, agree] = state ?? [null, false];
  const known = await knownMigrations();
  const found = {
    database: verdict(state !== null),
    migrations: verdict(applied !== null && known.every((name) => applied.has(name))),
    clock: verdict(agree),
    jobs: env.JOBS_IN_PROCESS ? verdict(workersRunning()) : ("elsewhere" as const),
  };
  const failing = isStopping() || Object.values<string>(found).includes("failing");
  return { status: verdict(!failing), ...found };
}

const verdict = (fine: boolean): Verdict => (fine ? "ok" : "failing");

async function appliedMigrations(): Promise<Set<string>> {
  const { rows } = await pool("worker").query<{ migration_name: string }>(
    "select migration_name from _prisma_migrations where finished_at is not null",
  );
  return new Set(rows.map((row) => row.migration_name));
}

async function clocksAgree(): Promise<boolean> {
  const { rows } = await pool("worker").query<{ agree: boolean }>(
    `select $1::timestamptz < clock_timestamp() + interval '${MOST_AHEAD}' as agree`,
    [ours.ofMachine()],
  );
  return rows[0]?.agree === true;
}

/** The migrations of this build, which are shipped with it (next.config.mjs). */
async function knownMigrations(): Promise<string[]> {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), "prisma/migrations");
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
