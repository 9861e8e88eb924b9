import { expect, test } from "vitest";
import { credits } from "./amount";
import { dayIn } from "./day";
import { paceOf, runsOutOf } from "./forecast";

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

test("the pace is rounded to the nearest hundredth, and days without use are not active", () => {
  expect([5, 7].map((used) => paceOf(each(used, 3), today))).toEqual([1, 2]);
  expect(paceOf([...each(1_400, 2), { day: "2026-11-07", used: 0 }], today)).toBeNull();
});

test("the first of the 14 days counts", () => {
  expect(paceOf([...each(1_400, 2), { day: "2026-11-06", used: 1_400 }], today)).toBe(300);
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

test("a date is told up to a year ahead, and the range ends there", () => {
  expect(runsOutOf(credits(365_000), each(1_000), today)?.date).toBe("2027-11-20");
  expect(runsOutOf(credits(366_000), each(1_000), today)).toBeNull();
  const once = { day: "2026-11-19", used: 13_000 };
  const rare = [once, { day: "2026-11-18", used: 500 }, { day: "2026-11-17", used: 500 }];
  expect(runsOutOf(credits(300_000), rare, today)?.to).toBe("2027-11-20");
});

test("a day that is only begun is not one it lasts, and idle days scatter", () => {
  expect(runsOutOf(credits(1_999), each(1_000), today)?.date).toBe("2026-11-21");
  const three = each(1_400, 3);
  expect(runsOutOf(credits(3_000), three, today)).toEqual({
    date: "2026-11-30",
    from: "2026-11-26",
    to: "2026-12-11",
  });
});

test("a day is a day of the workspace", () => {
  expect(dayIn(new Date("2026-11-20T23:30:00Z"), "Asia/Kolkata")).toBe("2026-11-21");
});
