import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/testing/longest-first.mjs";

const resolve = {
  alias: {
    "@": fileURLToPath(new URL(".", import.meta.url)),
    "server-only": fileURLToPath(new URL("./lib/platform/server-only.ts", import.meta.url)),
  },
};

/**
 * How hard random tests try: `factor` times as many histories, from which seed. `npm test` tries the same ones on every
 * machine, so that what is red stays red; `npm run storm` looks for new ones.
 */
const effort = {
  factor: Number(process.env.STORM_FACTOR ?? 1),
  seed: Number(process.env.STORM_SEED ?? 20_260_301),
};

declare module "vitest" {
  interface ProvidedContext {
    effort: { factor: number; seed: number };
  }
}

/** `*.db.test.ts` runs on a real PostgreSQL, a database of its own for each file; `*.env.test.ts` with an environment of
 * its own; the start tests run the start command itself; everything else needs none of these. */
export default defineConfig({
  test: {
    // What is waited for comes, however busy the machine is: `npm test` has another step beside these.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // Left alone, a machine with two cores works on one file at a time, and database tests mostly wait.
    maxWorkers: Math.max(4, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: ["lib/**/*.test.ts", "components/**/*.test.ts", "scripts/**/*.test.mjs"],
          exclude: ["**/*.db.test.ts", "**/*.env.test.ts", "**/*.start.test.mjs"],
          setupFiles: ["scripts/testing/seed.ts"],
          provide: { effort },
          // One module for many files: loading them anew for each takes as long as trying them.
          isolate: false,
        },
      },
      {
        // The environment is read once, when the product is loaded: each in a process of its own.
        resolve,
        test: { name: "environment", include: ["lib/**/*.env.test.ts"] },
      },
      {
        resolve,
        test: {
          name: "database",
          include: ["lib/**/*.db.test.ts", "prisma/**/*.db.test.ts", "scripts/**/*.db.test.ts"],
          globalSetup: ["scripts/testing/postgres-for-tests.mjs"],
          setupFiles: ["scripts/testing/own-database.mjs"],
          // A thread starts in less than a process does, and has an environment of its own as well.
          pool: "threads",
          provide: { effort },
        },
      },
      {
        // The start command itself, with real processes. One at a time: each is a whole installation.
        test: {
          name: "start",
          include: ["scripts/**/*.start.test.mjs"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
