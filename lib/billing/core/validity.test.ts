import { expect, test } from "vitest";
import { lastsAtPace } from "./outlook";
import { validAgainUntil, validUntil } from "./validity";

test.each([
  ["2026-11-20T14:52:10.123Z", "2027-11-20T14:52:10.123Z"],
  ["2028-02-29T00:00:00.000Z", "2029-02-28T00:00:00.000Z"],
  ["2027-02-28T23:59:59.999Z", "2028-02-28T23:59:59.999Z"],
  ["2026-12-31T23:59:59.999Z", "2027-12-31T23:59:59.999Z"],
])("credits paid for at %s are valid until %s", (paid, until) => {
  expect(validUntil(new Date(paid)).toISOString()).toBe(until);
});

test("credits whose refund failed are valid as before, and for 30 days at least", () => {
  const until = (at: string) => validAgainUntil(new Date("2026-11-20T14:52:10.123Z"), new Date(at));
  expect(until("2026-11-28T00:00:00Z").toISOString()).toBe("2027-11-20T14:52:10.123Z");
  expect(until("2027-11-28T00:00:00Z").toISOString()).toBe("2027-12-28T00:00:00.000Z");
});

test.each([
  [96_255, 2_677, "about 36 days"],
  [2_677, 2_677, "about 1 day"],
  [1_000, 2_677, "less than a day"],
  [36_500, 100, "about 365 days"],
  [36_600, 100, "longer than a year"],
  [96_255, null, "not enough use to tell"],
])("%d at %s a day lasts %s", (amount, pace, words) => {
  expect(lastsAtPace(amount, pace)).toBe(words);
});
