import { expect, test } from "vitest";
import { parseMoney } from "./parse-money";

test("money is read to the cent, and nothing is guessed", () => {
  const read = ["100", "$49.5", "1,000.05", " 0.01 ", "€5"].map((text) => parseMoney(text));
  expect(read).toEqual([10_000, 4_950, 100_005, 1, 500]);
  expect(parseMoney("1,000,000")).toBe(100_000_000);
  for (const text of ["", "0", "0.00", "-5", "1.234", "1,00", "1000001", "ten", "5 $", "1e3"]) {
    expect(parseMoney(text)).toBeNull();
  }
});

test("money of a currency that has no parts is read in whole units", () => {
  expect(parseMoney("¥10,000", "jpy")).toBe(10_000);
  expect(parseMoney("50000000", "krw")).toBe(50_000_000);
  expect(parseMoney("49.50", "jpy")).toBeNull();
});
