import { TZDate } from "@date-fns/tz";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween } from "../../credits/core/date";
import { dayLabel, dayOf, instantsOf, isDay, momentLabel, startOfDay, zonedIso } from "./calendar";

const ZONES = [
  "UTC",
  "Europe/Lisbon",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "America/Santiago",
  "Africa/Cairo",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
];
const zone = fc.constantFrom(...ZONES);
const instant = fc.date({
  min: new Date("2020-01-01T00:00:00Z"),
  max: new Date("2035-12-31T00:00:00Z"),
  noInvalidDate: true,
});

describe("days of a time zone", () => {
  test("the night the clocks go back has 25 hours, the one they go forward 23", () => {
    const hours = (day: string) =>
      (startOfDay(addDays(day, 1), "Europe/Lisbon").getTime() -
        startOfDay(day, "Europe/Lisbon").getTime()) /
      3_600_000;
    expect(hours("2026-10-25")).toBe(25);
    expect(hours("2026-03-29")).toBe(23);
    expect(hours("2026-11-20")).toBe(24);
  });

  test("where midnight is skipped, the day begins when the clock jumps", () => {
    // Santiago, 6 September 2026: 00:00 becomes 01:00.
    expect(startOfDay("2026-09-06", "America/Santiago").toISOString()).toBe(
      "2026-09-06T04:00:00.000Z",
    );
  });

  test("where midnight comes twice, the day begins with the first", () => {
    // The Azores, 25 October 2026: 01:00 becomes 00:00.
    const zone = "Atlantic/Azores";
    expect(startOfDay("2026-10-25", zone).toISOString()).toBe("2026-10-25T00:00:00.000Z");
    expect(dayOf(new Date("2026-10-25T00:30:00Z"), zone)).toBe("2026-10-25");
    expect(startOfDay("2026-10-26", zone).toISOString()).toBe("2026-10-26T01:00:00.000Z");
  });

  test("half-hour zones begin their days on the half hour", () => {
    expect(startOfDay("2026-11-20", "Asia/Kolkata").toISOString()).toBe("2026-11-19T18:30:00.000Z");
    expect(dayOf(new Date("2026-11-19T18:29:59.999Z"), "Asia/Kolkata")).toBe("2026-11-19");
    expect(dayOf(new Date("2026-11-19T18:30:00.000Z"), "Asia/Kolkata")).toBe("2026-11-20");
  });

  test("every instant lies within its own day", () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const day = dayOf(at, timeZone);
        const { from, before } = instantsOf({ from: day, to: day }, timeZone);
        expect(from?.getTime()).toBeLessThanOrEqual(at.getTime());
        expect(before?.getTime()).toBeGreaterThan(at.getTime());
      }),
    );
  });

  test("days begin where the calendar of date-fns says they do", () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const midnight = new TZDate(at.getTime(), timeZone);
        const expected = midnight.setHours(0, 0, 0, 0);
        expect(startOfDay(dayOf(at, timeZone), timeZone).getTime()).toBe(expected);
      }),
    );
  });

  test("days add and count back", () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -800, max: 800 }), (at, count) => {
        const day = dayOf(at, "UTC");
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });
});

describe("how days and times read", () => {
  test("the year only where it is not this one", () => {
    expect(dayLabel("2026-11-20", "2026-11-22")).toBe("20 Nov");
    expect(dayLabel("2027-11-12", "2026-11-22")).toBe("12 Nov 2027");
    expect(momentLabel(new Date("2026-11-20T14:52:00Z"), "Europe/Lisbon", "2026-11-22")).toBe(
      "20 Nov, 14:52",
    );
  });

  test("an export carries the offset, whatever it is", () => {
    const at = new Date("2026-07-01T12:00:00.000Z");
    expect(zonedIso(at, "Asia/Kolkata")).toBe("2026-07-01T17:30:00.000+05:30");
    expect(zonedIso(at, "America/St_Johns")).toBe("2026-07-01T09:30:00.000-02:30");
    fc.assert(
      fc.property(instant, zone, (one, timeZone) => {
        expect(new Date(zonedIso(one, timeZone)).getTime()).toBe(one.getTime());
      }),
    );
  });

  test("only dates that exist are dates", () => {
    expect(["2026-02-28", "2028-02-29", "1970-01-01", "2999-12-31"].every(isDay)).toBe(true);
    // Their neighbours have five digits, or no digits that a clock shows: no history reaches that far.
    expect(["0001-01-01", "1969-12-31", "3000-01-01", "9999-12-31"].some(isDay)).toBe(false);
    expect(["2026-02-29", "2026-13-01", "20261120", "", "2026-11-20T00:00"].some(isDay)).toBe(
      false,
    );
  });
});
