import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { buildWhenChanged } from "../start/build.mjs";
import { checkFirstLoads } from "../testing/first-load.mjs";
import { checks } from "./checks.mjs";
import { whyNotCompared } from "./screens.mjs";
import { playwright, screens, vitest } from "./suites.mjs";
import { Tally } from "./tally.mjs";

/**
 * Every step of `npm test`; answers its exit code. What tries the parts mostly waits for a database, what reads and builds
 * the whole mostly computes, and what starts and stops it mostly waits again: side by side they take little longer than
 * either. What draws the product or walks through it has the machine to itself.
 */
export async function testEverything() {
  const tally = new Tally();
  const [built] = await Promise.all([tryWhole(tally), tryParts(tally)]);
  if (built) {
    const why = whyNotCompared();
    if (why) console.log(`--   Screens: ${why}`);
    else await tally.step("Screens", screens);
    await tally.step("Journeys", playwright);
  }
  return tally.end();
}

async function tryParts(tally) {
  // These wait for nothing: more of them at once than there are cores only makes each slower.
  const options = [
    "--project=unit",
    "--project=environment",
    `--maxWorkers=${availableParallelism()}`,
  ];
  await tally.step("Unit and properties", () => vitest("unit", options));
  await tally.step("Database", () => vitest("database", ["--project=database"]));
}

/** Answers whether there is a build for the journeys. */
async function tryWhole(tally) {
  for (const { name, run } of checks) await tally.step(name, run);
  const built = await tally.step("Production build", async () => {
    await buildWhenChanged();
    return { ok: true };
  });
  if (!built) return false;
  for (const data of [".data/e2e", ".data/screens"]) {
    rmSync(data, { recursive: true, force: true });
  }
  await tally.step("JavaScript of the pages", checkFirstLoads);
  await tally.step("Start and stop", () => vitest("start", ["--project=start"]));
  return true;
}
