import { LARGEST_UPLOAD } from "./upload";

/** Files that wait to be imported: arriving, being read, or read and not started. */
export type Waiting = { files: number; bytes: number };

/** One member's share of a workspace, and the whole of it. */
export const MOST_FILES = 10;
export const MOST_BYTES = 2 * LARGEST_UPLOAD;
export const MOST_BYTES_IN_WORKSPACE = 10 * LARGEST_UPLOAD;

export type QuotaRefusal = "too_many_files" | "too_many_bytes" | "workspace_full";

/**
 * Why one more file of `bytes` is not accepted from a member, given what they and everybody have waiting. Null if it
 * is.
 */
export function quotaRefusal(mine: Waiting, all: Waiting, bytes: number): QuotaRefusal | null {
  if (mine.files >= MOST_FILES) return "too_many_files";
  if (mine.bytes + bytes > MOST_BYTES) return "too_many_bytes";
  return all.bytes + bytes > MOST_BYTES_IN_WORKSPACE ? "workspace_full" : null;
}
