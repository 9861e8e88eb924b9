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

test("docs/proof.md lists every fault that is planted, in core and in the SQL", () => {
  const proof = readFileSync("docs/proof.md", "utf8").replaceAll(/\s+/g, " ");
  const names = [...Object.values(CORE_FAULTS).flat(), ...MUTANTS].map(({ name }) => name);
  expect(names.filter((name) => !proof.includes(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
