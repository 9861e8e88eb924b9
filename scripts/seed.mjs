import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { bringUpToDate, openDatabase } from "./start/database.mjs";
import { readSecrets } from "./start/secrets.mjs";
import { readSettings } from "./start/settings.mjs";

/**
 * npm run seed [-- scenario...]: makes the demo workspace, or small workspaces in a chosen state (fresh, busy,
 * out-of-credits, expiring), in the database that `npm start` uses, running or not. Prints the pages to open.
 */
async function main() {
  const settings = readSettings([]);
  const running = existsSync(join(settings.data, "start.pid"));
  mkdirSync(settings.data, { recursive: true });
  const secrets = readSecrets(settings.data);
  const database = await openDatabase(settings, secrets);
  try {
    await bringUpToDate(database, secrets);
    process.exitCode = await seed(settings, database);
  } finally {
    // What somebody else started stays up.
    if (!running) await database.stop();
  }
}

function seed(settings, database) {
  const child = spawn(
    process.execPath,
    [
      "--conditions=react-server",
      "--import",
      "tsx",
      "prisma/seed/index.ts",
      ...process.argv.slice(2),
    ],
    {
      stdio: "inherit",
      env: {
        ...process.env,
        APP_URL: settings.appUrl,
        DATABASE_URL: database.url,
        DIRECT_URL: database.directUrl,
        EMBEDDED: "1",
      },
    },
  );
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
