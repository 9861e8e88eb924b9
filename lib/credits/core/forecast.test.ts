import { expect, test } from "vitest";
import { credits } from "./amount";
import { dayIn, paceOf, runsOutOf } from "./forecast";
import { levelOf } from "./level";

const today = "2026-11-20";
const each = (used: number, count = 14) =>
  Array.from({ length: count }, (_, index) => ({
    day: `2026-11-${String(19 - index).padStart(2, "0")}`,
    used,
  }));

test("the pace is the average of the last 14 complete days, unknown under 3 active ones", () => {
  expect(paceOf(each(1_000), today)).toBe(1_000);
  expect(paceOf(each(1_400, 3), today)).toBe(300);
  expect(paceOf(each(1_400, 2), today)).toBeNull();
});

test("today, which is not over, and older days do not count", () => {
  const days = [...each(1_000), { day: today, used: 99_999 }, { day: "2026-11-05", used: 99_999 }];
  expect(paceOf(days, today)).toBe(1_000);
});

test("it runs out on the day the pace says, within a range that grows with the scatter", () => {
  expect(runsOutOf(credits(15_000), each(1_000), today)).toEqual({
    date: "2026-12-05",
    from: "2026-12-05",
    to: "2026-12-05",
  });
  const scattered = each(1_000).map((day, index) => ({ ...day, used: index % 2 ? 500 : 1_500 }));
  expect(runsOutOf(credits(15_000), scattered, today)).toEqual({
    date: "2026-12-05",
    from: "2026-12-03",
    to: "2026-12-07",
  });
});

test("no date without a pace, without credits, or beyond a year", () => {
  expect(runsOutOf(credits(15_000), each(1_000, 2), today)).toBeNull();
  expect(runsOutOf(credits(0), each(1_000), today)).toBeNull();
  expect(runsOutOf(credits(36_700_0), each(1_000), today)).toBeNull();
});

test("a day is a day of the workspace", () => {
  expect(dayIn(new Date("2026-11-20T23:30:00Z"), "Asia/Kolkata")).toBe("2026-11-21");
});

test.each([
  [0, "empty"],
  [1, "critical"],
  [1_000, "critical"],
  [1_001, "low"],
  [9_999, "low"],
  [10_000, "ok"],
] as const)("%d hundredths are %s", (amount, level) => {
  expect(levelOf(credits(amount))).toBe(level);
});
