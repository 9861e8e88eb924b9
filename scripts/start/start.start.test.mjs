import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { Agent, get } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { buildWhenChanged } from "./build.mjs";
import { freePort, isFree } from "./machine.mjs";

// The start command as a person runs it: real processes, signals and ports, in a data folder of its own.
const DATA = join(import.meta.dirname, "../../.data/start-test");
const started = [];
let port;

function start(env = {}, nodeArguments = []) {
  const child = spawn(process.execPath, [...nodeArguments, "scripts/start.mjs"], {
    env: {
      ...process.env,
      NODE_ENV: "",
      DATABASE_URL: "",
      DATA_DIR: DATA,
      PORT: String(port),
      SEED: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const run = { child, output: "", code: undefined };
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data) => (run.output += data));
  run.ended = new Promise((done) =>
    child.on("close", (code, signal) => {
      run.code = code ?? signal;
      done(run.code);
    }),
  );
  started.push(run);
  return run;
}

async function untilRunning(run) {
  await expect
    .poll(() => run.output + (run.code ?? ""), { timeout: 240_000 })
    .toMatch(/runs at|\d$/);
  expect(run.output).toContain("Wellspent runs at");
  return run;
}

const running = () => JSON.parse(readFileSync(join(DATA, "running.json"), "utf8"));
const postmaster = () =>
  Number(readFileSync(join(DATA, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
const gone = (pid) => {
  try {
    process.kill(pid, 0);
  } catch {
    return true;
  }
  // A process that has ended stays in the table until its parent notices: marked Z, it is gone.
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && / Z /.test(readFileSync(stat, "utf8"));
};

/** How long a connection may be idle before the server closes it, according to the server. */
const idleSeconds = (port) =>
  new Promise((done, fail) => {
    const agent = new Agent({ keepAlive: true });
    get({ port, path: "/api/health", agent }, (answer) => {
      done(Number(/timeout=(\d+)/.exec(answer.headers["keep-alive"])?.[1]));
      agent.destroy();
    }).on("error", fail);
  });

/** The owner of the embedded database, who may make roles. */
function ownersUrl(url) {
  const { ownerPassword } = JSON.parse(readFileSync(join(DATA, "secrets.json"), "utf8"));
  return Object.assign(new URL(url), { username: "postgres", password: ownerPassword }).href;
}

async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(sql).finally(() => client.end());
}

beforeAll(async () => {
  await buildWhenChanged();
  rmSync(DATA, { recursive: true, force: true });
  port = await freePort(3190);
});
afterEach(async () => {
  for (const run of started.splice(0)) {
    if (run.code === undefined) run.child.kill("SIGTERM");
    await run.ended;
  }
});
afterAll(() => rmSync(DATA, { recursive: true, force: true }));

test("starts, serves, and on Ctrl-C leaves no process, no port and no pid file behind", async () => {
  const run = await untilRunning(start());
  const answer = await fetch(`http://localhost:${port}/api/health`);
  expect(await answer.json()).toMatchObject({ status: "ok" });
  // Longer than the minute for which proxies and clients believe that they may send on a connection.
  expect(await idleSeconds(port)).toBeGreaterThan(60);
  expect(statSync(join(DATA, "secrets.json")).mode & 0o777).toBe(0o600);
  const database = postmaster();

  run.child.kill("SIGINT");
  expect(await run.ended).toBe(0);
  // PostgreSQL removes its pid file just before it ends.
  await expect.poll(() => gone(database), { timeout: 20_000 }).toBe(true);
  expect(await isFree(port)).toBe(true);
  for (const file of ["start.pid", "running.json", "postgres/postmaster.pid"]) {
    expect(existsSync(join(DATA, file)), file).toBe(false);
  }
});

test("the product's own login is no superuser and cannot write the ledger", async () => {
  await untilRunning(start());
  const { DATABASE_URL } = running();
  const { rows } = await query(
    DATABASE_URL,
    "select rolsuper, rolinherit from pg_roles where rolname = session_user",
  );
  expect(rows).toEqual([{ rolsuper: false, rolinherit: false }]);
  await expect(
    query(DATABASE_URL, "set role wellspent_app; update credit_account set current = 1"),
  ).rejects.toThrow(/permission denied/);
});

test("killed without warning, its servers go too, and the next start picks up with nothing lost", async () => {
  const run = await untilRunning(start());
  const { DATABASE_URL } = running();
  const insert = `set role wellspent_app; insert into app_user (id, email, name)
    values (gen_random_uuid(), 'kept@example.com', 'Kept')`;
  await query(DATABASE_URL, insert);
  const database = postmaster();

  run.child.kill("SIGKILL");
  process.kill(database, "SIGKILL");
  await expect.poll(() => isFree(port), { timeout: 20_000 }).toBe(true);

  const again = await untilRunning(start());
  expect(again.output).toContain("The last start was cut off");
  const { rows } = await query(
    running().DATABASE_URL,
    "set role wellspent_app; select name from app_user where email = 'kept@example.com'",
  ).then((results) => results[1]);
  expect(rows).toEqual([{ name: "Kept" }]);
});

test("when only the start command is killed, the next one keeps the database that still runs", async () => {
  const run = await untilRunning(start());
  const database = postmaster();
  run.child.kill("SIGKILL");
  await run.ended;

  const again = await untilRunning(start());
  expect(again.output).toContain("was running and is kept");
  expect(postmaster()).toBe(database);
});

test("a second start in the same folder says which process holds it", async () => {
  const run = await untilRunning(start());
  const second = start({ PORT: String(await freePort(3195)) });
  expect(await second.ended).toBe(1);
  expect(second.output.trim()).toBe(
    `Wellspent already runs here, as process ${run.child.pid}. Stop it first (Ctrl-C there, or kill ${run.child.pid}).`,
  );
});

test("a port in use is one sentence", async () => {
  const other = createServer();
  await new Promise((listening) => other.listen(port, "127.0.0.1", listening));
  const run = start();
  expect(await run.ended).toBe(1);
  other.close();
  expect(run.output.trim()).toBe(
    `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
  );
});

test.each([
  ["postgresql://nobody:x@127.0.0.1:9/none", /127\.0\.0\.1:9 does not answer \(ECONNREFUSED\)/],
  [
    "postgresql://u:p@no-such-host.invalid/none",
    /no-such-host\.invalid does not answer \((ENOTFOUND|EAI_AGAIN)\)/,
  ],
  ["not an address", /is no address of a database/],
])("DATABASE_URL %s is one sentence", async (url, sentence) => {
  const run = start({ DATABASE_URL: url, DIRECT_URL: "" });
  expect(await run.ended).toBe(1);
  const told = run.output.split("\n").filter((line) => line && !line.startsWith("  "));
  expect(told).toEqual([expect.stringMatching(sentence)]);
});

test("a refused login, a database that is not there and a login without its roles are told apart", async () => {
  const run = await untilRunning(start());
  const url = new URL(running().DATABASE_URL);
  const other = { DATA_DIR: `${DATA}/other`, PORT: String(await freePort(3195)), DIRECT_URL: "" };
  const absent = start({
    ...other,
    DATABASE_URL: Object.assign(new URL(url), { pathname: "/absent" }).href,
  });
  expect(await absent.ended).toBe(1);
  expect(absent.output).toContain("the database absent does not exist at");
  const refused = start({
    ...other,
    DATABASE_URL: Object.assign(new URL(url), { password: "wrong" }).href,
  });
  expect(await refused.ended).toBe(1);
  expect(refused.output).toContain("refused the user wellspent");

  await query(
    ownersUrl(url),
    "drop role if exists stranger; create role stranger login noinherit password 'stranger'",
  );
  const stranger = Object.assign(new URL(url), { username: "stranger", password: "stranger" });
  const unfit = start({ ...other, DATABASE_URL: stranger.href, DIRECT_URL: ownersUrl(url) });
  expect(await unfit.ended).toBe(1);
  expect(unfit.output).toContain("the user stranger may not work as the roles of the product");
  run.child.kill("SIGTERM");
});

test("an old Node is one sentence", async () => {
  const pretend = "Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } })";
  const run = start({}, ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`]);
  expect(await run.ended).toBe(1);
  expect(run.output.trim()).toBe(
    "Wellspent needs Node 20.19, 22.12 or newer; this is 18.20.4. Install a newer Node and run it again.",
  );
});

test("a PORT that is none is one sentence", async () => {
  const run = start({ PORT: "http" });
  expect(await run.ended).toBe(1);
  expect(run.output.trim()).toBe("PORT is http, which is no port: use a number from 1 to 65535.");
});
