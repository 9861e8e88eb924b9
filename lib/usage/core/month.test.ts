import { expect, test } from "vitest";
import { instantsOfMonth, isMonth, monthLabel, monthOf, monthsBetween, nextMonth } from "./month";

test.each([
  ["UTC", "2026-11", "2026-11-01T00:00:00.000Z", "2026-12-01T00:00:00.000Z"],
  // Daylight saving ends and begins within the month.
  ["Europe/Lisbon", "2026-10", "2026-09-30T23:00:00.000Z", "2026-11-01T00:00:00.000Z"],
  ["Europe/Lisbon", "2026-03", "2026-03-01T00:00:00.000Z", "2026-03-31T23:00:00.000Z"],
  ["America/New_York", "2026-11", "2026-11-01T04:00:00.000Z", "2026-12-01T05:00:00.000Z"],
  // Half and quarter hours.
  ["Asia/Kolkata", "2026-11", "2026-10-31T18:30:00.000Z", "2026-11-30T18:30:00.000Z"],
  ["Asia/Kathmandu", "2026-02", "2026-01-31T18:15:00.000Z", "2026-02-28T18:15:00.000Z"],
  ["Australia/Lord_Howe", "2026-04", "2026-03-31T13:00:00.000Z", "2026-04-30T13:30:00.000Z"],
  ["Pacific/Auckland", "2026-12", "2026-11-30T11:00:00.000Z", "2026-12-31T11:00:00.000Z"],
])("in %s, %s is from %s to before %s", (zone, month, from, before) => {
  const found = instantsOfMonth(month, zone);
  expect([found.from.toISOString(), found.before.toISOString()]).toEqual([from, before]);
  expect(monthOf(found.from, zone)).toBe(month);
  expect(monthOf(new Date(found.before.getTime() - 1), zone)).toBe(month);
  expect(monthOf(found.before, zone)).toBe(nextMonth(month));
});

test("months are counted over the end of a year, the latest first", () => {
  expect(monthsBetween("2026-11", "2027-02")).toEqual(["2027-02", "2027-01", "2026-12", "2026-11"]);
  expect(monthsBetween("2026-11", "2026-11")).toEqual(["2026-11"]);
  expect(monthLabel("2027-01")).toBe("January 2027");
});

test.each([
  ["2026-11", true],
  ["2026-13", false],
  ["2026-00", false],
  ["2026-1", false],
  ["1999-12", false],
  ["2026-11-01", false],
])("%s is a month: %s", (text, is) => {
  expect(isMonth(text)).toBe(is);
});
