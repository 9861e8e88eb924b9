// npm run check: everything that can be checked in the code without running the product.
import { checks } from "./check/checks.mjs";
import { vitest } from "./check/suites.mjs";
import { Tally } from "./check/tally.mjs";

const tally = new Tally();
for (const { name, run } of checks) await tally.step(name, run);
await tally.step("Rules of the house", () => vitest("tidy", ["lib/tidy.test.ts"]));
process.exit(tally.end());
