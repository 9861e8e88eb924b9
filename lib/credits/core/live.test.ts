import { expect, test } from "vitest";
import { isNewState } from "./live";
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
