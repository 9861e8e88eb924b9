import { setImmediate as immediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type Links, linksHold } from "@/lib/credits/queries/verify/links";

/** Bounds the memory. */
const PIECES = 8;

/**
 * How much garbage a thread may gather before it is collected. By default, three times sixteen megabytes would gather,
 * which a long account fills and a short one does not.
 */
export const YOUNG_MEGABYTES = 6;

/**
 * Checks the links of a chain in a thread of their own. If pieces arrive faster than the thread checks them, the caller
 * checks some too, because waiting would leave a processor idle. At most this many `pieces` wait for the thread.
 */
export function linksInThread(pieces = PIECES): Links & { end(): void } {
  const worker = new Worker(new URL("./link-thread.ts", import.meta.url), {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
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
  return {
    check: async (chained) => {
      if (failure) throw failure;
      if (waiting < pieces) {
        waiting += 1;
        worker.postMessage(chained, [chained.rows.buffer]);
      } else {
        hold &&= linksHold(chained);
        await immediate();
      }
    },
    allHold: async () => {
      while (waiting > 0 && !failure) await noticed.promise;
      if (failure) throw failure;
      const all = hold;
      hold = true;
      return all;
    },
    end: () => worker.postMessage(null),
  };
}
