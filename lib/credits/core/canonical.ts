import type { Command } from "./command";

/** SHA-256 of a text, as 64 hex digits. Passed in by the caller, because core/ imports nothing. */
export type Hash = (text: string) => string;

/**
 * JSON with sorted keys and no spaces: equal values give equal texts, however they were built. Written for speed, since
 * every entry that is written or verified goes through it.
 */
export function canonical(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "null";
  if (typeof value !== "object" || value === null || value instanceof Date) {
    return JSON.stringify(value) ?? "null";
  }
  return Array.isArray(value) ? listText(value) : objectText(value as Record<string, unknown>);
}

function listText(list: readonly unknown[]): string {
  let text = "";
  for (const item of list) text += text === "" ? canonical(item) : `,${canonical(item)}`;
  return `[${text}]`;
}

function objectText(object: Record<string, unknown>): string {
  let text = "";
  for (const name of Object.keys(object).sort()) {
    const member = object[name];
    if (member === undefined) continue;
    text += `${text === "" ? "" : ","}${quoted(name)}:${canonical(member)}`;
  }
  return `{${text}}`;
}

// What JSON escapes with a backslash: quotes, backslashes, control characters and unpaired surrogates.
const ESCAPED = /["\\]|[^ -\ud7ff\ue000-\uffff]/;

const quoted = (text: string): string => (ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`);

/**
 * The digest by which a repeated key is recognized as the same command: everything the command says except `lapsesAt`.
 * The end of a hold is a lease that callers count from their clock, so an honest retry names another instant.
 */
export function commandDigest(command: Command, hash: Hash): string {
  return hash(canonical({ ...command, lapsesAt: undefined }));
}

/** An id derived from what it is for: the same text gives the same UUID (version 8). */
export function derivedId(hash: Hash, text: string): string {
  const hex = hash(text);
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
