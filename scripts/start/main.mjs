import { takeFolder } from "./lock.mjs";
import { requirePort, requireSpace, spaceNeeded } from "./machine.mjs";
import { generateClient, installPackages, packagesInstalled } from "./packages.mjs";
import { sentenceFor } from "./problem.mjs";
import { handOver, mustHandOver } from "./runtime.mjs";
import { readSettings } from "./settings.mjs";
import { say, step } from "./steps.mjs";

try {
  const settings = readSettings();
  const installed = packagesInstalled();
  await requireSpace(".", spaceNeeded(installed));
  if (!installed) {
    say("  Installing packages, about a minute the first time");
    await step(async () => {
      await installPackages();
      return "Packages installed";
    });
  }
  if (mustHandOver()) process.exit(await handOver());
  await step(async () => (await generateClient()) && "Database client generated");
  const { recovering, give } = takeFolder(settings.data);
  try {
    await requirePort(settings.port, settings.host, recovering ? 15_000 : 0);
    // Imported only now, because the steps above install what it imports.
    const { runProduct } = await import("./product.mjs");
    process.exitCode = await runProduct(settings, recovering);
  } finally {
    give();
  }
  process.exit();
} catch (error) {
  console.error(sentenceFor(error));
  process.exit(1);
}
