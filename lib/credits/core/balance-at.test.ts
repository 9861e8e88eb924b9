import { expect, test } from "vitest";
import { standingAt } from "./balance-at";

const noon = new Date("2026-11-20T12:00:00Z");
const at = (time: string) => new Date(`2026-11-20T${time}Z`);
const lot = (id: string, remaining: number, expiresAt: Date | null = null) => ({
  id,
  remaining,
  expiresAt,
});
const hold = (amount: number, lapsesAt: Date, lotId = "a") => ({
  id: "hold",
  lots: [[lotId, amount]] as const,
  state: "open",
  lapsesAt,
});

test("a lot counts until the instant it expires, and not from then on", () => {
  const lots = [lot("a", 100, noon), lot("b", 30)];
  expect(standingAt(lots, [], at("11:59:59.999"))).toMatchObject({
    available: 130,
    changesAt: noon,
  });
  expect(standingAt(lots, [], noon)).toEqual({
    current: 30,
    held: 0,
    available: 30,
    debt: 0,
    changesAt: null,
  });
});

test("what a hold set aside stays, past the expiry of its lot", () => {
  const standing = standingAt([lot("a", 0, at("10:00:00"))], [hold(40, at("18:00:00"))], noon);
  expect(standing).toEqual({
    current: 40,
    held: 40,
    available: 0,
    debt: 0,
    changesAt: at("18:00:00"),
  });
});

test("a hold that lapsed is back in its lot, unless the lot expired meanwhile", () => {
  const lapsed = [hold(40, noon)];
  expect(standingAt([lot("a", 60)], lapsed, noon)).toMatchObject({
    current: 100,
    held: 0,
    available: 100,
  });
  expect(standingAt([lot("a", 60, at("11:00:00"))], lapsed, noon)).toMatchObject({
    current: 0,
    held: 0,
  });
});
