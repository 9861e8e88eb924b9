// Brings a database up to date, as its owner: tables and roles (Prisma), then the job queue.
import { run } from "./start/packages.mjs";
import { Problem } from "./start/problem.mjs";

/** Migrates the database at `url`. Safe to repeat. If it fails, throws what the migration said. */
export async function migrate(url) {
  const env = { ...process.env, DATABASE_URL: url, DIRECT_URL: url, CHECKPOINT_DISABLE: "1" };
  await runNode(["node_modules/prisma/build/index.js", "migrate", "deploy"], env);
  await runNode(["--conditions=react-server", "--import", "tsx", "scripts/queues.ts"], env);
}

async function runNode(args, env) {
  const { code, said } = await run(process.execPath, args, { env });
  if (code !== 0) throw new Problem(`The database could not be migrated.\n${said}`);
}

if (import.meta.main) {
  const url = process.env.DIRECT_URL ?? process.env.DATABASE_URL;
  if (!url) {
    console.error(
      "Set DATABASE_URL (and DIRECT_URL, when the application's role may not migrate).",
    );
    process.exit(1);
  }
  await migrate(url).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
