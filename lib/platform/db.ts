import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/lib/platform/env";
import { Prisma, PrismaClient } from "@/lib/platform/generated/prisma/client";
import { holding, refuseSecond } from "@/lib/platform/second-connection";

/**
 * The product's database roles, created by prisma/migrations. Every connection takes on one of them when it is made:
 * - `wellspent_app` sees, by row-level security, only the workspace named in its transaction, and can change the ledger
 *   only through the function that commits to it;
 * - `wellspent_worker` may look across workspaces to find work that is due. It only finds: the work itself is done as
 *   `wellspent_app`, inside one workspace.
 */
type Role = "wellspent_app" | "wellspent_worker";

/** The pools of long reads, which may use parallel workers in PostgreSQL. */
const LONG_READERS = ["stream", "beside"];

// All other statements take milliseconds, and many run at once: starting a parallel worker takes longer than it saves, and
// takes a core from the next statement.
const poolConfig = (name: string, role: Role, max: number): pg.PoolConfig => ({
  connectionString: env.DATABASE_URL,
  max,
  options: `-c role=${role} -c statement_timeout=30s -c idle_in_transaction_session_timeout=30s${
    LONG_READERS.includes(name) ? "" : " -c max_parallel_workers_per_gather=0"
  }`,
  // Finds out within half a minute that the other end of an idle connection has silently gone.
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
});

/**
 * How long to wait for an answer, by pool. If a machine or a network fails silently, the operating system would wait for
 * a quarter of an hour, and so would every later command of the account. The ledger sends its commands again, so it waits
 * for less than the statement timeout, and all other pools for more. Streams have no limit.
 */
const QUERY_TIMEOUT_MS: Partial<Record<string, number>> = {
  ledger: 15_000,
  prisma: 110_000,
  worker: 35_000,
  limits: 35_000,
};

type Shared = { prisma?: PrismaClient; pools: Map<string, pg.Pool> };

// Next loads a module once per bundle, but there must be one set of pools per process.
const shared = globalThis as unknown as { __wellspent?: Shared };
shared.__wellspent ??= { pools: new Map() };
const processWide = shared.__wellspent;

/** A pool of this process, ended by `closeDatabase`. A connection that is cut never ends the process. */
function makePool(name: string, role: Role, max: number): pg.Pool {
  const timeout = QUERY_TIMEOUT_MS[name];
  const made = new pg.Pool({
    ...poolConfig(name, role, max),
    ...(timeout === undefined ? {} : { query_timeout: timeout }),
  });
  // The pool replaces an idle connection that is cut; without a listener the event would end the process.
  made.on("error", () => {});
  // If one is cut while it is in use, between two statements or before the first, the next statement fails.
  made.on("connect", (client) => client.on("error", () => {}));
  refuseSecond(name, made);
  processWide.pools.set(name, made);
  return made;
}

/**
 * The Prisma client as `wellspent_app`: use it directly for global tables, and through `inWorkspace` for tenant tables.
 */
export const db: PrismaClient =
  processWide.prisma ??
  new PrismaClient({
    adapter: new PrismaPg(makePool("prisma", "wellspent_app", env.DATABASE_POOL_SIZE)),
  });
processWide.prisma = db;

export type Tx = Prisma.TransactionClient;

/**
 * Runs `work` in one transaction that row-level security confines to one workspace. Outside of one, a tenant table shows
 * no rows and accepts none.
 */
export const inWorkspace = <T>(
  workspaceId: string,
  work: (tx: Tx) => Promise<T>,
  options: { timeout?: number; snapshot?: boolean; readOnly?: boolean } = {},
): Promise<T> => {
  const shared = together.getStore();
  if (shared?.workspaceId === workspaceId) return inTurn(shared, work);
  return db.$transaction(
    async (tx) => {
      await (options.readOnly
        ? tx.$queryRaw`select set_config('app.workspace_id', ${workspaceId}, true),
            set_config('transaction_read_only', 'on', true)`
        : tx.$queryRaw`select set_config('app.workspace_id', ${workspaceId}, true)`);
      return holding("prisma", () => work(tx));
    },
    {
      maxWait: 10_000,
      timeout: options.timeout ?? 15_000,
      // All statements then read the same snapshot; otherwise each sees whatever was committed before it.
      ...(options.snapshot
        ? { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead }
        : {}),
    },
  );
};

