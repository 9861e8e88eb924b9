import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";
import { env } from "@/lib/platform/env";

/*
 * If every connection of a pool is held by a transaction that waits for a second one, they deadlock until they time out. So
 * in tests, a transaction that requests a second connection of its pool gets an error. Elsewhere nothing is checked.
 */

/** The pools from which the current work holds a connection. */
const held = new AsyncLocalStorage<ReadonlySet<string>>();

/** Runs the `work` of a transaction that holds a connection of the pool; within it, a second one is refused. */
export const holding = <T>(pool: string, work: () => Promise<T>): Promise<T> =>
  env.NODE_ENV === "test"
    ? // Awaited within, because what Prisma returns begins only when it is awaited.
      held.run(new Set([...(held.getStore() ?? []), pool]), async () => await work())
    : work();

/** Makes the pool refuse a second connection to whoever already holds one of it. */
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
