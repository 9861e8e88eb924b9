import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";

const pinned = () => resolve(`node_modules/node-${process.platform}-${process.arch}/bin/node`);

/** Whether this process should hand over to the Node that the lock pins; other platforms keep their own. */
export const mustHandOver = () =>
  existsSync(pinned()) && realpathSync(pinned()) !== realpathSync(process.execPath);

/**
 * Runs the same command under the pinned Node and exits as it does. Signals are passed on; if this process is killed,
 * the other one notices (tether.mjs) and stops in good order.
 */
export function handOver() {
  const child = spawn(pinned(), process.argv.slice(1), {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: process.env,
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  return new Promise((done) => child.on("exit", (code, signal) => done(code ?? (signal ? 1 : 0))));
}
