/** Lost connections, a server starting or stopping, too many clients, lost locks: asking again can help. */
const PASSING = /^(08|53|40)|^(57P0[123]|57014|55P03|25P03|25P02)$/;
const NETWORK = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "EAI_AGAIN",
]);
/**
 * Prisma's codes for the same: no server, no answer in time, a closed connection, none free, no transaction in time.
 */
const PRISMA = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028"]);
const SAID_BY_THE_CLIENT =
  /connection terminated|connection error|timeout exceeded when trying|query read timeout/i;

type Told = {
  code?: unknown;
  meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
};

const codesOf = (error: unknown): string[] => {
  const { code, meta } = (error ?? {}) as Told;
  return [code, meta?.driverAdapterError?.cause?.originalCode].filter(
    (one) => typeof one === "string",
  );
};

/** True if the same work may succeed on another connection, because nothing is wrong with the work itself. */
export const isPassing = (error: unknown): boolean =>
  codesOf(error).some((code) => PASSING.test(code) || NETWORK.has(code) || PRISMA.has(code)) ||
  (error instanceof Error && SAID_BY_THE_CLIENT.test(error.message));

/**
 * True if a row holds something that cannot be read as what it should be: PostgreSQL's data exceptions, and values that
 * JavaScript cannot represent. The same work would fail again however often it is done.
 */
export const isUnreadable = (error: unknown): boolean =>
  codesOf(error).some((code) => code.startsWith("22")) ||
  error instanceof RangeError ||
  error instanceof SyntaxError;
