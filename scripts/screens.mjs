// npm run screens [-- --update] [name...]: compares every page with its stored picture, or takes the picture anew.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { packagesInstalled } from "./start/packages.mjs";
import { sentenceFor } from "./start/problem.mjs";
import { handOver, mustHandOver } from "./start/runtime.mjs";

try {
  if (!packagesInstalled()) throw new Error("Install the packages first: npm ci");
  if (mustHandOver()) process.exit(await handOver());
  const { SCREENS, whyNotCompared } = await import("./check/screens.mjs");
  const why = whyNotCompared();
  if (why) {
    console.log(why);
    process.exit(0);
  }
  const asked = process.argv.slice(2);
  const names = asked.filter((word) => word !== "--update");
  rmSync(".data/screens", { recursive: true, force: true });
  const only = names.length > 0 ? ["--grep", `screens.ts (${names.join("|")})`] : [];
  const child = spawn(process.execPath, [...SCREENS, ...only], {
    stdio: "inherit",
    env: { ...process.env, ...(asked.includes("--update") ? { UPDATE_SCREENS: "1" } : {}) },
  });
  child.on("exit", (code) => process.exit(code ?? 1));
} catch (error) {
  console.error(sentenceFor(error));
  process.exit(1);
}
