import { expect, test } from "vitest";
import { parseMoney } from "./parse-money";

test("money is read to the cent, and nothing is guessed", () => {
  expect(["100", "$49.5", "1,000.05", " 0.01 "].map(parseMoney)).toEqual([
    10_000, 4_950, 100_005, 1,
  ]);
  expect(parseMoney("1,000,000")).toBe(100_000_000);
  for (const text of ["", "0", "0.00", "-5", "1.234", "1,00", "1000001", "ten", "5 $", "1e3"]) {
    expect(parseMoney(text)).toBeNull();
  }
});
