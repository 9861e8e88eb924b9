import { logger } from "@/lib/platform/logger";

/**
 * Does `work` for each item, one after the other, and returns how many were done. If one fails it is logged, and the
 * others are done all the same: for recurring work over accounts that have nothing to do with each other.
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
