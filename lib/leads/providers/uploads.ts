import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { LARGEST_UPLOAD } from "@/lib/leads/core/upload";
import { env } from "@/lib/platform/env";

/** A path of our own, never the user's: nothing of an upload's name reaches the file system. */
export const uploadPath = (importId: string): string =>
  join(resolve(env.UPLOADS_DIR), `${importId}.csv`);

export type Received = { ok: true; bytes: number } | { ok: false; reason: "too_large" };

class TooLarge extends Error {}

/**
 * Writes an upload to its place as it arrives; memory stays flat whatever the size. An upload that is too large, or
 * that the sender gives up, leaves nothing behind.
 */
export async function receiveUpload(
  importId: string,
  body: ReadableStream<Uint8Array>,
): Promise<Received> {
  const path = uploadPath(importId);
  const part = `${path}.part`;
  await mkdir(resolve(env.UPLOADS_DIR), { recursive: true });
  let bytes = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > LARGEST_UPLOAD ? new TooLarge() : null, chunk);
    },
  });
  try {
    const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
    await pipeline(source, measured, createWriteStream(part, { mode: 0o600 }));
    await rename(part, path);
    return { ok: true, bytes };
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof TooLarge) return { ok: false, reason: "too_large" };
    throw error;
  }
}

/** Removes an upload. Does nothing if it is already gone. */
export const removeUpload = (importId: string): Promise<void> =>
  rm(uploadPath(importId), { force: true });

/** Removes what is older than `before`: uploads that nobody imported, and parts of ones that never ended. */
export async function removeUploadsBefore(before: Date): Promise<number> {
  const folder = resolve(env.UPLOADS_DIR);
  const names = await readdir(folder).catch(() => []);
  let removed = 0;
  for (const name of names.filter((one) => /\.csv(\.part)?$/.test(one))) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (!found || found.mtime >= before) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}
