import { expect, test } from "vitest";
import { runsOutDay, runsOutText } from "./outlook";

test("credits run out about a day, between two others only where there are two", () => {
  const today = "2026-11-27";
  expect(runsOutText({ date: "2026-12-31", from: "2026-12-29", to: "2027-01-03" }, today)).toBe(
    "about 31 Dec, between 29 Dec and 3 Jan 2027",
  );
  expect(runsOutText({ date: "2026-11-28", from: "2026-11-28", to: "2026-11-28" }, today)).toBe(
    "about 28 Nov",
  );
});

test("credits that run out on the day itself do so today, which is no date to guess at", () => {
  const today = "2026-11-27";
  expect(runsOutDay(today, today)).toBe("today");
  expect(runsOutText({ date: today, from: today, to: "2026-11-28" }, today)).toBe(
    "today, between 27 Nov and 28 Nov",
  );
});
