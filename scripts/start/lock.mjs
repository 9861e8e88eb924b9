import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "./problem.mjs";

/**
 * Allows one start per data folder. Returns whether the previous start was cut off (its mark is still there, its
 * process is not), and a function that gives the folder back.
 */
export function takeFolder(data) {
  mkdirSync(data, { recursive: true, mode: 0o755 });
  const path = join(data, "start.pid");
  const before = readPid(path);
  if (before && before !== process.pid && isStarter(before)) {
    throw new Problem(
      `Wellspent already runs here, as process ${before}. Stop it first (Ctrl-C there, or kill ${before}).`,
    );
  }
  writeFileSync(path, `${process.pid}\n`);
  return { recovering: before !== null, give: () => rmSync(path, { force: true }) };
}

function readPid(path) {
  try {
    return Number(readFileSync(path, "utf8")) || null;
  } catch {
    return null;
  }
}

/** After a crash the number may now belong to another program. */
function isStarter(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === "ESRCH") return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("start.mjs");
  } catch {
    return process.platform !== "linux";
  }
}
