import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { fittingPart } from "./preview";

const waits = {
  operation: "import_csv_usernames",
  state: "blocked" as const,
  startedAt: null,
  quoted: { min: credits(0), likely: credits(700_00), max: credits(700_00), lines: [] },
  progress: { done: 0, total: 10, import: "0190-import" },
};

test("of an import that waits, what is available pays for so many leads, and they cost so much", () => {
  expect(fittingPart(waits, 150_00)).toEqual({
    importId: "0190-import",
    leads: 2,
    cost: credits(140_00),
  });
  expect(fittingPart(waits, 140_00)?.leads).toBe(2);
  expect(fittingPart(waits, 139_99)?.leads).toBe(1);
});

test("there is no part of one that nothing pays for, has begun, or is no import", () => {
  expect(fittingPart(waits, 69_99)).toBeNull();
  expect(fittingPart({ ...waits, startedAt: "2026-11-26T12:00:00Z" }, 150_00)).toBeNull();
  expect(fittingPart({ ...waits, operation: "lead_sourcing" }, 150_00)).toBeNull();
  expect(fittingPart({ ...waits, progress: { done: 0, total: 10 } }, 150_00)).toBeNull();
  expect(fittingPart({ ...waits, state: "running" as const }, 150_00)).toBeNull();
});
