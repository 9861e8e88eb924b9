import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { World } from "./world/types";

/** Where the installation of the screens keeps everything. */
const DATA = resolve(".data/screens");
const WORLD = join(DATA, "world.json");

/** Addresses are shown on some pages: the same one, whatever port the product really listens on. */
export const ADDRESS = "http://wellspent.localhost";

/** For every process of that installation: where it is, and that its time stands still (standing-still.mjs). */
export const standingStill = (): Record<string, string> => ({
  DATA_DIR: DATA,
  APP_URL: ADDRESS,
  WORLD,
  NODE_OPTIONS: `--import=${pathToFileURL(resolve("e2e/screens/standing-still.mjs"))}`,
});

/** What the running product was told, for whoever works on the same data. */
export const running = (): Record<string, string> =>
  JSON.parse(readFileSync(join(DATA, "running.json"), "utf8"));

/** What make-world.ts has put there. */
export const readWorld = (): World => JSON.parse(readFileSync(WORLD, "utf8"));
