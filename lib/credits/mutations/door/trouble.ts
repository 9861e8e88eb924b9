/** True when a key of the commit was used by somebody else since the state was loaded. */
export const isKeyUsed = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === "WS409";
