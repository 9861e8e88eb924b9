import { logger } from "@/lib/platform/logger";

/**
 * Does `work` for each, one after the other, and answers how many were done. One that fails is logged and keeps none
 * of the others waiting: for work that comes by again, over accounts that have nothing to do with each other.
 */
export async function eachAlone<Item extends object>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<number> {
  let done = 0;
  for (const item of items) {
    try {
      await work(item);
      done += 1;
    } catch (error) {
      const about: object = { err: error, ...item };
      logger.error(about, "this one failed, the others go on");
    }
  }
  return done;
}
