import { afterAll, afterEach, expect, test, vi } from "vitest";
import { Tally } from "./tally.mjs";

const printed = vi.spyOn(console, "log").mockImplementation(() => {});
afterEach(() => printed.mockClear());
afterAll(() => printed.mockRestore());

test("what a step says is printed in one piece when it ends, whatever runs beside it", async () => {
  const tally = new Tally();
  const { promise: waits, resolve: goOn } = Promise.withResolvers();
  const slow = tally.step("Slow", async () => {
    await waits;
    return { ok: false, told: "  page 1", output: "broken\n\n", passed: 2, failed: 1, why: ["it"] };
  });
  await tally.step("Quick", async () => ({ ok: true }));
  goOn();
  await slow;
  expect(printed.mock.calls).toEqual([
    [expect.stringMatching(/^ok {3}Quick +\d\.\d s$/)],
    [expect.stringMatching(/^ {2}page 1\nFAIL Slow +\d\.\d s {2}2 passed, 1 failed\nbroken\n$/)],
  ]);
  expect(tally.end()).toBe(1);
  expect(printed).toHaveBeenLastCalledWith("3 passed, 1 failed");
});

test("a step that breaks, or counts nothing wrong and is not well, has failed", async () => {
  const tally = new Tally();
  await tally.step("Broken", () => Promise.reject(new Error("no")));
  await tally.step("Unwell", async () => ({ ok: false, passed: 4, failed: 0 }));
  tally.end();
  expect(printed).toHaveBeenLastCalledWith("4 passed, 2 failed");
});
