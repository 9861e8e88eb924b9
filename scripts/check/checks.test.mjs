import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MAY_USE } from "../../.dependency-cruiser.mjs";
import { readCruise } from "./checks.mjs";

const cruise = (sources, violations = []) =>
  JSON.stringify({ modules: sources.map((source) => ({ source })), summary: { violations } });

test("a map that read no TypeScript module was not checked, whatever its exit code", () => {
  expect(readCruise(cruise([]), 0)).toMatchObject({
    ok: false,
    output: expect.stringContaining("the map was not checked"),
  });
  expect(readCruise(cruise(["app/icon.svg", "node:fs"]), 0).ok).toBe(false);
  expect(readCruise("Error: no config", 1).ok).toBe(false);
});

test("a module that leaves its lane is named", () => {
  const violation = {
    rule: { name: "credits-stays-in-its-lane", severity: "error" },
    from: "lib/credits/a.ts",
    to: "lib/billing/b.ts",
  };
  expect(readCruise(cruise(["lib/credits/a.ts"], [violation]), 1)).toEqual({
    ok: false,
    output: "credits-stays-in-its-lane: lib/credits/a.ts -> lib/billing/b.ts",
  });
  expect(readCruise(cruise(["lib/credits/a.ts"]), 0).ok).toBe(true);
});

test("the map in the README is the one that is enforced", () => {
  const rows = readFileSync("README.md", "utf8").matchAll(/^\| `(\w+)` +\|[^|]+\|([^|]*)\|$/gm);
  const shown = [...rows].map(([, domain, uses]) => [domain, uses.match(/\w+/g) ?? []]);
  expect(Object.fromEntries(shown)).toEqual({ ...MAY_USE, platform: [] });
});
