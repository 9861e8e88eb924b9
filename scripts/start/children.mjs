import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

const TETHER = ["--import", new URL("./tether.mjs", import.meta.url).href];
const LOG_BYTES = 20 * 1024 * 1024;

/**
 * Starts a Node process that ends with this one. Its output is printed, or written to `log`; if it is `quiet`, only
 * errors are.
 */
export function startChild(args, { env, log = undefined, quiet = false }) {
  const out = log ? "pipe" : "inherit";
  const child = spawn(process.execPath, [...TETHER, ...args], {
    env: { ...env, TETHERED: "1" },
    stdio: ["ignore", quiet ? "ignore" : out, out, "ipc"],
  });
  if (log) {
    const file = openLog(log);
    child.stdout.pipe(file, { end: false });
    child.stderr.pipe(file, { end: false });
  }
  return child;
}

/** Asks a process to stop, waits, and ends it after `patience` milliseconds. */
export async function stopChild(child, patience = 15_000) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), patience);
  await gone;
  clearTimeout(timer);
}

function openLog(path) {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path) && statSync(path).size > LOG_BYTES) renameSync(path, `${path}.1`);
  return createWriteStream(path, { flags: "a", mode: 0o600 });
}
