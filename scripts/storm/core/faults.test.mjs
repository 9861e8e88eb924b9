import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MUTANTS } from "../faults";
import { CORE_FAULTS } from "./faults";
import { planted } from "./plant";

test("every fault of core still names one place of its module", () => {
  for (const [module, faults] of Object.entries(CORE_FAULTS)) {
    for (const fault of faults) expect(planted(module, fault)).not.toBe("");
  }
});

test("docs/faults.md lists every fault that is planted, in core and in the SQL", () => {
  const listed = readFileSync("docs/faults.md", "utf8").replaceAll(/\s+/g, " ");
  const names = [...Object.values(CORE_FAULTS).flat(), ...MUTANTS].map(({ name }) => name);
  expect(names.filter((name) => !listed.includes(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
