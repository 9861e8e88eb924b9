import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { migrate } from "../migrate.mjs";
import { startLocalStripe } from "../payments/local-stripe.mjs";
import { startPostgres } from "../postgres.mjs";
import { buildWhenChanged } from "../start/build.mjs";

/** What can be measured. `npm run bench ledger -- --help` lists the options of a bench. */
const BENCHES = {
  ledger: "scripts/bench/ledger.ts",
  live: "scripts/bench/live.ts",
  pages: "scripts/bench/pages.ts",
  lighthouse: "scripts/bench/lighthouse.ts",
  interactions: "scripts/bench/interactions.ts",
};

/** The benches in which somebody buys, and where the product then is. */
const WITH_PAYMENTS = ["live"];
const APP_URL = "http://127.0.0.1:26900";

/** The benches that measure the product as it is served. */
const ON_SERVERS = ["live", "pages", "lighthouse", "interactions"];

const BASE_PORT = 54600;

// Durable as in production: fsync and synchronous_commit stay on. `minimal` lets the big tables be loaded without
// being written twice; a commit writes the same either way.
const SETTINGS = {
  shared_buffers: "512MB",
  max_connections: 200,
  max_wal_size: "16GB",
  checkpoint_timeout: "30min",
  maintenance_work_mem: "512MB",
  wal_level: "minimal",
  max_wal_senders: 0,
  shared_preload_libraries: "pg_stat_statements",
};

/** npm run bench <what> [options]: measures on a PostgreSQL of its own, which it creates and throws away. */
async function main() {
  const [what = "", ...options] = process.argv.slice(2);
  const script = BENCHES[what];
  if (!script) {
    const usage = `Say what to measure: npm run bench ${Object.keys(BENCHES).join(" | ")} [-- options]
npm run bench <what> -- --help lists the options of one.`;
    const asked = what === "--help";
    (asked ? console.log : console.error)(usage);
    return asked ? 0 : 1;
  }
  if (options.includes("--help")) return run(script, options, process.env);

  const dir = `.data/bench-${process.pid}`;
  const database = await startPostgres({
    dir,
    port: BASE_PORT,
    database: "bench",
    settings: SETTINGS,
  });
  const payments = WITH_PAYMENTS.includes(what) ? await startPayments(dir) : null;
  try {
    await migrate(database.url);
    if (ON_SERVERS.includes(what))
      await buildWhenChanged(() => console.log("Building the product"));
    return await run(script, options, {
      ...process.env,
      DATABASE_URL: database.url,
      LOG_LEVEL: "silent",
      AUTH_SECRET: randomBytes(32).toString("hex"),
      // The person as whom the pages are measured also sees those that only this address may see.
      INSTALLATION_ADMINS: "ines@alderfinch.example",
      ...payments?.settings,
    });
  } finally {
    await payments?.stop();
    await database.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

/** A payment server for the bench, which reports each payment to the product, and the settings that lead to it. */
async function startPayments(dir) {
  const secretKey = "sk_test_embedded";
  const webhookSecret = "whsec_embedded";
  const webhookUrl = `${APP_URL}/api/webhooks/stripe`;
  const { url, stop } = await startLocalStripe({
    port: 0,
    webhookUrl,
    webhookSecret,
    secretKey,
    dataDir: resolve(dir, "payments"),
  });
  const settings = {
    APP_URL,
    STRIPE_API_BASE: url,
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    UPLOADS_DIR: resolve(dir, "uploads"),
    // What a page starts must begin at once.
    UNDO_SECONDS: "0",
  };
  return { settings, stop };
}

function run(script, options, env) {
  const args = ["--conditions=react-server", "--import", "tsx", script, ...options];
  const child = spawn(process.execPath, args, { stdio: "inherit", env });
  // The terminal sends its interrupt to the child as well; the database is stopped when the child has ended.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}

process.exitCode = await main();
