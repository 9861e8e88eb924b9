import type { Command } from "./command";

/** SHA-256 of a text, as 64 hex digits. Handed in by the caller: core/ imports nothing, and the choice is visible. */
export type Hash = (text: string) => string;

/** JSON with sorted keys and no spaces: equal values give equal texts, whatever built them. */
export function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.join(",")}}`;
}

/**
 * What makes a command the same command when its key comes again: everything it says, except `lapsesAt`. The end
 * of a hold is a lease that callers count from their clock, so an honest retry names another instant.
 */
export function commandDigest(command: Command, hash: Hash): string {
  return hash(canonical({ ...command, lapsesAt: undefined }));
}

/** An id that follows from what it is for: the same text, the same UUID (version 8). */
export function derivedId(hash: Hash, text: string): string {
  const hex = hash(text);
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
