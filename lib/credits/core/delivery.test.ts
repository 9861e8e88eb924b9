import { expect, test } from "vitest";
import {
  DELIVERY_RETRIES,
  deliveryState,
  failureInWords,
  LONGEST_PAUSE_SECONDS,
  withdrawnInWords,
} from "./delivery";

const row = { attempts: 0, failure: null, deliveredAt: null };

test("a delivery is waiting, tried again, given up, withdrawn or there", () => {
  expect(deliveryState(row)).toBe("waiting");
  expect(deliveryState({ ...row, attempts: 1, failure: "status_500" })).toBe("retrying");
  expect(deliveryState({ ...row, attempts: 82, failure: "status_500" })).toBe("retrying");
  expect(deliveryState({ ...row, attempts: 83, failure: "status_500" })).toBe("given_up");
  expect(deliveryState({ ...row, attempts: 1, failure: "withdrawn" })).toBe("withdrawn");
  expect(deliveryState({ ...row, attempts: 83, deliveredAt: new Date(0) })).toBe("delivered");
  // The place went away after it.
  const there = { attempts: 1, failure: "withdrawn", deliveredAt: new Date(0) };
  expect(deliveryState(there)).toBe("delivered");
});

test("a failure is told in words", () => {
  expect(failureInWords("status_500")).toBe("status 500");
  expect(failureInWords("not_known_here")).toBe("not known here");
  expect(failureInWords("refused_address")).toContain("address refused");
});

test("what is not taken is tried again for three days", () => {
  const doubling = (first: number) =>
    Array.from({ length: DELIVERY_RETRIES }, (_, index) =>
      Math.min(LONGEST_PAUSE_SECONDS, first * 2 ** index),
    ).reduce((sum, pause) => sum + pause, 0) / 3_600;
  // A pause is from one to two times as long as it is in the shortest series.
  expect(doubling(2)).toBeGreaterThan(72);
  expect(doubling(4)).toBeLessThan(76);
});

test("what is not sent any more says why, and where the next alerts go", () => {
  expect(withdrawnInWords("webhook")).toMatch(/address was changed or removed.*under Webhook\.$/);
  expect(withdrawnInWords("email")).toMatch(/left the workspace.*under Who is told\.$/);
});
