import { expect, test } from "vitest";
import type { Answer } from "../command";
import { amount, command, Ledger, lot } from "../testing";

const day = (iso: string) => new Date(iso);
const charge = (hundredths: number, over = {}) =>
  command({ type: "charge", amount: amount(hundredths), ...over });
const refund = (of: Answer, hundredths: number) =>
  command({ type: "refund", corrects: of.ok ? of.seq : 0, amount: amount(hundredths) });
const revoke = (sourceId: string, hundredths: number) =>
  command({ type: "revoke", sourceId, amount: amount(hundredths) });

test("a refund goes back to the very lots, last taken first, and names the charge", () => {
  const ledger = new Ledger();
  ledger.post(lot("sooner", 30, day("2026-05-01")));
  ledger.post(lot("later", 100, day("2026-06-01")));
  const charged = ledger.post(charge(50, { operation: "rss_item", subject: "Five items" }));
  const { entries, answer } = ledger.decide(refund(charged, 25));

  expect(entries).toMatchObject([
    { type: "refund", amount: 25, corrects: 3, operation: "rss_item", subject: "Five items" },
  ]);
  expect(entries[0]?.lots).toEqual([
    ["later", 20],
    ["sooner", 5],
  ]);
  expect(answer).toMatchObject({ amount: 25, current: 105 });
  expect(ledger.decide(refund(charged, 25)).entries[0]?.lots).toEqual([["sooner", 25]]);
});

test("all refunds of a charge together never exceed it", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));
  const charged = ledger.post(charge(50));
  ledger.post(refund(charged, 20));

  expect(ledger.post(refund(charged, 31))).toEqual({
    ok: false,
    reason: "exceeds_charge",
    refundable: 30,
  });
  expect(ledger.post(refund(charged, 30))).toMatchObject({ ok: true, current: 100 });
  expect(ledger.post(refund(charged, 1))).toEqual({
    ok: false,
    reason: "exceeds_charge",
    refundable: 0,
  });
});

test("only a charge can be refunded", () => {
  const ledger = new Ledger();
  const granted = ledger.post(lot("a", 100));

  expect(ledger.post(refund(granted, 1))).toEqual({ ok: false, reason: "unknown_charge" });
  expect(ledger.post(command({ type: "refund", corrects: 99, amount: amount(1) }))).toEqual({
    ok: false,
    reason: "unknown_charge",
  });
});

test("credits of an expired lot come back as a lot of 30 days, of the same source", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 100, day("2026-03-10")));
  const charged = ledger.post(charge(40));
  ledger.now = day("2026-03-20");
  const { entries } = ledger.decide(refund(charged, 15));

  expect(entries.map((entry) => [entry.type, entry.amount])).toEqual([
    ["expiry", -60],
    ["refund", 15],
  ]);
  const grace = [...ledger.state.lots.values()].find((one) => one.source === "refund");
  expect(grace).toMatchObject({
    granted: 15,
    remaining: 15,
    sourceId: "source of a",
    expiresAt: day("2026-04-19").getTime() * 1000,
  });
  expect(entries[1]?.lots).toEqual([[grace?.id, 15, "a"]]);
  expect(ledger.lot("a")).toMatchObject({ used: 25, expired: 75, remaining: 0 });
  ledger.now = day("2026-04-19");
  expect(ledger.post(charge(1))).toMatchObject({ ok: false, available: 0 });
});

test("what came back to expired lots in one millisecond ends at one instant, and warns once", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 200_00, day("2026-03-10")));
  const charged = ledger.post(charge(200_00));
  ledger.now = day("2026-03-20");
  ledger.post(refund(charged, 150_00));
  ledger.post(refund(charged, 50_00));
  ledger.now = day("2026-04-19");
  const { entries, notices } = ledger.decide(command({ type: "expire" }));

  expect(entries.map((entry) => entry.amount).toSorted((a, b) => a - b)).toEqual([-150_00, -50_00]);
  expect(notices).toMatchObject([{ about: "threshold", threshold: "empty", available: 0 }]);
});

test("revoking takes what is left of a source's lots: not what was used, not what is held", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));
  ledger.post(lot("b", 100));
  ledger.post(charge(30));
  ledger.post(
    command({ type: "hold", holdId: "h", amount: amount(20), lapsesAt: day("2026-04-01") }),
  );

  expect(ledger.post(revoke("source of a", 100))).toMatchObject({
    amount: -50,
    current: 120,
    held: 20,
    available: 100,
  });
  expect(ledger.lot("a")).toMatchObject({ remaining: 0, held: 20, used: 30, refunded: 50 });
  expect(ledger.lot("b")).toMatchObject({ remaining: 100 });
  expect(ledger.decide(revoke("source of a", 100)).entries).toMatchObject([
    { type: "adjustment", amount: 0 },
  ]);
});

test("revoking takes no more than it says", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));

  expect(ledger.post(revoke("source of a", 60))).toMatchObject({ amount: -60, current: 40 });
});
