import { existsSync } from "node:fs";
import { join } from "node:path";
import { startChild } from "./children.mjs";
import { freePort } from "./machine.mjs";
import { run } from "./packages.mjs";
import { Problem } from "./problem.mjs";
import { stopHere } from "./stopping.mjs";

/**
 * How long a connection may be idle: longer than a proxy or a client keeps one (a minute is common), so that it is
 * never closed here at the moment when they send the next request on it. Node's own five seconds lose requests.
 */
const KEEP_ALIVE_MS = 75_000;

/** The settings that tell the product where it runs. */
export function environment(settings, database, secrets) {
  const { env } = process;
  return {
    ...env,
    NODE_ENV: settings.dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(settings.port),
    HOSTNAME: settings.host,
    KEEP_ALIVE_TIMEOUT: env.KEEP_ALIVE_TIMEOUT || String(KEEP_ALIVE_MS),
    APP_URL: settings.appUrl,
    AUTH_SECRET: env.AUTH_SECRET || secrets.authSecret,
    DATABASE_URL: database.url,
    DIRECT_URL: "",
    UPLOADS_DIR: env.UPLOADS_DIR || join(settings.data, "uploads"),
    EMBEDDED: env.EMBEDDED || (database.embedded ? "1" : "0"),
    JOBS_IN_PROCESS: env.JOBS_IN_PROCESS || "1",
  };
}

/** The local payment server, and the settings that lead the product to it; null if Stripe's keys are set. */
export async function startPayments(settings, secrets, env, log) {
  if (!settings.localPayments) return null;
  const port = await freePort(settings.port + 1);
  const webhookSecret = env.STRIPE_WEBHOOK_SECRET || `whsec_${secrets.webhookSecret}`;
  const secretKey = `sk_test_${secrets.paymentsKey}`;
  const child = startChild(["scripts/start/payments.mjs"], {
    log,
    env: {
      ...env,
      PAYMENTS: JSON.stringify({
        port,
        webhookUrl: `http://${reachable(settings.host)}:${settings.port}/api/webhooks/stripe`,
        webhookSecret,
        secretKey,
        dataDir: join(settings.data, "payments"),
      }),
    },
  });
  return {
    child,
    port,
    ready: ready(child, "The local payment server"),
    env: {
      STRIPE_SECRET_KEY: secretKey,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_API_BASE: `http://127.0.0.1:${port}`,
    },
  };
}

/** Fills an empty installation with the demo workspace. Returns whether it could. */
export async function seed(database, env) {
  const script = "prisma/seed/index.ts";
  if (!existsSync(script)) return false;
  const { code, said } = await run(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", script],
    { env: { ...env, DIRECT_URL: database.directUrl } },
  );
  if (code !== 0) throw new Problem(`The demo workspace could not be made.\n${said}`);
  return true;
}

/** Starts the web server; `answers` waits for it. */
export function startWeb(settings, env, log) {
  const args = settings.dev
    ? ["node_modules/next/dist/bin/next", "dev", "-H", settings.host, "-p", String(settings.port)]
    : [".next/standalone/server.js"];
  // On a signal, the standalone server would exit before the work in hand is put away: instrumentation.ts does that
  // instead.
  const child = startChild(args, {
    env: { ...env, ...(settings.dev ? {} : { NEXT_MANUAL_SIG_HANDLE: "true" }) },
    log: settings.dev ? null : log,
  });
  return child;
}

/** Waits until the web server says it can serve. */
export async function answers(child, { port, host, dev }, log) {
  const address = `http://${reachable(host)}:${port}/api/health`;
  const until = performance.now() + (dev ? 180_000 : 60_000);
  const where = log ? ` See ${log}` : "";
  while (performance.now() < until) {
    stopHere();
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Problem(`The web server stopped while it started.${where}`);
    }
    const ok = await fetch(address, { signal: AbortSignal.timeout(dev ? 120_000 : 5_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Problem(`The web server does not answer at ${address}.${where}`);
}

/** The host under which a server that listens on `host` can be reached on this machine, as written in an address. */
export function reachable(host) {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

function ready(child, what) {
  return new Promise((done, fail) => {
    child.once("message", done);
    child.once("exit", () => fail(new Problem(`${what} stopped while it started.`)));
  });
}
