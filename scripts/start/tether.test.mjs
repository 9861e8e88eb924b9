import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startChild } from "./children.mjs";

/** As the development server does: the process forks the one that serves, which waits for its orders. */
const FORKING = `
  import { fork } from "node:child_process";
  if (process.argv[2] === "served") {
    process.once("message", (order) => { console.log("took " + order); process.disconnect(); });
    process.send("ready");
  } else {
    const served = fork(process.argv[1], ["served"]);
    // Orders come late: by then a process that does not listen is gone.
    served.once("message", () => setTimeout(() => served.send("the order"), 500));
    served.once("exit", () => process.exit(0));
  }
`;

test("a process that a started one forks goes on listening to it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tether-"));
  const script = join(folder, "forking.mjs");
  writeFileSync(script, FORKING);
  const log = join(folder, "log");
  const child = startChild([script], { env: process.env, log });
  await once(child, "close");
  await expect.poll(() => readFileSync(log, "utf8")).toBe("took the order\n");
});
