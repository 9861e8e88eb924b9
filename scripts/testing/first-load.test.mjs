import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkFirstLoads } from "./first-load.mjs";

let build;
beforeEach(() => {
  build = mkdtempSync(join(tmpdir(), "wellspent-build-"));
});
afterEach(() => {
  rmSync(build, { recursive: true });
});

function write(path, content) {
  const file = join(build, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** A build with one page: the framework and a script of its own, in KB that do not compress. */
function buildOf({ framework, page, later = 0, route = "[workspace]/settings/usage" }) {
  const scripts = { framework, page, later };
  for (const [name, size] of Object.entries(scripts)) write(`${name}.js`, randomBytes(size * 1024));
  write("build-manifest.json", JSON.stringify({ rootMainFiles: ["framework.js"] }));
  const manifest = {
    entryJSFiles: { "[project]/app/layout": [], "[project]/app/page": ["page.js"] },
  };
  write(
    `server/app/${route}/page_client-reference-manifest.js`,
    `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};\nglobalThis.__RSC_MANIFEST["page"] = ${JSON.stringify(manifest)};`,
  );
  write(
    `server/app/${route}/page/react-loadable-manifest.json`,
    JSON.stringify({ 1: { id: 1, files: ["later.js", "later.css"] } }),
  );
}

test("a page within its budget passes", async () => {
  buildOf({ framework: 129, page: 60, later: 100 });
  expect(await checkFirstLoads(build)).toMatchObject({ ok: true, passed: 1, failed: 0 });
});

test("a page over its budget fails, and is named", async () => {
  buildOf({ framework: 129, page: 95 });
  const { ok, failed, output } = await checkFirstLoads(build);
  expect({ ok, failed }).toEqual({ ok: false, failed: 1 });
  expect(output).toMatch(
    /^\/\[workspace]\/settings\/usage loads 224\.\d KB .* budget is 195\.7 KB\.$/,
  );
});

test("what it fetches later counts where the whole has a budget", async () => {
  buildOf({ framework: 129, page: 60, later: 140 });
  expect((await checkFirstLoads(build)).output).toMatch(/in all; its budget is 308\.7 KB\.$/);
});

test("folders that only group pages are no part of an address", async () => {
  buildOf({ framework: 129, page: 80, route: "[workspace]/settings/billing/(history)" });
  expect((await checkFirstLoads(build)).ok).toBe(true);
  buildOf({ framework: 129, page: 80, route: "(public)/rates" });
  expect((await checkFirstLoads(build)).output).toMatch(/^\/rates loads/);
});

test("a build without pages is no build that keeps its budgets", async () => {
  write("build-manifest.json", JSON.stringify({ rootMainFiles: [] }));
  mkdirSync(join(build, "server/app"), { recursive: true });
  expect((await checkFirstLoads(build)).ok).toBe(false);
});
