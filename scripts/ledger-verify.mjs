import { runOnDatabase } from "./start/on-database.mjs";

/**
 * npm run ledger:verify [-- --workspace <slug> --kind ai --jobs 4]: recomputes every balance, lot, hold and rollup from
 * the entries and compares them, in the database that `npm start` uses, running or not. Exits with 1 if something
 * differs, after naming the first row that does.
 */
// Keeps the C library from holding freed memory separately for each thread without giving it back.
process.env.MALLOC_ARENA_MAX ??= "2";

try {
  process.exitCode = await runOnDatabase("scripts/ledger/verify.ts", process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
