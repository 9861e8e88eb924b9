import { MOST_AHEAD } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/logger";

/**
 * A statement that calls `call` while the machine's time, its parameter `$number`, is not far ahead of the database's, and
 * answers null instead when it is. Behind it may be: an account's time never goes back.
 */
export const inTime = (number: number, call: string, name: string): string =>
  `select case when $${number}::timestamptz < clock_timestamp() + interval '${MOST_AHEAD}' then ${call} end as ${name}`;

/** What is thrown where `inTime` answered null. */
export function clockAhead(): AppError {
  const why = `This machine's clock is more than ${MOST_AHEAD} ahead of the database's. No credits move until they agree.`;
  logger.error(why);
  return new AppError("unavailable", why);
}
