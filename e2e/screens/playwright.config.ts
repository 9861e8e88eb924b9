import { resolve } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { chromiumArguments, ignoredArguments, packagedChromium } from "../browser";
import { onlyPackagedFonts } from "./fonts";
import { ADDRESS, standingStill } from "./installation";

const port = Number(process.env.E2E_PORT ?? 3100);
const chromium = await packagedChromium();

/** What makes the same pixels of the same page on every machine of one kind, whatever it can do better. */
const SAME_EVERYWHERE = [
  // What is drawn anew within a tile is cut at other places each time, and round corners are smoothed at them.
  "--disable-partial-raster",
  "--disable-skia-runtime-opts",
  "--disable-lcd-text",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
  "--lang=en-GB",
];

/** Every page as it looks, beside the picture that is kept: `npm run screens`. */
export default defineConfig({
  testDir: ".",
  testMatch: "screens.ts",
  outputDir: "../../.data/screens-results",
  globalSetup: "./begin.ts",
  timeout: 240_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  workers: 3,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.E2E_REPORT
    ? [["list"], ["json", { outputFile: process.env.E2E_REPORT }]]
    : "list",
  use: {
    ...devices["Desktop Chrome"],
    baseURL: ADDRESS,
    locale: "en-GB",
    timezoneId: "Europe/Lisbon",
    actionTimeout: 30_000,
    // Pages that refuse show the beginning of it as their reference.
    extraHTTPHeaders: { "x-request-id": "7c31a90e5b2d4f68" },
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: chromium,
      ignoreDefaultArgs: ignoredArguments,
      args: [
        ...chromiumArguments,
        ...SAME_EVERYWHERE,
        `--host-resolver-rules=MAP ${new URL(ADDRESS).host} 127.0.0.1:${port}`,
      ],
      env: { ...process.env, FONTCONFIG_FILE: onlyPackagedFonts(chromium) },
    },
  },
  webServer: {
    command: "node scripts/start.mjs",
    cwd: resolve("."),
    url: `http://localhost:${port}/api/health`,
    timeout: 900_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: "pipe",
    env: {
      ...standingStill(),
      PORT: String(port),
      SEED: "0",
      // Nothing happens by itself while the pictures are taken.
      JOBS_IN_PROCESS: "0",
      INSTALLATION_ADMINS: "ines@alderfinch.example",
      SUPPORT_EMAIL: "support@example.com",
    },
  },
});
