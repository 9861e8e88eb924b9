import { expect, test } from "vitest";
import { dayAt, daysFrom } from "./day";
import { instant } from "./instant";

const QUARTER = 15 * 60 * 1_000_000;
const micros = (iso: string) => instant(Date.parse(iso) * 1000);

test.each([
  ["UTC", "2026-01-01T00:00:00Z", "2026-01-10T00:00:00Z"],
  ["Asia/Kathmandu", "2026-02-20T11:07:09Z", "2026-03-09T00:00:00Z"],
  ["Europe/Berlin", "2026-03-20T12:00:00Z", "2026-04-05T00:00:00Z"],
  ["America/New_York", "2025-10-20T03:59:59.999Z", "2025-11-12T00:00:00Z"],
  // Half an hour of summer time; a day that never was; a night without its midnight.
  ["Australia/Lord_Howe", "2026-03-28T00:00:00Z", "2026-04-12T00:00:00Z"],
  ["Pacific/Apia", "2011-12-25T00:00:00Z", "2012-01-06T00:00:00Z"],
  ["America/Sao_Paulo", "2018-10-28T00:00:00Z", "2018-11-12T00:00:00Z"],
])("the days of %s begin where an instant is told to be in another", (zone, from, until) => {
  const days = daysFrom(micros(from), micros(until), zone);
  expect(days[0]?.at).toBeLessThanOrEqual(micros(from));
  for (let at: number = micros(from); at <= micros(until); at += QUARTER) {
    for (const moment of [at - 1, at].filter((one) => one >= micros(from))) {
      const found = days.findLast((day) => day.at <= moment);
      expect(found?.day).toBe(dayAt(instant(moment), zone));
    }
  }
  expect(days.at(-1)?.at).toBeLessThanOrEqual(micros(until));
  expect(new Set(days.map(({ day }) => day)).size).toBe(days.length);
});

test("one instant is in one day", () => {
  const at = micros("2026-03-01T20:07:00Z");
  expect(daysFrom(at, at, "Pacific/Auckland")).toEqual([
    { at: micros("2026-03-01T20:00:00Z"), day: "2026-03-02" },
  ]);
});
