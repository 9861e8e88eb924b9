import { expect, test } from "vitest";
import { readCredits } from "./amount-text";

test("amounts are read to the hundredth, and never rounded", () => {
  expect(["0", "412.55", "1.1", "1.01", "0.07", "999999999999.99"].map(readCredits)).toEqual([
    0, 41255, 110, 101, 7, 99999999999999,
  ]);
  expect(["", "-1", "1.005", "1,000", "1e3", " 1", ".5", "1.", "٣"].map(readCredits)).toEqual(
    Array(9).fill(null),
  );
});
