import { expect, test } from "vitest";
import { outlookOf } from "@/components/credits/about-day";

const runsOutOn = (date: string) => ({
  runsOut: { date, from: date, to: date },
  // Ten at night in New York, and the next day already in Lisbon.
  asOf: "2026-11-27T03:00:00Z",
});

test("a notice says until when credits last, and of this very day that it is today", () => {
  expect(outlookOf(runsOutOn("2026-12-01"), "UTC")).toBe(
    "At this pace they last until about 1 Dec.",
  );
  expect(outlookOf(runsOutOn("2027-01-05"), "UTC")).toBe(
    "At this pace they last until about 5 Jan 2027.",
  );
  expect(outlookOf(runsOutOn("2026-11-27"), "Europe/Lisbon")).toBe(
    "At this pace they run out today.",
  );
  expect(outlookOf(runsOutOn("2026-11-27"), "America/New_York")).toBe(
    "At this pace they last until about 27 Nov.",
  );
  expect(outlookOf({ ...runsOutOn(""), runsOut: null }, "UTC")).toBe(null);
});
