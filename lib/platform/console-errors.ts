import { toldError } from "@/lib/platform/error-log";

type Printing = Pick<Console, "error" | "warn">;

/**
 * Next prints every error that a request did not expect, beside what we log of it, and whatever is thrown or rejected
 * that nobody catches: whole, with the row that PostgreSQL refused. From here on `to` prints of an error, and of what was
 * thrown as one, what a log may hold.
 */
export function printErrorsAsLogged(to: Printing): void {
  for (const level of ["error", "warn"] as const) {
    const print = to[level].bind(to);
    to[level] = (...printed: unknown[]) => print(...printed.map(withoutData));
  }
}

const withoutData = (printed: unknown): unknown =>
  typeof printed === "object" && printed !== null ? JSON.stringify(toldError(printed)) : printed;
