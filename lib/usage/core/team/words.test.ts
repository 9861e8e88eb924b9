import { expect, test } from "vitest";
import { betweenText, comparisonLabel, drillText, duringText, partsNote } from "./words";

const TODAY = "2026-11-27";
const days = { from: "2026-10-04", to: "2026-10-30" };
const day = { from: "2026-10-20", to: "2026-10-20" };

test("several days are compared with what was in them, one with what was on it", () => {
  expect(duringText(days, TODAY)).toBe("in 4 to 30 Oct");
  expect(duringText(day, TODAY)).toBe("on 20 Oct");
});

test("the legend says that weekdays face each other: of one day in the singular, of months not at all", () => {
  expect(comparisonLabel(days, "day", TODAY)).toBe("4 to 30 Oct, same weekdays");
  expect(comparisonLabel(days, "week", TODAY)).toBe("4 to 30 Oct, same weekdays");
  expect(comparisonLabel(day, "day", TODAY)).toBe("20 Oct, same weekday");
  expect(comparisonLabel(days, "month", TODAY)).toBe("4 to 30 Oct");
});

test("credits run out between two days, or nothing more is said than the one", () => {
  expect(betweenText({ from: "2026-12-11", to: "2026-12-16" }, TODAY)).toBe(
    "between 11 and 16 Dec",
  );
  expect(betweenText({ from: "2026-12-30", to: "2027-01-02" }, TODAY)).toBe(
    "between 30 Dec and 2 Jan 2027",
  );
  expect(betweenText(day, TODAY)).toBeNull();
});

test("a bar leads to all of its charges, or to those of the band that is shown alone", () => {
  const filter = { op: "group:messages" };
  expect(drillText({ charges: 1_031, filter: null, label: null }, "transaction")).toBe(
    "1,031 transactions",
  );
  expect(drillText({ charges: 1, filter, label: "Direct messages" }, "charge")).toBe(
    "1 charge of Direct messages",
  );
});

test("that an import is charged in parts is said where there is one", () => {
  expect(partsNote(["lead_sourcing", "import_likers"])).toMatch(/each part is a charge/);
  expect(partsNote(["lead_sourcing", "single_post"])).toBeNull();
  expect(partsNote([])).toBeNull();
});
