import { expect, test } from "vitest";
import { settlementOf } from "./run";

const now = new Date("2026-11-20T12:00:00Z");
const later = new Date("2026-11-20T18:00:00Z");
const hold = (
  amount: number,
  captured: number,
  released: number,
  state = "open",
  lapsesAt = later,
) => ({
  amount,
  captured,
  released,
  state,
  lapsesAt,
});

test("while it runs: charged and still held; afterwards: charged and returned", () => {
  expect(settlementOf([hold(100, 30, 0)], now)).toEqual({ held: 70, charged: 30, returned: 0 });
  expect(settlementOf([hold(100, 30, 70, "settled")], now)).toEqual({
    held: 0,
    charged: 30,
    returned: 70,
  });
  expect(settlementOf([], now)).toEqual({ held: 0, charged: 0, returned: 0 });
});

test("a hold lapses by the clock, before a row says so", () => {
  expect(settlementOf([hold(100, 30, 0)], later)).toEqual({ held: 0, charged: 30, returned: 70 });
});

test("credits held again after a lapse are not returned twice", () => {
  const holds = [hold(100, 30, 70, "lapsed", now), hold(70, 50, 20, "settled")];
  expect(settlementOf(holds, now)).toEqual({ held: 0, charged: 80, returned: 20 });
});
