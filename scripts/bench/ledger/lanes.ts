import type pg from "pg";
import { asOwner } from "./workspaces";

const LANES = 2;

/** Does `work` for each of `tasks` in their order, two at a time, each lane with a connection of its own. */
export async function inLanes<Task>(
  tasks: readonly Task[],
  work: (client: pg.Client, task: Task) => Promise<unknown>,
): Promise<void> {
  const waiting = [...tasks];
  const lane = () =>
    asOwner(async (client) => {
      await client.query("set synchronous_commit = off");
      await client.query("set maintenance_work_mem = '1GB'");
      // The lanes are the parallel work.
      await client.query("set max_parallel_maintenance_workers = 0");
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
        await work(client, task);
      }
    });
  await Promise.all(Array.from({ length: LANES }, lane));
}
