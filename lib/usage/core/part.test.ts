import { expect, test } from "vitest";
import { partOf } from "./part";

const part = { amount: -140_000_00, quotedMax: 7_000_000_00, rows: "2001 to 4000" };

test.each([
  ["a part names its rows", part, "Rows 2,001 to 4,000"],
  ["a part of one row", { ...part, rows: "1201 to 1201" }, "Row 1,201"],
  ["all that was quoted is no part", { ...part, quotedMax: 140_000_00 }, null],
  ["without a quote nobody knows whether it is one", { ...part, quotedMax: null }, null],
  ["what a program calls rows is its own affair", { ...part, rows: "some to many" }, null],
  ["rows that are no words", { ...part, rows: { from: 1 } }, null],
  ["a charge of no rows", { ...part, rows: undefined }, null],
])("the part of an import that a charge was for: %s", (_, charge, expected) => {
  expect(partOf(charge)).toBe(expected);
});
