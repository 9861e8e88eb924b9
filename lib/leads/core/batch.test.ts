import { expect, test } from "vitest";
import { isFullBatch } from "./batch";

const MEGABYTE = 1024 * 1024;

test("ordinary rows are kept 5,000 at a time", () => {
  expect(isFullBatch({ rows: 4_999, bytes: MEGABYTE })).toBe(false);
  expect(isFullBatch({ rows: 5_000, bytes: MEGABYTE })).toBe(true);
});

test("rows of a megabyte are kept a few at a time: 5,000 of them would be 5 GB", () => {
  expect(isFullBatch({ rows: 3, bytes: 4 * MEGABYTE - 1 })).toBe(false);
  expect(isFullBatch({ rows: 4, bytes: 4 * MEGABYTE })).toBe(true);
});
