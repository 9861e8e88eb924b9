// A PostgreSQL of the storm's own, and the ways in which it can die.
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { migrate } from "../migrate.mjs";
import { startPostgres } from "../postgres.mjs";
import { startWire } from "./wire";

const run = promisify(execFile);
export type Database = Awaited<ReturnType<typeof startDatabase>>;

/** Starts and migrates it. `stormy` is the address whose wire is cut, `calm` one that is left alone. */
export async function startDatabase(folder: string, wanted: number) {
  const dir = resolve(folder);
  const options = { dir, port: wanted, database: "storm", settings: { max_connections: 200 } };
  if (existsSync(dir)) {
    // From an earlier storm, whose tables may be older than today's; it may even still run.
    await (await startPostgres(options)).stop();
    await rm(dir, { recursive: true });
  }
  let running = await startPostgres(options);
  await migrate(running.url);
  const stormy = await startWire(() => running.port);
  const calm = await startWire(() => running.port);
  const urlOn = (port: number) => Object.assign(new URL(running.url), { port: String(port) }).href;

  const revive = async () => {
    running = await startPostgres({ ...options, port: running.port });
  };
  const asAdmin = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => {
    const client = new pg.Client({ connectionString: running.url });
    client.on("error", () => {});
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  };
  return {
    direct: running.url,
    stormy: urlOn(stormy.port),
    calm: urlOn(calm.port),
    asAdmin,
    cutWires: stormy.cut,
    // Each blow returns how many processes or connections it hit.
    /** SIGKILL to the postmaster and every process of it, then recovery from its log. */
    async killAll() {
      const postmaster = postmasterOf(dir);
      const children = await childrenOf(postmaster);
      const hit = kill(postmaster, "SIGKILL");
      for (const pid of children) kill(pid, "SIGKILL");
      await gone(postmaster);
      await revive();
      return hit;
    },
    /** What `pg_ctl stop -m immediate` does: every process exits at once, and nothing is written. */
    async stopAtOnce() {
      const postmaster = postmasterOf(dir);
      const hit = kill(postmaster, "SIGQUIT");
      await gone(postmaster);
      await revive();
      return hit;
    },
    /** SIGKILL to one backend: the postmaster then ends all others and recovers. */
    async killBackend(pick: (pids: readonly number[]) => number) {
      const rows = await asAdmin<{ pid: number }>(
        `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
         order by state = 'active' desc, pid limit 8`,
      );
      return rows.length === 0 ? 0 : kill(pick(rows.map(({ pid }) => pid)), "SIGKILL");
    },
    async terminateBackends(most: number) {
      const rows = await asAdmin<{ gone: boolean }>(
        `select pg_terminate_backend(pid) as gone from pg_stat_activity where backend_type = 'client backend'
           and pid <> pg_backend_pid() and datname = 'storm' order by state = 'active' desc, random() limit $1`,
        [most],
      );
      return rows.filter((row) => row.gone).length;
    },
    async stop() {
      await Promise.all([stormy.stop(), calm.stop()]);
      await running.stop();
    },
  };
}

const postmasterOf = (dir: string): number =>
  Number(readFileSync(join(dir, "postmaster.pid"), "utf8").split("\n")[0]);

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid="]);
  return stdout
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([child, parent]) => (parent === pid && child ? [child] : []));
}

/** Returns 1, or 0 if the process had already gone. */
function kill(pid: number, signal: "SIGKILL" | "SIGQUIT"): 0 | 1 {
  try {
    process.kill(pid, signal);
    return 1;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    return 0;
  }
}

async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((wait) => setTimeout(wait, 20));
  }
}
