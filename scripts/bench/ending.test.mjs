import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { freePort } from "../start/machine.mjs";

const folder = mkdtempSync(join(tmpdir(), "bench-"));

// The test is whether they are ended. They also end by themselves soon after, so that nothing stays if they are not.
const SERVER = `
  const { createServer } = require("node:http");
  createServer((_, answer) => answer.end()).listen(process.env.PORT, process.env.HOSTNAME);
  setTimeout(() => process.exit(), 20_000);`;
const NPM = `#!/bin/sh
trap 'echo > $SIGNAL.ended; exit 130' INT
echo > $SIGNAL.begun
for turn in $(seq 200); do sleep 0.1; done`;
mkdirSync(join(folder, ".next/standalone"), { recursive: true });
writeFileSync(join(folder, ".next/standalone/server.js"), SERVER);
writeFileSync(join(folder, "npm"), NPM, { mode: 0o755 });

/** A bench that runs this source and then continues, in a folder whose build and npm are those above. */
function bench(signal, name, source) {
  const script = join(folder, `${name}-${signal}.mjs`);
  const from = (path) => JSON.stringify(join(import.meta.dirname, path));
  writeFileSync(script, source(from));
  const path = [folder, process.env.PATH].join(delimiter);
  return spawn(process.execPath, ["--import", import.meta.resolve("tsx"), script], {
    cwd: folder,
    env: { ...process.env, PATH: path, CHROMIUM_PATH: process.execPath, SIGNAL: signal },
  });
}

const soon = { timeout: 15_000 };

test.each(["SIGINT", "SIGTERM", "SIGKILL"])(
  "a server ends with its bench, by %s",
  async (signal) => {
    const port = await freePort(56_930);
    const child = bench(
      signal,
      "server",
      (from) => `import { startServer } from ${from("live/servers.ts")};
      await startServer(${port});
      setInterval(() => {}, 1_000);`,
    );
    const serves = () =>
      fetch(`http://127.0.0.1:${port}/`).then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(serves, soon).toBe(true);
    child.kill(signal);
    await expect.poll(serves, soon).toBe(false);
  },
);

test.each(["SIGINT", "SIGTERM"])("Lighthouse ends with its bench, by %s", async (signal) => {
  const child = bench(
    signal,
    "lighthouse",
    (from) => `import { audit } from ${from("lighthouse/audit.ts")};
      await audit({ url: "http://localhost/", preset: "desktop", cookie: null, folder: "." });`,
  );
  const ended = once(child, "exit");
  await expect.poll(() => existsSync(join(folder, `${signal}.begun`)), soon).toBe(true);
  child.kill(signal);
  expect(await ended).toEqual([1, null]);
  expect(existsSync(join(folder, `${signal}.ended`))).toBe(true);
});
