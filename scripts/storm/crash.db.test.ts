import { afterAll, expect, inject, test, vi } from "vitest";

const around = await vi.hoisted(async () => {
  const { startSurroundings: surround } = await import("./surroundings");
  return surround(".data/storm-test-postgres", 54_640);
});
afterAll(() => around.stop());

import { crashUnderLoad } from "./crash";

test("servers, PostgreSQL and wires die under load, and nothing is lost, doubled, overspent, left held or left untold", async () => {
  const { seed } = inject("effort");
  // One of each kind.
  const blows = { server: 1, postgres: 2, backend: 1, wire: 2 };
  const lines: string[] = [];
  const weathered = await crashUnderLoad({ around, seed, blows, say: (line) => lines.push(line) });

  expect(weathered.violations, `seed ${seed}\n${lines.join("\n")}`).toEqual([]);
  expect(weathered.struck).toEqual({
    "a server killed": 1,
    "PostgreSQL killed": 1,
    "PostgreSQL stopped at once": 1,
    "a backend killed": 1,
    "backends terminated": 1,
    "wires cut": 1,
  });
  expect(weathered.acts).toBeGreaterThan(20);
  expect(weathered.told).toBeGreaterThan(5);
}, 300_000);
