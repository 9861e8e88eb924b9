// Adds to package-lock.json the optional platform packages that the registry at hand does not serve,
// so that `npm ci` accepts the lock here and still installs the right binaries on other platforms.
import { readFileSync, writeFileSync } from "node:fs";

const file = process.argv[2] ?? "package-lock.json";
const lock = JSON.parse(readFileSync(file, "utf8"));
const OS = {
  darwin: "darwin",
  win32: "win32",
  windows: "win32",
  linux: "linux",
  linuxmusl: "linux",
  android: "android",
  freebsd: "freebsd",
  netbsd: "netbsd",
  openbsd: "openbsd",
  sunos: "sunos",
  aix: "aix",
  openharmony: "openharmony",
  openharmonyos: "openharmony",
  wasm32: null,
  wasi: null,
};
const CPU = {
  x64: "x64",
  arm64: "arm64",
  arm: "arm",
  ia32: "ia32",
  ppc64: "ppc64",
  ppc64le: "ppc64",
  s390x: "s390x",
  riscv64: "riscv64",
  riscv64gc: "riscv64",
  loong64: "loong64",
  mips64el: "mips64el",
  armv7: "arm",
  arm_musl: "arm",
  universal: null,
  wasm32: "wasm32",
};
function limits(name) {
  const parts = name
    .toLowerCase()
    .replace(/^@[^/]+\//, (s) => `${s.slice(1, -1)}-`)
    .split(/[-_.]/);
  const os = parts.map((p) => OS[p]).find(Boolean);
  const cpu = parts.includes("wasm32") ? "wasm32" : parts.map((p) => CPU[p]).find(Boolean);
  const out = {};
  if (os) out.os = [os];
  if (cpu) out.cpu = [cpu];
  if (os === "linux" && /musl/.test(name)) out.libc = ["musl"];
  else if (os === "linux" && /gnu/.test(name)) out.libc = ["glibc"];
  return out;
}
const added = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    let base = path;
    let found = false;
    for (;;) {
      if (lock.packages[`${base ? `${base}/` : ""}node_modules/${name}`]) {
        found = true;
        break;
      }
      if (!base) break;
      base = base.includes("/node_modules/")
        ? base.slice(0, base.lastIndexOf("/node_modules/"))
        : "";
    }
    if (found) continue;
    const version = range.replace(/^[\^~]/, "");
    if (!/^\d+\.\d+\.\d+/.test(version)) continue;
    const lim = limits(name);
    if (!lim.os && !lim.cpu) {
      console.warn(`left alone: ${name}@${range} (no platform in its name)`);
      continue;
    }
    lock.packages[`node_modules/${name}`] = {
      version,
      ...lim,
      license: undefined,
      optional: true,
      ...(entry.dev || path === "" ? { dev: entry.dev } : {}),
    };
    added.push(`${name}@${version} ${JSON.stringify(lim)}`);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added.length} entries added`);
if (process.env.V) console.log(added.join("\n"));
