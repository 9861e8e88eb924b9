import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { buildWhenChanged } from "../start/build.mjs";
import { checkFirstLoads } from "../testing/first-load.mjs";
import { checks } from "./checks.mjs";
import { whyNotCompared } from "./screens.mjs";
import { playwright, screens, vitest } from "./suites.mjs";
import { Tally } from "./tally.mjs";

/**
 * Every step of `npm test`; returns its exit code. The steps that test the parts mostly wait for a database, those that
 * read and build the whole mostly compute, and those that start and stop it mostly wait again: side by side they take
 * little longer than the longest. Pictures are of figures and clocks that stand still, so they may take their time as
 * well. What walks through the product has the machine to itself.
 */
export async function testEverything() {
  const tally = new Tally();
  const [built] = await Promise.all([tryWhole(tally), tryParts(tally)]);
  if (built) await tally.step("Journeys", playwright);
  return tally.end();
}

async function tryParts(tally) {
  // These wait for nothing: running more of them than there are cores only slows each one down.
  const options = [
    "--project=unit",
    "--project=environment",
    `--maxWorkers=${availableParallelism()}`,
  ];
  await tally.step("Unit and properties", () => vitest("unit", options));
  await tally.step("Database", () => vitest("database", ["--project=database"]));
}

/** Returns whether there is a build for the journeys. */
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
  const why = whyNotCompared();
  if (why) console.log(`--   Screens: ${why}`);
  else await tally.step("Screens", screens);
  return true;
}
