import { closeDatabase } from "@/lib/platform/db";
import { alderFinch } from "./scenarios/alder-finch";
import { SCENARIOS, type Scenario } from "./scenarios/small";
import { findCast } from "./tools/workspace";

/**
 * Makes the demo workspace, or the scenarios that are named:
 *   npm run seed
 *   npm run seed -- out-of-credits
 * Prints the page to open. What is there already stays as it is.
 */
async function main(names: readonly string[]): Promise<void> {
  const known: Record<string, Scenario> = { "alder-finch": alderFinch, ...SCENARIOS };
  const unknown = names.filter((name) => !known[name]);
  if (unknown.length > 0) {
    throw new Error(
      `No scenario ${unknown.join(", ")}. There are: ${Object.keys(known).join(", ")}.`,
    );
  }
  const cast = await findCast();
  for (const name of names) {
    const began = performance.now();
    const path = await known[name]?.(cast);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${name}: ${process.env.APP_URL ?? ""}${path} (${seconds} s)`);
  }
}

const asked = process.argv.slice(2);
try {
  await main(asked.length > 0 ? asked : ["alder-finch"]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
