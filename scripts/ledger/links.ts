import { Worker } from "node:worker_threads";
import type { Links } from "@/lib/credits/queries/verify/links";

/** How many pieces may wait for the thread: what bounds the memory. */
const WAITING = 8;

/** Checks the links of a chain in a thread of their own. */
export function linksInThread(): Links & { end(): void } {
  const worker = new Worker(new URL("./link-thread.ts", import.meta.url), {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
  });
  let waiting = 0;
  let hold = true;
  let failure: unknown = null;
  let noticed = Promise.withResolvers<void>();
  const notice = () => {
    noticed.resolve();
    noticed = Promise.withResolvers();
  };
  worker.on("message", (held: boolean) => {
    waiting -= 1;
    hold &&= held;
    notice();
  });
  worker.on("error", (error) => {
    failure = error;
    notice();
  });
  const fewerThan = async (pieces: number) => {
    while (waiting >= pieces && !failure) await noticed.promise;
    if (failure) throw failure;
  };
  return {
    check: async (chained) => {
      waiting += 1;
      worker.postMessage(chained, [chained.rows.buffer]);
      await fewerThan(WAITING);
    },
    allHold: async () => {
      await fewerThan(1);
      const all = hold;
      hold = true;
      return all;
    },
    end: () => worker.postMessage(null),
  };
}
