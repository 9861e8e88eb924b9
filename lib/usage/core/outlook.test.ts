import { expect, test } from "vitest";
import { runsOutText } from "./outlook";

test("credits run out about a day, between two others only where there are two", () => {
  const today = "2026-11-27";
  expect(runsOutText({ date: "2026-12-31", from: "2026-12-29", to: "2027-01-03" }, today)).toBe(
    "31 Dec, between 29 Dec and 3 Jan 2027",
  );
  expect(runsOutText({ date: "2026-11-28", from: "2026-11-28", to: "2026-11-28" }, today)).toBe(
    "28 Nov",
  );
});
