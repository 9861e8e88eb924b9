import { logger } from "@/lib/platform/logger";

/**
 * Ends this process with code 1 if something is thrown or rejected that nobody catches. Node itself would print it whole,
 * with whatever it quotes: of it is logged what a log may hold. For processes of our own: where Next serves, it logs
 * such errors and serves on, since a client that goes away in the middle of a request is one.
 */
export function endOnUncaught(): void {
  const end = (error: unknown) => {
    logger.fatal({ err: error }, "the process ends: an error was not caught");
    process.exit(1);
  };
  process.on("uncaughtException", end);
  // A handler of its own: Node would make an error of what is none, and quote it.
  process.on("unhandledRejection", end);
}
