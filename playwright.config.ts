import { defineConfig, devices } from "@playwright/test";
import { chromiumArguments, chromiumPath, ignoredArguments } from "./e2e/browser";

/** Who looks after the installation of the journeys (see e2e/rates.spec.ts and e2e/every-page.spec.ts). */
const INSTALLATION_ADMINS = "installation.admin@example.com,pages.admin@example.com";
const port = Number(process.env.E2E_PORT ?? 3100);

/**
 * The journeys run against the product as `npm start` runs it, with data and a port of its own, and an empty
 * installation: every journey makes the workspace it needs (e2e/fixtures.ts).
 */
export default defineConfig({
  testDir: "e2e",
  outputDir: ".data/e2e-results",
  timeout: 120_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  // Two keep two cores busy only while nobody waits for anything.
  workers: 3,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.E2E_REPORT
    ? [["list"], ["json", { outputFile: process.env.E2E_REPORT }]]
    : "list",
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    baseURL: `http://localhost:${port}`,
    // Which of them fails is known afterwards, so a trace is made of all: a fifth of the time they take. When one is
    // wanted: npx playwright test --trace retain-on-failure
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: await chromiumPath(),
      args: chromiumArguments,
      ignoreDefaultArgs: ignoredArguments,
    },
  },
  webServer: {
    command: "node scripts/start.mjs",
    url: `http://localhost:${port}/api/health`,
    timeout: 900_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: "pipe",
    env: {
      PORT: String(port),
      DATA_DIR: process.env.E2E_DATA ?? ".data/e2e",
      SEED: "0",
      INSTALLATION_ADMINS,
      // Nothing begins by itself while a journey looks at it: it says when (see letRunsBegin).
      UNDO_SECONDS: "600",
      SUPPORT_EMAIL: "support@example.com",
    },
  },
});
