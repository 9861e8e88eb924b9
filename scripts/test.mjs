// npm test: everything, on a fresh clone too. Kept to what any Node can read until the right one runs.
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
  const { testEverything } = await import("./check/everything.mjs");
  process.exit(await testEverything());
} catch (error) {
  console.error(sentenceFor(error));
  process.exit(1);
}
