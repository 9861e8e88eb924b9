import { expect, test } from "vitest";
import { formatUntil } from "./time";

const NOON = "2026-11-26T12:00:00Z";

test.each([
  ["the same day", "2026-11-26T14:31:00Z", NOON, "UTC", "14:31"],
  ["the next day", "2026-11-27T14:31:00Z", NOON, "UTC", "27 Nov, 14:31"],
  ["the same day of another month", "2026-12-26T14:31:00Z", NOON, "UTC", "26 Dec, 14:31"],
  [
    "the same day in the workspace alone",
    "2026-11-27T01:00:00Z",
    NOON,
    "Pacific/Auckland",
    "14:00",
  ],
  [
    "half an hour on, on the next day",
    "2026-11-26T11:10:00Z",
    "2026-11-26T10:40:00Z",
    "Pacific/Auckland",
    "27 Nov, 00:10",
  ],
  ["nobody knows what day it is", "2026-11-26T14:31:00Z", null, "UTC", "26 Nov, 14:31"],
])("until when, said today: %s", (_, at, now, timeZone, words) => {
  expect(formatUntil(at, timeZone, now)).toBe(words);
});
