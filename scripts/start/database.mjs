import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "../migrate.mjs";
import { startPostgres } from "../postgres.mjs";
import { Problem } from "./problem.mjs";

const LOGIN = "wellspent";

/** The database that this start works on: the one DATABASE_URL names, or the embedded one. */
export async function openDatabase({ databaseUrl, directUrl, data }, secrets) {
  if (databaseUrl) {
    await requireAnswer(directUrl, "DIRECT_URL or DATABASE_URL");
    if (directUrl !== databaseUrl) await requireAnswer(databaseUrl, "DATABASE_URL");
    return { embedded: false, url: databaseUrl, directUrl, did: "Database answers", stop() {} };
  }
  const server = await startPostgres({
    dir: join(data, "postgres"),
    port: 54330,
    database: LOGIN,
    password: secrets.ownerPassword,
  });
  const { port } = server;
  return {
    embedded: true,
    url: `postgresql://${LOGIN}:${secrets.databasePassword}@127.0.0.1:${port}/${LOGIN}`,
    directUrl: server.url,
    did: `PostgreSQL ${server.adopted ? "was running and is kept" : "started"}, port ${port}`,
    stop: server.stop,
  };
}

/** Brings the database up to date as its owner, and lets the product's own login in. Returns whether it had to. */
export async function bringUpToDate({ embedded, url, directUrl }, secrets) {
  const pending = !(await isUpToDate(directUrl));
  if (pending) await migrate(directUrl);
  if (embedded) await admitLogin(directUrl, secrets.databasePassword);
  else await requireRoles(url);
  return pending;
}

/**
 * The product works as these roles, never as its own login. If they are missing, the start is refused in a sentence.
 */
async function requireRoles(url) {
  try {
    await query(url, async (client) => {
      for (const role of ["wellspent_app", "wellspent_worker"])
        await client.query(`set role ${role}`);
    });
  } catch (error) {
    if (error.code !== "42501") throw error;
    const { username } = new URL(url);
    throw new Problem(
      `DATABASE_URL: the user ${username} may not work as the roles of the product. Let it, as the owner of the database: grant wellspent_app, wellspent_worker to ${username} with inherit false`,
    );
  }
}

/**
 * Whether every migration in this folder, and the job queue's, has been applied. Checking is quicker than migrating.
 */
async function isUpToDate(directUrl) {
  const wanted = readdirSync("prisma/migrations", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const { pgboss } = JSON.parse(readFileSync("node_modules/pg-boss/package.json", "utf8"));
  try {
    return await query(directUrl, async (client) => {
      const applied = await client.query(
        "select migration_name from _prisma_migrations where finished_at is not null",
      );
      const queue = await client.query("select version from pgboss.version");
      const names = new Set(applied.rows.map((row) => row.migration_name));
      return wanted.every((name) => names.has(name)) && queue.rows[0]?.version === pgboss.schema;
    });
  } catch (error) {
    if (error.code === "42P01" || error.code === "3F000") return false;
    throw error;
  }
}

/** The product's login in the embedded database: no superuser, and nothing of its own beyond the two roles. */
function admitLogin(directUrl, password) {
  return query(directUrl, async (client) => {
    const { rowCount } = await client.query("select from pg_roles where rolname = $1", [LOGIN]);
    if (!rowCount) await client.query(`create role ${LOGIN} login noinherit`);
    await client.query(
      `alter role ${LOGIN} login noinherit nosuperuser password ${pg.escapeLiteral(password)}`,
    );
    await client.query(`grant wellspent_app, wellspent_worker to ${LOGIN} with inherit false`);
  });
}

/** Asks the database for an answer; if there is none, says why in a sentence. */
async function requireAnswer(url, name) {
  let target;
  try {
    target = new URL(url);
  } catch {
    throw new Problem(
      `${name} is no address of a database. It looks like postgresql://user:password@host:5432/wellspent`,
    );
  }
  try {
    await query(url, (client) => client.query("select 1"));
  } catch (error) {
    throw new Problem(`${name}: ${reason(error, target)}`);
  }
}

function reason(error, { host, username, pathname }) {
  const database = decodeURIComponent(pathname.slice(1));
  switch (error.code ?? error.errors?.[0]?.code) {
    case "28P01":
    case "28000":
      return `the database at ${host} refused the user ${username}. Check the user and the password.`;
    case "3D000":
      return `the database ${database} does not exist at ${host}. Create it first: create database "${database}"`;
    case "53300":
      return `the database at ${host} has no connection left. Raise max_connections, or stop other clients.`;
    default:
      return `the database at ${host} does not answer (${error.code ?? error.errors?.[0]?.code ?? error.message}). Check the address, and that PostgreSQL runs there.`;
  }
}

async function query(url, work) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A connection that is cut while nothing waits for it must not end the start.
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
