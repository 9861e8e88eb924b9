import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Problem } from "./problem.mjs";

/**
 * What this start is to do, from the command line and the environment (including .env.local and .env; the environment
 * comes first).
 */
export function readSettings(argv = process.argv.slice(2)) {
  for (const file of [".env.local", ".env"]) if (existsSync(file)) process.loadEnvFile(file);
  const { env } = process;
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Problem(`PORT is ${env.PORT}, which is no port: use a number from 1 to 65535.`);
  }
  const given = (name) => (env[name] ? env[name] : undefined);
  return {
    dev: argv.includes("--dev"),
    port,
    host: given("HOST") ?? "127.0.0.1",
    appUrl: given("APP_URL") ?? `http://localhost:${port}`,
    data: resolve(given("DATA_DIR") ?? ".data"),
    databaseUrl: given("DATABASE_URL"),
    directUrl: given("DIRECT_URL") ?? given("DATABASE_URL"),
    localPayments: !given("STRIPE_SECRET_KEY"),
    seed: given("SEED") !== "0" && !given("DATABASE_URL"),
  };
}
