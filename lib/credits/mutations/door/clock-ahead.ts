import { MOST_AHEAD } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/logger";

/**
 * A statement that makes `call` only if this machine's time, its parameter `$number`, is not far ahead of the
 * database's, and otherwise returns null. A clock that is behind does no harm: an account's time never goes back.
 */
export const inTime = (number: number, call: string, name: string): string =>
  `select case when $${number}::timestamptz < clock_timestamp() + interval '${MOST_AHEAD}' then ${call} end as ${name}`;

/** The error to throw when `inTime` returned null. */
export function clockAhead(): AppError {
  const why = `This machine's clock is more than ${MOST_AHEAD} ahead of the database's. No credits move until they agree.`;
  logger.error(why);
  return new AppError("unavailable", why);
}
