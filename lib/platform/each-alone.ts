import { logger } from "@/lib/platform/logger";

/**
 * Does `work` for each item, one after the other, and returns how many succeeded. A failure is logged and does not stop
 * the others: for recurring work over accounts that are independent of each other.
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
      logger.error(about, "one of several failed");
    }
  }
  return done;
}
