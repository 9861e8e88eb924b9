import { run } from "../start/packages.mjs";

const bin = (path, ...args) => run(process.execPath, [`node_modules/${path}`, ...args]);
const verdict = ({ code, output }) => ({ ok: code === 0, output });

/** What is checked without running the product, in order. Each returns `ok`, and what to read if it is not. */
export const checks = [
  { name: "Types", run: types },
  { name: "Format and lint", run: lint },
  { name: "Map of the domains", run: map },
  { name: "Nothing unused", run: unused },
];

async function types() {
  // Next writes the file that declares its own types; a fresh clone has none yet.
  await bin("next/dist/bin/next", "typegen");
  return verdict(await bin("typescript/bin/tsc", "--noEmit"));
}

async function lint() {
  return verdict(await bin("@biomejs/biome/bin/biome", "check", ".", "--diagnostic-level=error"));
}

async function map() {
  const { code, output } = await bin(
    "dependency-cruiser/bin/dependency-cruiser.mjs",
    "--output-type",
    "json",
    "app",
    "components",
    "lib",
  );
  return readCruise(output, code);
}

/** A map that read no module, as happens when dependency-cruiser cannot read TypeScript, does not count as kept. */
export function readCruise(output, code) {
  let read;
  try {
    read = JSON.parse(output.slice(output.indexOf("{")));
  } catch {
    return { ok: false, output };
  }
  const { summary, modules } = read;
  const cruised = modules.filter(({ source }) => /^(app|components|lib)\/.*\.tsx?$/.test(source));
  if (cruised.length === 0) {
    return {
      ok: false,
      output: "dependency-cruiser read no TypeScript module: the map was not checked.",
    };
  }
  const lines = summary.violations
    .filter(({ rule }) => rule.severity === "error")
    .map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  return { ok: code === 0 && lines.length === 0, output: lines.join("\n") };
}

async function unused() {
  return verdict(await bin("knip/bin/knip.js", "--no-progress"));
}
