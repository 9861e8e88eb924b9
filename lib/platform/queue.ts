import { fromPrisma, type Job, type JobWithMetadata, PgBoss } from "pg-boss";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { LoggedError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/logger";
import { currentTrace, referenceOf, requestIdFrom, withTrace } from "@/lib/platform/request-id";

/** What a handler gets about the current attempt. */
type JobContext = {
  id: string;
  /** 1 for the first attempt. Every handler may run again after a crash, so what it does must be safe to repeat. */
  attempt: number;
  /**
   * Aborts when the process stops or the job is taken away. Then throw (`signal.throwIfAborted()`), and the job is
   * retried.
   */
  signal: AbortSignal;
  /** What people are shown when it fails; the log has it too. */
  reference: string;
};

export type JobOptions<Data> = {
  /** Attempts after the first, with pauses that double from 2 seconds up to `longestPauseSeconds`. Default 10. */
  retryLimit?: number;
  /** Default 5 minutes. */
  longestPauseSeconds?: number;
  /** An attempt that takes longer than this is ended and retried. Default 15 minutes. */
  expireInSeconds?: number;
  /**
   * How many run at once in one process, of a group one at a time (see `EnqueueOptions`). By default two for a job that
   * names its workspace, so that no workspace takes every place, and one for all others.
   */
  concurrency?: number;
  /**
   * With `waiting` (the default), at most one job of a `singletonKey` waits and one more may be running. With
   * `exclusive`, one waits or runs, never both. Cannot be changed once the queue exists.
   */
  once?: "waiting" | "exclusive";
  /** Polls for due jobs every second instead of every five, because somebody is waiting. */
  timely?: boolean;
  /** Called after the last attempt failed, to clean up and to notify people. */
  onGiveUp?: (data: Data, context: JobContext) => Promise<void>;
};

type Handler<Data> = (data: Data, context: JobContext) => Promise<unknown>;
type Definition = {
  name: string;
  parse: (data: unknown) => unknown;
  handler: Handler<never>;
  concurrency: number;
  options: JobOptions<never>;
};
type Shared = {
  definitions: Map<string, Definition>;
  schedules: Map<string, string>;
  boss?: { works: boolean; started: Promise<PgBoss> } | undefined;
  stopping: AbortController;
};

// Next loads a module once per bundle, but there must be one queue per process.
const processWide = globalThis as unknown as { __wellspentQueue?: Shared };
processWide.__wellspentQueue ??= {
  definitions: new Map(),
  schedules: new Map(),
  stopping: new AbortController(),
};
const shared = processWide.__wellspentQueue;

/** A job without a heartbeat for this long is taken to have died with its process, and is retried. */
const HEARTBEAT_SECONDS = 15;

/**
 * Declares background work, in a domain's jobs.ts: `defineJob("leads.import", schema, handler)`. Its data is plain JSON
 * and names its workspace as `workspaceId`; the queue itself knows no tenants.
 */
export function defineJob<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  handler: Handler<z.output<Schema>>,
  options: JobOptions<z.output<Schema>> = {},
): void {
  shared.definitions.set(name, {
    name,
    parse: (data) => schema.parse(data),
    handler: handler as Handler<never>,
    concurrency: options.concurrency ?? (namesWorkspace(schema) ? 2 : 1),
    options: options as JobOptions<never>,
  });
}

const namesWorkspace = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodObject && "workspaceId" in schema.shape;

/** Runs a job repeatedly, with empty data and in UTC: `schedule("credits.expire", "0 * * * *")`. */
export function schedule(name: string, cron: string): void {
  shared.schedules.set(name, cron);
}

export type EnqueueOptions = {
  /** At most one job with this key waits. A further one is not added, and null is returned. */
  singletonKey?: string;
  startAfter?: Date;
  /** Overrides the job's own limit, for work that is enqueued again later anyway. */
  retryLimit?: number;
  /** Whose work it is, if not its workspace's: a slow group delays only its own. */
  group?: string;
  /** Adds the job in this transaction: it exists if and only if the transaction commits. */
  tx?: Tx;
};

/** Adds a job and returns its id, or null if one with the same `singletonKey` is waiting already. */
export async function enqueue(
  name: string,
  data: Readonly<Record<string, unknown>>,
  { singletonKey, startAfter, retryLimit, group = workspaceOf(data), tx }: EnqueueOptions = {},
): Promise<string | null> {
  shared.definitions.get(name)?.parse(data);
  const boss = await (shared.boss ?? connect(false)).started;
  return boss.send(
    name,
    { data, request: requestIdFrom(currentTrace()?.request) },
    {
      singletonKey: singletonKey ?? newId(),
      ...(startAfter ? { startAfter } : {}),
      ...(retryLimit === undefined ? {} : { retryLimit }),
      ...(group ? { group: { id: group } } : {}),
      ...(tx ? { db: fromPrisma(tx) } : {}),
    },
  );
}

/**
 * Whether a job with this `singletonKey` waits, runs or will be retried. If the process died at every attempt, there is no
 * such job any more, and `onGiveUp` was not called.
 */
