import { expect, test } from "vitest";
import { notCredits, parseCredits } from "./parse-credits";

test.each([
  ["0", 0],
  ["100", 100_00],
  [" 10.5 ", 10_50],
  ["10.05", 10_05],
  ["1,000.25", 1_000_25],
  ["1,000,000,000", 1_000_000_000_00],
])("%s is an amount", (text, hundredths) => expect(parseCredits(text)).toBe(hundredths));

test.each(["", "-1", "1.005", "10,5", "1,00", "1e3", "ten", "1.", ".5", "1,000,000,001", "١٢"])(
  "%s is none",
  (text) => expect(parseCredits(text)).toBeNull(),
);

test("what is too much is told from what is no amount", () => {
  expect(notCredits(" 1,000,000,001 ")).toBe("Write at most 1,000,000,000 credits.");
  expect(notCredits("ten")).toBe("Write an amount such as 100 or 10.50.");
});
