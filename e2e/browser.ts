import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statfsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { chromium } from "@playwright/test";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Which Chromium: the one CHROMIUM_PATH names, Playwright's own, the system's, or the one of @sparticuz/chromium. */
export async function chromiumPath(): Promise<string> {
  return process.env.CHROMIUM_CHECKED ?? checked(await choose());
}

/** The one of @sparticuz/chromium, whatever else is installed. */
export async function packagedChromium(): Promise<string> {
  return checked(await bundledChromium());
}

/** One that cannot run here is told once, with what to install, instead of by every journey. */
function checked(path: string): string {
  if (process.env.CHROMIUM_CHECKED === path) return path;
  const { stderr } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 60_000 });
  const missing = /error while loading shared libraries: (\S+):/.exec(stderr ?? "")?.[1];
  if (missing) {
    throw new Error(
      `Chromium needs ${missing}, which this system lacks. On Debian or Ubuntu: apt-get install -y libnss3 libnspr4 libexpat1`,
    );
  }
  // The workers inherit it and need not look again.
  process.env.CHROMIUM_CHECKED = path;
  return path;
}

async function choose(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named))
    throw new Error(`CHROMIUM_PATH names ${named}, which is not there.`);
  const known = [named, chromium.executablePath(), ...SYSTEM];
  const found = process.env.CHROMIUM_BUNDLED
    ? undefined
    : known.find((path) => path && existsSync(path));
  if (found) return found;
  if (process.platform === "linux" && process.arch === "x64") return bundledChromium();
  throw new Error("No Chromium found. Run: npx playwright install chromium, or set CHROMIUM_PATH.");
}

/**
 * The package unpacks to `${TMPDIR}/chromium` and takes whatever lies there already, another user's or an older
 * one: so it gets a folder of its own, named by its version.
 */
async function bundledChromium(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const root = entry.slice(0, entry.indexOf("@sparticuz"));
  const manifest = join(root, "@sparticuz/chromium/package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const folder = resolve("node_modules/.cache", `chromium-${version}`);
  mkdirSync(folder, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await (await import("@sparticuz/chromium")).default.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

export const chromiumArguments = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-gpu",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

const SHARED_MEMORY = "/dev/shm";
const ENOUGH_BYTES = 1024 ** 3;

/**
 * What Playwright tells every Chromium and ours need not hear. Told so, it makes a file on a disk for each tile it draws,
 * a tenth of all it computes: as it must where a container has 64 MB of shared memory, and not where there is plenty.
 */
export const ignoredArguments = hasSharedMemory() ? ["--disable-dev-shm-usage"] : [];

function hasSharedMemory(): boolean {
  if (!existsSync(SHARED_MEMORY)) return false;
  const { bavail, bsize } = statfsSync(SHARED_MEMORY);
  return bavail * bsize >= ENOUGH_BYTES;
}
