import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { buildWhenChanged } from "./build.mjs";
import { stopChild } from "./children.mjs";
import { bringUpToDate, openDatabase } from "./database.mjs";
import { Problem } from "./problem.mjs";
import { readSecrets } from "./secrets.mjs";
import { answers, environment, seed, startPayments, startWeb } from "./server.mjs";
import { say, sinceStart, step } from "./steps.mjs";
import { listenForStop, Stopped, untilStop } from "./stopping.mjs";

/** Starts everything in order, waits to be told to stop, and stops everything in the reverse order. */
export async function runProduct(settings, recovering) {
  const stops = [];
  listenForStop();
  if (recovering) say("  The last start was cut off: picking up what it left");
  try {
    const children = await startAll(settings, stops);
    announce(settings, wayIn(settings));
    const ended = children.map((child) => new Promise((done) => child.once("exit", done)));
    const why = await Promise.race([untilStop(), ...ended]);
    if (why !== "stop") throw new Problem("A server stopped by itself; the log says why.");
    return 0;
  } catch (error) {
    if (error instanceof Stopped) return 0;
    throw error;
  } finally {
    say("  Stopping");
    for (const stop of stops.reverse()) await stop();
    say("  Stopped");
  }
}

async function startAll(settings, stops) {
  const log = settings.databaseUrl ? null : join(settings.data, "wellspent.log");
  const secrets = readSecrets(settings.data);
  let database;
  let env;
  let payments;
  let web;
  await step(async () => {
    database = await openDatabase(settings, secrets);
    stops.push(() => database.stop());
    return database.did;
  });
  await step(async () => (await bringUpToDate(database, secrets)) && "Database migrated");
  env = environment(settings, database, secrets);
  await step(() => seedOnce(settings, database, env));
  if (!settings.dev) {
    const patience = () => say("  Building, one to three minutes the first time");
    await step(async () => (await buildWhenChanged(patience)) && "Production build made");
  }
  await step(async () => {
    payments = await startPayments(settings, secrets, env, log);
    if (!payments) return null;
    stops.push(() => stopChild(payments.child, 5_000));
    await payments.ready;
    return `Local payment server started, port ${payments.port}`;
  });
  env = { ...env, ...payments?.env };
  stops.push(noteRunning(settings, env));
  await step(async () => {
    web = startWeb(settings, env, log);
    stops.push(() => stopChild(web));
    await answers(web, settings, log);
    return "Web server started";
  });
  return [web, payments?.child].filter(Boolean);
}

/** The mark is written when the seed is complete: an interrupted one is continued. */
async function seedOnce(settings, database, env) {
  const mark = join(settings.data, "seeded");
  if (!settings.seed || existsSync(mark)) return null;
  if (!(await seed(database, env))) return null;
  writeFileSync(mark, "");
  return "Demo workspace Alder & Finch made";
}

const NOTED = ["APP_URL", "AUTH_SECRET", "DATABASE_URL", "EMBEDDED", "UPLOADS_DIR"];
const NOTED_PAYMENTS = ["STRIPE_API_BASE", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"];

/**
 * Records the settings of the running product, for tools and journeys that work on the same data. Returns a function
 * that ends the record.
 */
function noteRunning({ data }, env) {
  const path = join(data, "running.json");
  const noted = [...NOTED, ...NOTED_PAYMENTS].filter((name) => env[name]);
  const text = JSON.stringify(Object.fromEntries(noted.map((name) => [name, env[name]])), null, 2);
  rmSync(path, { force: true });
  writeFileSync(path, `${text}\n`, { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

/** How somebody gets in: by one click only if the demo cast is there and the sign-in page offers it. */
export function wayIn({ appUrl, databaseUrl, data }, env = process.env) {
  const real =
    env.SMTP_URL ||
    (env.AUTH_GITHUB_ID && env.AUTH_GITHUB_SECRET) ||
    (env.AUTH_GOOGLE_ID && env.AUTH_GOOGLE_SECRET);
  const cast = !databaseUrl && !real && env.EMBEDDED !== "0" && existsSync(join(data, "seeded"));
  return cast
    ? `Sign in with one click as any of the demo members at ${appUrl}/sign-in`
    : `Sign in at ${appUrl}/sign-in, or create an account at ${appUrl}/sign-up`;
}

function announce({ appUrl, databaseUrl, data }, signIn) {
  say(`\nWellspent runs at ${appUrl}  (${sinceStart()})`);
  say(signIn);
  if (databaseUrl) return;
  say(
    `Everything is kept in ${relative(".", data) || "."}; the log is wellspent.log there. Ctrl-C stops it.`,
  );
}
