/**
 * The network address a request came from, out of X-Forwarded-For: the last entry, which the nearest proxy
 * wrote itself. Entries before it are whatever the client claimed.
 */
export function clientAddress(forwardedFor: string | null): string {
  const last = forwardedFor?.split(",").at(-1)?.trim();
  return last ? last.replace(/^::ffff:/, "") : "unknown";
}
