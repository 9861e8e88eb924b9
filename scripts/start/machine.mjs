import { statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { Problem } from "./problem.mjs";

const GIGABYTE = 1024 ** 3;

/** The free space that the folder needs: for a first install and build, or for starting what is already there. */
export const spaceNeeded = (installed) => (installed ? 0.3 : 2.5) * GIGABYTE;

/** Refuses if less than `needed` bytes are free at `path`. */
export async function requireSpace(path, needed, measure = statfs) {
  const { bavail, bsize } = await measure(path);
  const free = bavail * bsize;
  if (free >= needed) return;
  const gigabytes = (bytes) => `${(bytes / GIGABYTE).toFixed(1)} GB`;
  throw new Problem(
    `Not enough disk space: ${gigabytes(free)} free in ${path}, ${gigabytes(needed)} needed. Free some and start again.`,
  );
}

/** True if nothing listens on the port. */
export const isFree = (port, host = "127.0.0.1") =>
  new Promise((answer) => {
    const server = createServer();
    server.once("error", () => answer(false));
    server.listen(port, host, () => server.close(() => answer(true)));
  });

/** The wanted port, or any free one. */
export async function freePort(wanted) {
  if (await isFree(wanted)) return wanted;
  return new Promise((answer, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => answer(port));
    });
  });
}

/**
 * Refuses a port that is taken. After a crash the previous server may still be shutting down, so it is given `patience`
 * milliseconds.
 */
export async function requirePort(port, host, patience = 0) {
  const until = performance.now() + patience;
  while (!(await isFree(port, host))) {
    if (performance.now() >= until) {
      throw new Problem(
        `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
      );
    }
    await new Promise((resume) => setTimeout(resume, 200));
  }
}
