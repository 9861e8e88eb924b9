import { toldError } from "@/lib/platform/error-log";

type Printing = Pick<Console, "error" | "warn">;

/**
 * Next prints every error that a request did not expect, beside what we log of it: whole, with the row that PostgreSQL
 * refused. From here on `to` prints of an error what a log may hold.
 */
export function printErrorsAsLogged(to: Printing): void {
  for (const level of ["error", "warn"] as const) {
    const print = to[level].bind(to);
    to[level] = (...printed: unknown[]) => print(...printed.map(withoutData));
  }
}

const withoutData = (printed: unknown): unknown =>
  printed instanceof Error ? JSON.stringify(toldError(printed)) : printed;
