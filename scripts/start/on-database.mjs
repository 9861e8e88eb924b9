import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { bringUpToDate, openDatabase } from "./database.mjs";
import { readSecrets } from "./secrets.mjs";
import { readSettings } from "./settings.mjs";

/**
 * Runs a script of the product's own on the database that `npm start` uses, running or not, and returns its exit code.
 * A database that was not running is stopped again.
 */
export async function runOnDatabase(script, args) {
  const settings = readSettings([]);
  const running = existsSync(join(settings.data, "start.pid"));
  mkdirSync(settings.data, { recursive: true });
  const secrets = readSecrets(settings.data);
  const database = await openDatabase(settings, secrets);
  try {
    await bringUpToDate(database, secrets);
    return await runScript(script, args, settings, database);
  } finally {
    // What somebody else started keeps running.
    if (!running) await database.stop();
  }
}

function runScript(script, args, settings, database) {
  const options = ["--conditions=react-server", "--import", "tsx"];
  const child = spawn(process.execPath, [...options, script, ...args], {
    stdio: "inherit",
    env: {
      ...process.env,
      APP_URL: settings.appUrl,
      DATABASE_URL: database.url,
      DIRECT_URL: database.directUrl,
      EMBEDDED: database.embedded ? "1" : (process.env.EMBEDDED ?? "0"),
    },
  });
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}
