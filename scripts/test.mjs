// npm test: everything, on a fresh clone too. Kept to what any Node can read until the right one runs.
import { rmSync } from "node:fs";
import { generateClient, installPackages, packagesInstalled } from "./start/packages.mjs";
import { sentenceFor } from "./start/problem.mjs";
import { handOver, mustHandOver } from "./start/runtime.mjs";

try {
  if (!packagesInstalled()) {
    console.log("Installing packages");
    await installPackages();
  }
  if (mustHandOver()) process.exit(await handOver());
  await generateClient();
  const [{ checks }, { Tally }, suites, { buildWhenChanged }, { checkFirstLoads }, pictures] =
    await Promise.all([
      import("./check/checks.mjs"),
      import("./check/tally.mjs"),
      import("./check/suites.mjs"),
      import("./start/build.mjs"),
      import("./testing/first-load.mjs"),
      import("./check/screens.mjs"),
    ]);
  const { playwright, screens, vitest } = suites;
  const tally = new Tally();
  for (const { name, run } of checks) await tally.step(name, run);
  await tally.step("Unit and properties", () => vitest("unit", ["--project=unit"]));
  await tally.step("Database", () => vitest("database", ["--project=database"]));
  const built = await tally.step("Production build", async () => {
    await buildWhenChanged();
    return { ok: true };
  });
  if (built) {
    await tally.step("JavaScript of the pages", checkFirstLoads);
    await tally.step("Start and stop", () => vitest("start", ["--project=start"]));
    for (const data of [".data/e2e", ".data/screens"]) {
      rmSync(data, { recursive: true, force: true });
    }
    await tally.step("Journeys", playwright);
    const why = pictures.whyNotCompared() ?? pictures.whyNotAsked();
    if (why) console.log(`--   Screens: ${why}`);
    else await tally.step("Screens", screens);
  }
  process.exit(tally.end());
} catch (error) {
  console.error(sentenceFor(error));
  process.exit(1);
}
