import pg from "pg";
import { migrate } from "../migrate.mjs";
import { startPostgres } from "../postgres.mjs";

/**
 * Before the database tests: a PostgreSQL (TEST_DATABASE_SERVER, or the embedded one) and a migrated template
 * in it. Each test file then gets a copy of its own (own-database.mjs).
 */
export default async function setup() {
  const embedded = process.env.TEST_DATABASE_SERVER
    ? null
    : await startPostgres({
        dir: ".data/test-postgres",
        port: 54400,
        database: "postgres",
        // Nothing in it has to outlive the machine, so no commit waits for a disk.
        settings: { max_connections: 200, fsync: "off", full_page_writes: "off" },
      });
  const server = process.env.TEST_DATABASE_SERVER ?? embedded.url;
  const template = `template_${process.pid}`;
  process.env.TEST_DATABASE_SERVER = server;
  process.env.TEST_DATABASE_TEMPLATE = template;

  await onServer(server, `create database ${template}`);
  await migrate(Object.assign(new URL(server), { pathname: `/${template}` }).href);

  return async () => {
    await onServer(server, `drop database if exists ${template} with (force)`);
    await embedded?.stop();
  };
}

async function onServer(server, statement) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
