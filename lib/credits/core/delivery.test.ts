import { expect, test } from "vitest";
import { deliveryState, failureInWords } from "./delivery";

const row = { attempts: 0, failure: null, deliveredAt: null };

test("a delivery is waiting, tried again, given up, withdrawn or there", () => {
  expect(deliveryState(row)).toBe("waiting");
  expect(deliveryState({ ...row, attempts: 20, failure: "status_500" })).toBe("retrying");
  expect(deliveryState({ ...row, attempts: 21, failure: "status_500" })).toBe("given_up");
  expect(deliveryState({ ...row, attempts: 1, failure: "withdrawn" })).toBe("withdrawn");
  expect(deliveryState({ ...row, attempts: 21, deliveredAt: new Date(0) })).toBe("delivered");
});

test("a failure is told in words", () => {
  expect(failureInWords("status_500")).toBe("status 500");
  expect(failureInWords("refused_address")).toContain("address refused");
});
