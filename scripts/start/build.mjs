import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./packages.mjs";
import { Problem } from "./problem.mjs";

const MARK = ".next/standalone/.sources";
const SOURCES = ["app", "components", "lib", "public", "prisma/schema", "prisma/migrations"];
const IGNORED = /\.test\.tsx?$|^lib\/platform\/generated\//;

/** Builds the product if its sources changed since the last build, after `before`. Returns whether it had to. */
export async function buildWhenChanged(before = () => {}) {
  const digest = digestOfSources();
  if (existsSync(MARK) && readFileSync(MARK, "utf8") === digest) return false;
  before();
  await build(digest);
  return true;
}

/** Builds, and puts the files that the standalone server serves beside it. */
export async function build(digest = digestOfSources()) {
  // An interrupted build must not pass for the previous one.
  rmSync(MARK, { force: true });
  const { code, said } = await run(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (/ENOSPC|No space left on device/.test(said)) {
    throw Object.assign(new Error(said), { code: "ENOSPC" });
  }
  if (code !== 0) throw new Problem(`The build failed.\n${said}`);
  cpSync(".next/static", ".next/standalone/.next/static", { recursive: true });
  if (existsSync("public")) cpSync("public", ".next/standalone/public", { recursive: true });
  writeFileSync(MARK, digest);
}

function digestOfSources() {
  const digest = createHash("sha256");
  const roots = readdirSync(".").filter((name) => /\.(ts|mjs|json)$/.test(name) || name === ".env");
  for (const path of [...roots.sort(), ...SOURCES.flatMap(filesUnder)]) {
    if (path === "next-env.d.ts" || IGNORED.test(path)) continue;
    digest.update(path).update("\0").update(readFileSync(path)).update("\0");
  }
  return digest.digest("hex");
}

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
