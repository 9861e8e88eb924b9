import fc from "fast-check";
import { expect, test } from "vitest";
import { AMOUNT_PATTERN, amountText, parseAmount, rateText } from "@/lib/api/core/amount-text";

test.each([
  [0, "0.00"],
  [1, "0.01"],
  [-1, "-0.01"],
  [41_255, "412.55"],
  [-410, "-4.10"],
  [99_999_999_999_999, "999999999999.99"],
])("%i hundredths are written %s", (hundredths, text) => {
  expect(amountText(hundredths)).toBe(text);
});

test("what is written is read back as the same amount", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (hundredths) => {
      const text = amountText(hundredths);
      expect(text).toMatch(AMOUNT_PATTERN);
      expect(parseAmount(text)).toBe(hundredths);
    }),
  );
});

test("decimals may be left out, and one is tenths", () => {
  expect(["4", "4.1", "4.10", "0.07"].map(parseAmount)).toEqual([400, 410, 410, 7]);
});

test.each([
  "",
  "4.",
  ".5",
  "04",
  "-1",
  "+1",
  "1e3",
  "4.100",
  "4,10",
  "1 000",
  "NaN",
  "1000000000000",
])("%s is no amount", (text) => expect(text).not.toMatch(AMOUNT_PATTERN));

test("a rate has the decimals it needs, and at least two", () => {
  expect([500, 1_750_000, 70_000_000, 0, 100_000].map(rateText)).toEqual([
    "0.0005",
    "1.75",
    "70.00",
    "0.00",
    "0.10",
  ]);
});
