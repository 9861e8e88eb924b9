import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { startChild, stopChild } from "../../start/children.mjs";

export type Server = { origin: string; stop(): Promise<void> };

/**
 * Starts the production build as it is served, on this port, until this process ends. With `jobs`, it also does the
 * background work.
 */
export async function startServer(port: number, { jobs = false } = {}): Promise<Server> {
  const origin = `http://127.0.0.1:${port}`;
  const child = startChild([".next/standalone/server.js"], {
    quiet: true,
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_MANUAL_SIG_HANDLE: "true",
      PORT: String(port),
      HOSTNAME: "127.0.0.1",
      JOBS_IN_PROCESS: jobs ? "1" : "0",
    },
  });
  await serving(child, origin);
  return { origin, stop: () => stopChild(child) };
}

async function serving(child: ChildProcess, origin: string): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(`${origin}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`The server at ${origin} did not start.`);
}
