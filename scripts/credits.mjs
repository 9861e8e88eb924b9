import { runOnDatabase } from "./start/on-database.mjs";

/**
 * npm run credits -- grant|take --workspace <slug> --kind ai --amount 100.00 --reason "Launch promotion": gives or takes
 * credits in the database that `npm start` uses, running or not. Without arguments it says how.
 */
try {
  process.exitCode = await runOnDatabase("scripts/ledger/credits.ts", process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
