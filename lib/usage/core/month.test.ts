import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  beginningOf,
  instantsOfMonth,
  isMonth,
  monthLabel,
  monthOf,
  monthsBetween,
  nextMonth,
} from "./month";

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
  const zones = { timeZone: zone, earlier: [] };
  const found = instantsOfMonth(month, zones);
  expect([found.from.toISOString(), found.before.toISOString()]).toEqual([from, before]);
  expect(monthOf(found.from, zones)).toBe(month);
  expect(monthOf(new Date(found.before.getTime() - 1), zones)).toBe(month);
  expect(monthOf(found.before, zones)).toBe(nextMonth(month));
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

describe("when the time zone changes", () => {
  const since = (until: string, before: string, timeZone: string) => ({
    timeZone,
    earlier: [{ timeZone: before, until: new Date(until) }],
  });
  test.each([
    ["long after a month", "2026-11-10T00:00:00Z", "UTC", "Asia/Tokyo", "2026-11-01T00:00:00.000Z"],
    [
      "long before its end",
      "2026-10-20T00:00:00Z",
      "UTC",
      "Asia/Tokyo",
      "2026-10-31T15:00:00.000Z",
    ],
    // In the new zone it is already November: October ends with the change.
    [
      "eastward on its last evening",
      "2026-10-31T20:00:00Z",
      "UTC",
      "Asia/Tokyo",
      "2026-10-31T20:00:00.000Z",
    ],
    // In the new zone it is October again: November has begun, and continues.
    [
      "westward on the next one's first morning",
      "2026-11-01T05:00:00Z",
      "UTC",
      "America/Los_Angeles",
      "2026-11-01T00:00:00.000Z",
    ],
    [
      "in the very instant of its end",
      "2026-11-01T00:00:00Z",
      "UTC",
      "America/Los_Angeles",
      "2026-11-01T00:00:00.000Z",
    ],
  ])("%s, October ends where its own clock said so first", (_, at, before, after, end) => {
    const zones = since(at, before, after);
    const october = instantsOfMonth("2026-10", zones);
    const november = instantsOfMonth("2026-11", zones);
    expect(october.before.toISOString()).toBe(end);
    expect(november.from).toEqual(october.before);
    expect(monthOf(new Date(october.before.getTime() - 1), zones)).toBe("2026-10");
    expect(monthOf(october.before, zones)).toBe("2026-11");
  });

  const zone = fc.constantFrom(
    "UTC",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Kolkata",
    "America/New_York",
    "Australia/Lord_Howe",
  );
  const [first, last] = [Date.parse("2026-08-25T00:00:00Z"), Date.parse("2027-01-05T00:00:00Z")];
  const instant = fc.integer({ min: first, max: last }).map((at) => new Date(at));

  test("months join, every instant is in one, and a later change moves no beginning that has been", () => {
    const changes = fc.uniqueArray(fc.record({ timeZone: zone, until: instant }), {
      selector: ({ until }) => until.getTime(),
      maxLength: 8,
    });
    fc.assert(
      fc.property(changes, zone, zone, instant, (unsorted, timeZone, next, at) => {
        const earlier = unsorted.toSorted((a, b) => +a.until - +b.until);
        const zones = { timeZone, earlier };
        const months = monthsBetween("2026-08", "2027-02").reverse();
        const cuts = months.map((month) => instantsOfMonth(month, zones));
        cuts.slice(1).forEach(({ from }, index) => {
          expect(from).toEqual(cuts[index]?.before);
          expect(+from).toBeGreaterThan(+(cuts[index]?.from ?? 0));
        });
        const within = months.filter((_, index) => {
          const { from, before } = cuts[index] ?? { from: at, before: at };
          return from <= at && at < before;
        });
        expect(within).toEqual([monthOf(at, zones)]);

        const until = new Date(Math.max(+at, ...earlier.map((one) => +one.until + 1)));
        const moved = { timeZone: next, earlier: [...earlier, { timeZone, until }] };
        for (const month of months) {
          const { at: begins } = beginningOf(month, zones);
          if (begins <= until) expect(beginningOf(month, moved).at).toEqual(begins);
          else expect(+beginningOf(month, moved).at).toBeGreaterThanOrEqual(+until);
        }
      }),
    );
  });
});