export async function hasJob(tx: Tx, name: string, singletonKey: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from pgboss.job
     where name = ${name} and singleton_key = ${singletonKey} and state in ('created', 'retry', 'active') limit 1`;
  return rows.length > 0;
}

/** Creates the queues of all declared jobs and keeps their settings as declared. Done by the migration. */
export async function createQueues(boss: PgBoss): Promise<void> {
  for (const { name, options } of shared.definitions.values()) {
    const settings = {
      retryLimit: options.retryLimit ?? 10,
      retryBackoff: true,
      retryDelay: 2,
      retryDelayMax: options.longestPauseSeconds ?? 300,
      expireInSeconds: options.expireInSeconds ?? 900,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      notify: true,
    };
    const policy = options.once === "exclusive" ? "exclusive" : "short";
    await boss.createQueue(name, { ...settings, policy });
    await boss.updateQueue(name, settings);
  }
}

/** Starts working on every declared job, and on the declared schedules. Once per process. */
export async function startWorkers(): Promise<void> {
  if (shared.boss?.works) return;
  if (shared.boss) await stopWorkers();
  shared.stopping = new AbortController();
  const boss = await connect(true).started;
  await createQueues(boss);
  // The start command runs a single server, so jobs that are still marked as running died with the previous one.
  if (env.EMBEDDED) await retryDeadJobs(boss);
  for (const definition of shared.definitions.values()) await workOn(boss, definition);
  for (const [name, cron] of shared.schedules) await boss.schedule(name, cron, envelope());
  for (const { name } of await boss.getSchedules()) {
    if (!shared.schedules.has(name)) await boss.unschedule(name);
  }
}

/** Stops taking jobs, gives running ones ten seconds to finish, and hands the rest back for a retry. */
export async function stopWorkers(): Promise<void> {
  const { boss } = shared;
  if (!boss) return;
  shared.boss = undefined;
  shared.stopping.abort(new Error("The process is stopping."));
  await (await boss.started).stop({ graceful: true, timeout: 10_000 });
}

/** Whether this process is working on jobs, for the health report. */
export const workersRunning = (): boolean => shared.boss?.works === true;

const envelope = () => ({ data: {}, request: requestIdFrom(null) });

function connect(works: boolean): NonNullable<Shared["boss"]> {
  const boss = new PgBoss({
    connectionString: env.DATABASE_URL,
    options: "-c role=wellspent_app",
    application_name: "wellspent-jobs",
    max: works ? 5 : 2,
    // The schema's owner migrates it (scripts/migrate.mjs); this role may only use it.
    migrate: false,
    createSchema: false,
    reindex: false,
    supervise: works,
    schedule: works,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    useListenNotify: works,
  });
  boss.on("error", (error) => logger.error({ err: error }, "job queue"));
  boss.on("warning", (warning) => logger.warn({ warning }, "job queue"));
  const started = boss.start();
  const found = { works, started };
  shared.boss = found;
  // If it could not start it is not kept, so that the next call tries again.
  started.catch(() => {
    if (shared.boss === found) shared.boss = undefined;
  });
  return found;
}

/** Backdates the last heartbeat of every running job, so that supervision retries it now. */
async function retryDeadJobs(boss: PgBoss): Promise<void> {
  await boss
    .getDb()
    .executeSql("update pgboss.job set heartbeat_on = 'epoch' where state = 'active'");
  await boss.supervise();
}

async function workOn(boss: PgBoss, definition: Definition): Promise<void> {
  for (let worker = 1; worker <= definition.concurrency; worker++) {
    const id = await boss.work(
      definition.name,
      {
        includeMetadata: true,
        batchSize: 1,
        localGroupConcurrency: 1,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: looksEvery(definition, worker),
      },
      async ([job]: JobWithMetadata[]) => {
        // Where one waited others may: looked for as soon as this one is done, not when it is time to look again.
        boss.notifyWorker(id);
        if (job) await attempt(definition, job);
      },
    );
  }
}

/**
 * A notification wakes every worker of a job that is added. What comes due later, a pause between attempts over, is found
 * by looking; of what a schedule adds, only a failure is. Two that take jobs of one group at the same moment give one
 * back, and the next look of that worker finds those of others: so none looks seldom.
 */
const looksEvery = ({ name, options }: Definition, worker: number): number => {
  if (shared.schedules.has(name)) return 30;
  return options.timely && worker === 1 ? 1 : 5;
};

const sent = z.object({ data: z.unknown(), request: z.string() });

async function attempt(definition: Definition, job: Job & { retryLimit: number }): Promise<void> {
  const { data, request } = sent.parse(job.data);
  await withTrace({ request }, async () => {
    const started = performance.now();
    const log = logger.child({ job: definition.name, id: job.id, workspaceId: workspaceOf(data) });
    const context: JobContext = {
      id: job.id,
      attempt: job.retryCount + 1,
      signal: AbortSignal.any([job.signal, shared.stopping.signal]),
      reference: referenceOf(job.id.replaceAll("-", "").slice(-8)),
    };
    try {
      await definition.handler(definition.parse(data) as never, context);
      log.info({ attempt: context.attempt, ms: elapsed(started) }, "job done");
    } catch (error) {
      const { attempt, reference } = context;
      const level = error instanceof LoggedError ? "debug" : "error";
      log[level]({ err: error, attempt, reference, ms: elapsed(started) }, "job failed");
      const last = job.retryCount >= job.retryLimit && !shared.stopping.signal.aborted;
      if (last) await definition.options.onGiveUp?.(data as never, context);
      throw error;
    }
  });
}

const elapsed = (since: number): number => Math.round(performance.now() - since);

const workspaceOf = (data: unknown): string | undefined => {
  const named = (data as { workspaceId?: unknown } | null)?.workspaceId;
  return typeof named === "string" && named !== "" ? named : undefined;
};
