import { expect, test } from "vitest";
import type { Balance } from "./balance";
import { isNewerBalance, isNewerRun, isNewState, sameBalance } from "./live";
import type { Run } from "./run";

const DRAWN = "2026-03-01T12:00:00.000Z";
const run = (about: Partial<Run>): Run =>
  ({
    state: "running",
    createdAt: "2026-03-01T11:00:00.000Z",
    startedAt: "2026-03-01T11:00:00.000Z",
    finishedAt: null,
    ...about,
  }) as Run;

test("of a run that is shown, another state is news", () => {
  expect(isNewState(run({ state: "done" }), run({}), DRAWN)).toBe(true);
  expect(isNewState(run({}), run({}), DRAWN)).toBe(false);
});

test("of one that is not shown, what turned since the page was drawn is news, and what stood before is not", () => {
  const before = "2026-03-01T11:59:40.000Z";
  const since = "2026-03-01T12:00:01.000Z";
  expect(isNewState(run({ startedAt: before }), undefined, DRAWN)).toBe(false);
  expect(isNewState(run({ startedAt: since }), undefined, DRAWN)).toBe(true);
  expect(isNewState(run({ startedAt: null, createdAt: since }), undefined, DRAWN)).toBe(true);
  expect(isNewState(run({ state: "done", finishedAt: since }), undefined, DRAWN)).toBe(true);
  // The clock of another server may be behind.
  expect(isNewState(run({ startedAt: "2026-03-01T11:59:55.000Z" }), undefined, DRAWN)).toBe(true);
});

test("where nobody knows when the page was drawn, everything that it does not show is news", () => {
  expect(isNewState(run({}), undefined, null)).toBe(true);
});

const balance = (version: number, asOf: string): Balance =>
  ({ version, asOf, current: 5 }) as unknown as Balance;

test("a balance is newer by its number, and of one number by the clock", () => {
  const shown = balance(7, "2026-03-01T12:00:00Z");
  expect(isNewerBalance(shown, undefined)).toBe(true);
  expect(isNewerBalance(balance(8, "2026-03-01T11:00:00Z"), shown)).toBe(true);
  expect(isNewerBalance(balance(6, "2026-03-01T13:00:00Z"), shown)).toBe(false);
  expect(isNewerBalance(balance(7, "2026-03-01T12:00:01Z"), shown)).toBe(true);
  expect(isNewerBalance(shown, shown)).toBe(false);
});

test("a run is newer by its number, and of one number when no less was charged", () => {
  const counted = (version: number, charged: number) => run({ version, charged } as Partial<Run>);
  const shown = counted(7, 50);
  expect(isNewerRun(shown, undefined)).toBe(true);
  expect(isNewerRun(counted(8, 0), shown)).toBe(true);
  expect(isNewerRun(counted(6, 90), shown)).toBe(false);
  expect(isNewerRun(counted(7, 50), shown)).toBe(true);
  expect(isNewerRun(counted(7, 49), shown)).toBe(false);
});

test("two readings look the same when only their times differ", () => {
  const shown = balance(7, "2026-03-01T12:00:00Z");
  expect(sameBalance(shown, { ...shown, asOf: "2026-03-01T13:00:00Z" })).toBe(true);
  expect(sameBalance(shown, balance(8, shown.asOf))).toBe(false);
});

test("a run that has ended is as old as its end", () => {
  const ended = { state: "done", startedAt: "2026-03-01T11:00:00.000Z" } as const;
  expect(
    isNewState(run({ ...ended, finishedAt: "2026-03-01T13:00:00.000Z" }), undefined, DRAWN),
  ).toBe(true);
});
