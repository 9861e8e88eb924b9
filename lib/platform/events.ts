import pg from "pg";
import type { Tx } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/logger";

/** The channel on which processes are told that something changed in a workspace. */
export const EVENTS_CHANNEL = "wellspent_events";

/**
 * Tells every process, once the transaction commits, that something changed in the workspace, so that watchers look
 * again. `purchase` names one whose state changed. Only a hint: watchers also look every second by themselves, at
 * everything but purchases and settings; those that may have missed news of these are told so (`listen`).
 */
export const announce = (tx: Tx, workspaceId: string, purchase?: { id: string }): Promise<void> =>
  notify(tx, { workspaceId, ...(purchase ? { purchase } : {}) });

/**
 * Tells every process, once the transaction commits, that a setting of the workspace changed, so that open pages show
 * it.
 */
export const announceSetting = (tx: Tx, workspaceId: string): Promise<void> =>
  notify(tx, { workspaceId, setting: true });

/**
 * Tells every process, once the transaction commits, that somebody was signed out somewhere or has left a workspace:
 * what is open for them checks whether they are still let in.
 */
export const announceLeaving = (tx: Tx, userId: string): Promise<void> =>
  notify(tx, { leaving: userId });

async function notify(tx: Tx, hint: Hint): Promise<void> {
  await tx.$queryRaw`select pg_notify(${EVENTS_CHANNEL}, ${JSON.stringify(hint)})::text`;
}

/** News of a workspace, or of a person. */
export type Hint =
  | { workspaceId: string; purchase?: { id: string }; setting?: true }
  | { leaving: string };

type Hearer = {
  hear: (hint: Hint) => void;
  /** The first connection is made; hints from before it were not heard. */
  ready?: () => void;
  /** The connection was lost and is back: hints may have been missed. */
  missed: () => void;
};
type Shared = {
  hearers: Set<Hearer>;
  client: pg.Client | null;
  timer: NodeJS.Timeout | null;
};

// Next loads a module once per bundle, but there must be one listening connection per process.
const processWide = globalThis as unknown as { __wellspentEvents?: Shared };
processWide.__wellspentEvents ??= { hearers: new Set(), client: null, timer: null };
const shared = processWide.__wellspentEvents;

const RECONNECT_AFTER = 2_000;

/**
 * Listens to the announcements of every process, and to when some may have been missed, until the returned function is
 * called.
 */
export function listen(hearer: Hearer): () => void {
  shared.hearers.add(hearer);
  if (!shared.client && !shared.timer) void connect();
  return () => {
    shared.hearers.delete(hearer);
    if (shared.hearers.size === 0) void disconnect();
  };
}

/** Stops listening, for everybody: called before the database is taken away. */
export async function stopListening(): Promise<void> {
  shared.hearers.clear();
  await disconnect();
}

/** A connection of its own, directly to the server: a pooler in between would hand it to somebody else. */
async function connect({ again = false } = {}): Promise<void> {
  shared.timer = null;
  const client = new pg.Client({
    connectionString: env.DIRECT_URL ?? env.DATABASE_URL,
    options: "-c role=wellspent_app",
    application_name: "wellspent-events",
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  shared.client = client;
  client.on("notification", ({ payload }) => pass(payload ?? ""));
  client.on("error", () => lost(client));
  client.on("end", () => lost(client));
  try {
    await client.connect();
    await client.query(`listen ${EVENTS_CHANNEL}`);
    for (const { missed, ready } of shared.hearers) (again ? missed : ready)?.();
  } catch (error) {
    logger.warn({ err: error }, "events: cannot listen, polling only");
    lost(client);
  }
}

function pass(payload: string): void {
  try {
    const hint = JSON.parse(payload) as Hint;
    for (const { hear } of shared.hearers) hear(hint);
  } catch (error) {
    logger.warn({ err: error }, "events: a hint was not understood");
  }
}

function lost(client: pg.Client): void {
  if (shared.client !== client) return;
  shared.client = null;
  if (shared.hearers.size === 0) return;
  shared.timer ??= setTimeout(() => connect({ again: true }), RECONNECT_AFTER).unref();
}

async function disconnect(): Promise<void> {
  if (shared.timer) clearTimeout(shared.timer);
  const { client } = shared;
  shared.timer = null;
  shared.client = null;
  await client?.end().catch(() => {});
}
