import { expect, test } from "vitest";
import { beforePath } from "./before-line";

const plot = { x: 40, y: 10, width: 400, height: 100 };
const path = (...before: (number | null)[]) =>
  beforePath(
    before.map((one) => ({ before: one })),
    plot,
    20_00,
  );

test("what it is compared with is a step as wide as its column and as high as its amount", () => {
  expect(path(0, 20_00, 5_00, 5_00)).toBe("M40 110H140L140 10H240L240 85H340L340 85H440");
});

test("where there was nothing to compare with, the line is interrupted", () => {
  expect(path(null, 10_00, null, 10_00)).toBe("M140 60H240M340 60H440");
  expect(path(null, null)).toBe("");
});
