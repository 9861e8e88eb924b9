import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { limit, resetAttempts, spendAllowance } from "@/lib/platform/rate-limit";

/** How many of so many tries at once another server lets go on. */
async function inAnotherServer(name: string, key: string, tries: number): Promise<number> {
  const words = ["--import", "tsx", "scripts/testing/limit-tries.ts", name, key, String(tries)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return Number(stdout);
}

test("a budget is one, however many servers count its tries at once", async () => {
  const key = "ines@example.com 203.0.113.7";
  const others = [inAnotherServer("sign-in", key, 6), inAnotherServer("sign-in", key, 6)];
  const mine = await Promise.all(Array.from({ length: 2 }, () => limit("sign-in", key)));
  const gone = await Promise.all(others);
  const allowed = mine.filter(({ ok }) => ok).length + gone.reduce((all, one) => all + one, 0);
  expect(allowed).toBe(8);
  expect(await limit("sign-in", key)).toMatchObject({ ok: false });
  expect(await inAnotherServer("sign-in", key, 1)).toBe(0);
  // Another key, and another limit of the same key, have budgets of their own.
  expect(await inAnotherServer("sign-in", "mei@example.com 203.0.113.7", 1)).toBe(1);
  expect(await inAnotherServer("sign-up", key, 1)).toBe(1);
});

test("what one server forgives, another has forgotten, and what is left is told alike", async () => {
  const key = "priya@example.com 203.0.113.8";
  expect(await inAnotherServer("sign-in", key, 9)).toBe(8);
  await resetAttempts("sign-in", key);
  expect(await inAnotherServer("sign-in", key, 3)).toBe(3);
  expect(await spendAllowance("sign-in", key)).toMatchObject({ ok: true, points: 8, remaining: 4 });
});
