import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll } from "vitest";

// Runs before a test file imports anything of the product, so that its environment names this file's own database and
// folder of uploads: a test that moves the clock by a week removes every upload it sees.
const server = process.env.TEST_DATABASE_SERVER;
const database = `test_${randomBytes(6).toString("hex")}`;

async function onServer(statement) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

await onServer(`create database ${database} template ${process.env.TEST_DATABASE_TEMPLATE}`);
process.env.DATABASE_URL = Object.assign(new URL(server), { pathname: `/${database}` }).href;
const uploads = await mkdtemp(join(tmpdir(), "wellspent-uploads-"));
process.env.UPLOADS_DIR = uploads;
process.env.LOG_LEVEL ??= "silent";
// What a later version will refuse is refused here: two queries at once on the one connection of a transaction.
process.throwDeprecation = true;

afterAll(async () => {
  const [{ closeDatabase }, { stopListening }, { stopWorkers }] = await Promise.all([
    import("../../lib/platform/db.ts"),
    import("../../lib/platform/events.ts"),
    import("../../lib/platform/queue.ts"),
  ]);
  await stopListening();
  await stopWorkers();
  await closeDatabase();
  await rm(uploads, { recursive: true, force: true });
  await onServer(`drop database if exists ${database} with (force)`);
});
