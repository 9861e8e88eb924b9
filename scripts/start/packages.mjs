import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "./problem.mjs";
import { stopWithUs } from "./stopping.mjs";

const LOCK = "package-lock.json";
const INSTALLED = "node_modules/.package-lock.json";
const GENERATED = "lib/platform/generated/prisma";

/** Whether node_modules holds what the lock asks for. Optional packages depend on the platform and are not compared. */
export function packagesInstalled() {
  if (!existsSync(INSTALLED)) return false;
  const wanted = JSON.parse(readFileSync(LOCK, "utf8")).packages;
  const found = JSON.parse(readFileSync(INSTALLED, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => !path || optional || found[path]?.version === version,
  );
}

/** Installs exactly what the lock names. */
export async function installPackages() {
  const args = ["ci", "--no-audit", "--no-fund", "--include=dev"];
  const npm = process.env.npm_execpath;
  const [command, rest] = npm ? [process.execPath, [npm, ...args]] : ["npm", args];
  const { code, output } = await run(command, rest, {
    shell: !npm && process.platform === "win32",
  });
  if (code === 0) return;
  if (/ENOSPC/.test(output)) throw Object.assign(new Error(output), { code: "ENOSPC" });
  const reason = output
    .split("\n")
    .filter((line) => /npm error/i.test(line))
    .slice(0, 4)
    .join("\n");
  throw new Problem(`The packages could not be installed.\n${reason || output}`);
}

/** Generates the database client again if the schema has changed. */
export async function generateClient() {
  const schema = createHash("sha256");
  for (const file of readdirSync("prisma/schema").sort()) {
    schema.update(file).update(readFileSync(join("prisma/schema", file)));
  }
  schema.update(readFileSync("node_modules/prisma/package.json"));
  const digest = schema.digest("hex");
  const mark = join(GENERATED, ".schema");
  if (existsSync(mark) && readFileSync(mark, "utf8") === digest) return false;
  const { code, output } = await run(process.execPath, [
    "node_modules/prisma/build/index.js",
    "generate",
  ]);
  if (code !== 0) throw new Problem(`The database client could not be generated.\n${output}`);
  writeFileSync(mark, digest);
  return true;
}

/** Runs a command to its end, quietly; its output is kept in case it fails. */
export function run(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  const forget = stopWithUs(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => {
      forget();
      done({ code, output });
    });
  });
}
