import pg from "pg";
import type { Tx } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/logger";

/** The PostgreSQL channel on which processes notify each other of changes. */
export const EVENTS_CHANNEL = "wellspent_events";

/**
 * Notifies every process, once the transaction commits, that something changed in the workspace, so that it reads again.
 * `purchase` names one whose state changed. Only a hint: everything but purchases and settings is polled every second as
 * well, and listeners learn when they may have missed a hint (`onMissed`).
 */
export const announce = (tx: Tx, workspaceId: string, purchase?: { id: string }): Promise<void> =>
  notify(tx, { workspaceId, ...(purchase ? { purchase } : {}) });

/** Notifies every process, once the transaction commits, that a setting of the workspace changed, for open pages. */
export const announceSetting = (tx: Tx, workspaceId: string): Promise<void> =>
  notify(tx, { workspaceId, setting: true });

/**
 * Notifies every process, once the transaction commits, that somebody was signed out or has left a workspace: their open
 * streams check whether they still have access.
 */
export const announceLeaving = (tx: Tx, userId: string): Promise<void> =>
  notify(tx, { leaving: userId });

async function notify(tx: Tx, hint: Hint): Promise<void> {
  await tx.$queryRaw`select pg_notify(${EVENTS_CHANNEL}, ${JSON.stringify(hint)})::text`;
}

/** What changed: something in a workspace, or the access of a person. */
export type Hint =
  | { workspaceId: string; purchase?: { id: string }; setting?: true }
  | { leaving: string };

type Listener = {
  onHint: (hint: Hint) => void;
  /** Listening has begun: earlier hints were not received. */
  onReady?: () => void;
  /** The connection was lost and is back: hints may have been missed. */
  onMissed: () => void;
};
type Shared = {
  listeners: Set<Listener>;
  client: pg.Client | null;
  timer: NodeJS.Timeout | null;
};

// Next loads a module once per bundle, but there must be one listening connection per process.
const processWide = globalThis as unknown as { __wellspentEvents?: Shared };
processWide.__wellspentEvents ??= { listeners: new Set(), client: null, timer: null };
const shared = processWide.__wellspentEvents;

const RECONNECT_AFTER = 2_000;

/** Receives the hints of every process, until the returned function is called. */
export function listen(listener: Listener): () => void {
  shared.listeners.add(listener);
  if (!shared.client && !shared.timer) void connect();
  return () => {
    shared.listeners.delete(listener);
    if (shared.listeners.size === 0) void disconnect();
  };
}

/** Removes all listeners and disconnects: called before the database is stopped. */
export async function stopListening(): Promise<void> {
  shared.listeners.clear();
  await disconnect();
}

/** Uses a connection of its own, directly to the server: through a pooler, another client would receive the hints. */
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
  client.on("notification", ({ payload }) => receive(payload ?? ""));
  client.on("error", () => lost(client));
  client.on("end", () => lost(client));
  try {
    await client.connect();
    await client.query(`listen ${EVENTS_CHANNEL}`);
    for (const { onMissed, onReady } of shared.listeners) (again ? onMissed : onReady)?.();
  } catch (error) {
    logger.warn({ err: error }, "events: cannot listen, polling only");
    lost(client);
  }
}

function receive(payload: string): void {
  try {
    const hint = JSON.parse(payload) as Hint;
    for (const { onHint } of shared.listeners) onHint(hint);
  } catch (error) {
    logger.warn({ err: error }, "events: a hint cannot be parsed");
  }
}

function lost(client: pg.Client): void {
  if (shared.client !== client) return;
  shared.client = null;
  if (shared.listeners.size === 0) return;
  shared.timer ??= setTimeout(() => connect({ again: true }), RECONNECT_AFTER).unref();
}

async function disconnect(): Promise<void> {
  if (shared.timer) clearTimeout(shared.timer);
  const { client } = shared;
  shared.timer = null;
  shared.client = null;
  await client?.end().catch(() => {});
}
