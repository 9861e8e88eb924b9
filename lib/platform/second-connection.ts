import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";
import { env } from "@/lib/platform/env";

/*
 * As many transactions as a pool has connections, each waiting for a second one, wait for each other until they time out.
 * Tests refuse the first that asks for one, wherever it is: of ten at once none would. Elsewhere nothing is watched.
 */

/** The pools of which the work at hand holds a connection. */
const held = new AsyncLocalStorage<ReadonlySet<string>>();

/** Runs the `work` of a transaction that has a connection of the pool: within it, a second one is refused. */
export const holding = <T>(pool: string, work: () => Promise<T>): Promise<T> =>
  env.NODE_ENV === "test"
    ? // Awaited within, because what Prisma returns begins only when it is awaited.
      held.run(new Set([...(held.getStore() ?? []), pool]), async () => await work())
    : work();

/** Has the pool refuse a second connection to whoever holds one of it. */
export function refuseSecond(name: string, pool: pg.Pool): void {
  if (env.NODE_ENV !== "test") return;
  const connect = pool.connect.bind(pool) as (...given: unknown[]) => unknown;
  pool.connect = ((...given: unknown[]) => {
    if (held.getStore()?.has(name)) {
      throw new Error(`A transaction asks for a second connection of the pool "${name}".`);
    }
    return connect(...given);
  }) as typeof pool.connect;
}
