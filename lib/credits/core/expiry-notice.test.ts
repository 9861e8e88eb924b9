import { expect, test } from "vitest";
import { daysLeft, expiryNoticeDue } from "./expiry-notice";

const DAY = 86_400_000;
const ENDS = new Date("2026-03-31T12:00:00Z");
const before = (days: number, milliseconds = 0) =>
  new Date(ENDS.getTime() - days * DAY + milliseconds);

test.each([
  [before(30, -1), null],
  [before(30), 30],
  [before(7, -1), 30],
  [before(7), 7],
  [before(1), 1],
  [before(0, -1), 1],
  [ENDS, null],
])("at %s the notice of an expiry that is due is that of %s days", (now, days) => {
  expect(expiryNoticeDue({ createdAt: before(365), expiresAt: ENDS }, now)).toBe(days);
});

test("a lot that never had so many days is not told of them", () => {
  const due = (createdAt: Date) => expiryNoticeDue({ createdAt, expiresAt: ENDS }, before(7));
  expect(due(before(7, -1))).toBe(7);
  expect(due(before(7))).toBeNull();
});

test("days left are those there really are, at least one", () => {
  expect([6.6, 1.4, 0.2].map((days) => daysLeft(ENDS, before(days)))).toEqual([7, 1, 1]);
});
