// node scripts/complete-lock.mjs, after a change of packages: adds to package-lock.json the optional packages of other
// platforms that npm left out because it could not fetch them, so that `npm ci` installs the right binaries there too.
import { readFileSync, writeFileSync } from "node:fs";

const FILE = "package-lock.json";
const lock = JSON.parse(readFileSync(FILE, "utf8"));
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

/** What a platform package is for, according to its name: "@img/sharp-linuxmusl-x64". */
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
let added = 0;
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
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);
