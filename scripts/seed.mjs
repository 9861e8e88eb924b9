import { runOnDatabase } from "./start/on-database.mjs";

/**
 * npm run seed [-- scenario...]: makes the demo workspace, or small workspaces in a chosen state (fresh, busy,
 * out-of-credits, expiring), in the database that `npm start` uses, running or not. Prints the pages to open.
 */
try {
  process.exitCode = await runOnDatabase("prisma/seed/index.ts", process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
