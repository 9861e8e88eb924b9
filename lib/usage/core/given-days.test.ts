import { expect, test } from "vitest";
import { otherDays } from "./given-days";

const month = { from: "2026-11-01", to: "2026-11-20" };
const noteOf = (
  given: Parameters<typeof otherDays>[0],
  shown: { from: string | null; to: string | null } = month,
) => otherDays(given, shown, "1 to 20 Nov");

test("days that are shown as they were given need no words", () => {
  expect(noteOf({})).toBe(null);
  expect(noteOf({ from: "" })).toBe(null);
  expect(noteOf(month)).toBe(null);
  expect(noteOf({ from: "2026-11-01" })).toBe(null);
  expect(noteOf({ from: "2020-01-05" }, { from: "2020-01-05", to: null })).toBe(null);
  expect(noteOf({ to: "2999-01-05" }, { from: null, to: "2999-01-05" })).toBe(null);
});

test.each([
  [{ from: "2026-11-20", to: "2026-11-01" }, "The last day was given first"],
  [{ from: "2026-02-30" }, "A day was given that does not exist"],
  [{ from: "2026-11-01", to: "tomorrow" }, "A day was given that does not exist"],
  [{ from: ["2026-13-01", "2026-11-01"] }, "A day was given that does not exist"],
  [{ from: "2026-11-01", to: "2999-12-31" }, "Days were given that are yet to come"],
  [{ from: "2027-01-01" }, "Days were given that are yet to come"],
  [{ from: "1999-01-01", to: "2026-11-20" }, "More days were given than are shown at once"],
])("of other days, %j, it is said why, and what is shown instead", (given, why) => {
  expect(noteOf(given)).toBe(`${why}; shown instead: 1 to 20 Nov.`);
});

test("what is shown instead goes on in the sentence", () => {
  expect(otherDays({ from: "x" }, { from: null, to: null }, "All days")).toBe(
    "A day was given that does not exist; shown instead: all days.",
  );
});