/**
 * Has everything that decides under this lock take turns in a workspace until its transaction ends: what one of them
 * counts or compares, no other changes meanwhile.
 */
export const lockWorkspace = (tx: Tx, workspaceId: string): Promise<unknown> =>
  tx.$queryRaw`select id from workspace where id = ${workspaceId}::uuid for update`;

/** A transaction in which several reads of one workspace take their turns. `last` settles when the latest one is over. */
type Together = { workspaceId: string; tx: Tx; last: Promise<unknown> };
const together = new AsyncLocalStorage<Together | null>();

/**
 * Runs `reads`, in which every `inWorkspace` of this workspace is part of one read-only transaction with one snapshot: a
 * part of a page asks many small questions, and their answers then agree, and need not each begin and commit. They are
 * asked one after the other, since a transaction has one connection; if one of them fails, so do all.
 */
export const readTogether = <T>(workspaceId: string, reads: () => Promise<T>): Promise<T> =>
  inWorkspace(
    workspaceId,
    (tx) => together.run({ workspaceId, tx, last: Promise.resolve() }, reads),
    { snapshot: true, readOnly: true },
  );

function inTurn<T>(shared: Together, work: (tx: Tx) => Promise<T>): Promise<T> {
  // Within its turn, a read that asked for another one would wait for itself. It gets a connection of its own, as in any
  // transaction, which tests refuse.
  const turn = shared.last.then(() => together.run(null, async () => await work(shared.tx)));
  shared.last = turn.catch(() => undefined);
  return turn;
}

/** A plain `pg` pool of this process, made when first used: the ledger's door and streaming reads have their own. */
export function pool(name: "ledger" | "stream" | "beside" | "worker" | "limits"): pg.Pool {
  const found = processWide.pools.get(name);
  if (found) return found;
  const role = name === "worker" ? "wellspent_worker" : "wellspent_app";
  return makePool(name, role, name === "ledger" ? env.LEDGER_POOL_SIZE : 4);
}

/**
 * Runs `work` on a plain connection, in a read-only transaction with a single snapshot that row-level security confines
 * to one workspace: for reading with COPY, which Prisma does not support.
 */
export const streamIn = <T>(
  workspaceId: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> => streamAt("stream", null, workspaceId, work);

/**
 * The same on a second connection, with the snapshot of the transaction that `client` is in: for reading two things in
 * parallel. Uses a pool of its own, so that no transaction waits for a second connection of the same pool.
 */
export async function streamBeside<T>(
  client: pg.PoolClient,
  workspaceId: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const { rows } = await client.query<{ at: string }>("select pg_export_snapshot() as at");
  return streamAt("beside", rows[0]?.at ?? null, workspaceId, work);
}

async function streamAt<T>(
  from: "stream" | "beside",
  snapshot: string | null,
  workspaceId: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool(from).connect();
  // If a connection is cut between two statements it emits an event, and the next statement fails.
  const ignore = () => {};
  client.on("error", ignore);
  try {
    await client.query("begin isolation level repeatable read read only");
    if (snapshot) await client.query(`set transaction snapshot ${pg.escapeLiteral(snapshot)}`);
    await client.query("select set_config('app.workspace_id', $1, true)", [workspaceId]);
    const result = await holding(from, () => work(client));
    await client.query("commit");
    client.off("error", ignore);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** A statement that is sent often: parsed once per connection, provided connections keep what was prepared on them. */
export const statement = (name: string, text: string): { text: string; name?: string } =>
  env.LEDGER_NAMED_STATEMENTS ? { name, text } : { text };

/** Closes every connection of this process. Called once, at shutdown and at the end of a test file. */
export async function closeDatabase(): Promise<void> {
  const pools = [...processWide.pools.values()];
  processWide.pools.clear();
  await Promise.all([processWide.prisma?.$disconnect(), ...pools.map((one) => one.end())]);
}
