/** SQLSTATEs of lost connections, of a server that starts or stops, of too many clients and of lost locks. */
const TRANSIENT = /^(08|53|40)|^(57P0[123]|57014|55P03|25P03|25P02)$/;
const NETWORK = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "EAI_AGAIN",
]);
/** Prisma's codes: no server, no answer in time, a closed connection, none free, no transaction in time. */
const PRISMA = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028"]);
const CLIENT_MESSAGE =
  /connection terminated|connection error|timeout exceeded when trying|query read timeout/i;

type WithCodes = {
  code?: unknown;
  meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
};

const codesOf = (error: unknown): string[] => {
  const { code, meta } = (error ?? {}) as WithCodes;
  return [code, meta?.driverAdapterError?.cause?.originalCode].filter(
    (one) => typeof one === "string",
  );
};

/** True if the same work may succeed when it is tried again on another connection. */
export const isTransient = (error: unknown): boolean =>
  codesOf(error).some((code) => TRANSIENT.test(code) || NETWORK.has(code) || PRISMA.has(code)) ||
  (error instanceof Error && CLIENT_MESSAGE.test(error.message));

/** True if a write violated a unique constraint: somebody else was first. */
export const isUniqueViolation = (error: unknown): boolean =>
  codesOf(error).some((code) => code === "23505" || code === "P2002");

/**
 * True if a row holds a value that cannot be parsed: PostgreSQL's data exceptions, and values that JavaScript cannot
 * represent. Trying again does not help.
 */
export const isUnreadable = (error: unknown): boolean =>
  codesOf(error).some((code) => code.startsWith("22")) ||
  error instanceof RangeError ||
  error instanceof SyntaxError;
