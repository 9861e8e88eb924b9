/** Gone connections, a server starting or stopping, too many clients, lost locks: asking again can help. */
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
const SAID_BY_THE_CLIENT = /connection terminated|connection error|timeout exceeded when trying/i;

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
};

/** True when the same work may succeed on another connection: nothing is wrong with the work itself. */
export const isPassing = (error: unknown): boolean =>
  PASSING.test(codeOf(error)) ||
  NETWORK.has(codeOf(error)) ||
  (error instanceof Error && SAID_BY_THE_CLIENT.test(error.message));

/** True when a key of the commit was used by somebody else since the state was loaded. */
export const isKeyUsed = (error: unknown): boolean => codeOf(error) === "WS409";
