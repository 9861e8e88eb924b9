import { expect, test } from "vitest";
import { disputeState } from "./dispute";

test("a dispute is open until it is decided, and an inquiry is none", () => {
  expect(["needs_response", "under_review", "won", "lost"].map(disputeState)).toEqual([
    "open",
    "open",
    "won",
    "lost",
  ]);
  expect(["warning_needs_response", "warning_closed", "prevented", "?"].map(disputeState)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
