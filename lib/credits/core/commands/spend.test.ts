import { expect, test } from "vitest";
import { instantOf } from "../instant";
import { amount, command, Ledger, lot } from "../testing";

const day = (iso: string) => new Date(iso);
const charge = (hundredths: number, over = {}) =>
  command({ type: "charge", amount: amount(hundredths), ...over });
const hold = (id: string, hundredths: number, lapsesAt = "2026-04-01") =>
  command({ type: "hold", holdId: id, amount: amount(hundredths), lapsesAt: day(lapsesAt) });
const capture = (id: string, hundredths: number, settle = false) =>
  command({ type: "capture", holdId: id, amount: amount(hundredths), settle });
const release = (id: string) => command({ type: "release", holdId: id });

test("a charge takes the lot that expires first, then the next; lots without an end last", () => {
  const ledger = new Ledger();
  ledger.post(lot("for ever", 100));
  ledger.post(lot("later", 100, day("2026-06-01")));
  ledger.post(lot("sooner", 30, day("2026-05-01")));
  const { entries } = ledger.decide(charge(140));

  expect(entries[0]?.lots).toEqual([
    ["sooner", -30],
    ["later", -100],
    ["for ever", -10],
  ]);
});

test("of two lots that end together, the older pays first", () => {
  const ledger = new Ledger();
  ledger.post(lot("b, older", 10, day("2026-05-01")));
  ledger.post(lot("a, newer", 10, day("2026-05-01")));

  expect(ledger.decide(charge(5)).entries[0]?.lots).toEqual([["b, older", -5]]);
});

test("a charge is never partly paid: too few credits say how many are missing, and nothing is written", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 30));
  const { entries, answer } = ledger.decide(charge(31));

  expect(answer).toEqual({
    ok: false,
    reason: "insufficient_credits",
    shortfall: 1,
    available: 30,
  });
  expect(entries).toEqual([]);
  expect(ledger.post(charge(30))).toMatchObject({ ok: true, amount: -30, current: 0 });
});

test("a lot pays until the instant before its end, and not at it", () => {
  const ledger = new Ledger(day("2026-03-01T00:00:00.000Z"));
  ledger.post(lot("a", 10, day("2026-03-02T00:00:00.000Z")));
  ledger.now = day("2026-03-01T23:59:59.999Z");
  expect(ledger.post(charge(5))).toMatchObject({ ok: true });
  ledger.now = day("2026-03-02T00:00:00.000Z");
  expect(ledger.post(charge(5))).toMatchObject({ ok: false, shortfall: 5, available: 0 });
});

test("a charge above its quoted maximum is a bug, and changes nothing", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));

  expect(() => ledger.post(charge(11, { quotedMax: amount(10) }))).toThrow("quoted maximum");
  expect(ledger.post(charge(10, { quotedMax: amount(10) }))).toMatchObject({ ok: true });
});

test("a charge of nothing is written: it says that the work cost nothing", () => {
  expect(new Ledger().decide(charge(0)).entries).toMatchObject([{ type: "charge", amount: 0 }]);
});

test("a hold takes nothing from the balance, but from what is available", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));

  expect(ledger.post(hold("h", 60))).toMatchObject({
    ok: true,
    amount: 0,
    current: 100,
    held: 60,
    available: 40,
  });
  expect(ledger.post(charge(41))).toMatchObject({ ok: false, shortfall: 1, available: 40 });
  expect(ledger.post(hold("i", 41))).toMatchObject({ ok: false, shortfall: 1 });
});

test("a hold is captured in parts and settled with the last; its charge is the entry that is named", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));
  ledger.post(hold("h", 60));

  expect(ledger.post(capture("h", 20))).toMatchObject({ amount: -20, current: 80, held: 40 });
  const { entries, answer } = ledger.decide(capture("h", 10, true));
  expect(entries.map((entry) => [entry.type, entry.amount, entry.heldAfter])).toEqual([
    ["charge", -10, 30],
    ["release", 0, 0],
  ]);
  expect(answer).toMatchObject({ seq: entries[0]?.seq, amount: -10, current: 70, held: 0 });
  expect(ledger.lot("a")).toMatchObject({ remaining: 70, held: 0, used: 30 });
});

test("a hold that is captured to its end needs no release", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));
  ledger.post(hold("h", 60));

  expect(ledger.decide(capture("h", 60, true)).entries).toHaveLength(1);
  expect(ledger.post(capture("h", 1))).toEqual({
    ok: false,
    reason: "hold_ended",
    state: "settled",
  });
});

test("settling without a charge is a release", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));
  ledger.post(hold("h", 60));

  expect(ledger.decide(capture("h", 0, true)).entries).toMatchObject([
    { type: "release", amount: 0 },
  ]);
  expect(ledger.post(release("h"))).toEqual({ ok: false, reason: "hold_ended", state: "settled" });
});

test("a capture above what is still held is refused, whole", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));
  ledger.post(hold("h", 60));
  ledger.post(capture("h", 50));

  expect(ledger.post(capture("h", 11))).toEqual({
    ok: false,
    reason: "exceeds_hold",
    remaining: 10,
  });
  expect(ledger.post(capture("no such hold", 1))).toEqual({ ok: false, reason: "unknown_hold" });
});

test("a hold keeps its credits across the expiry of their lot; what is released then expires", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 100, day("2026-03-10")));
  ledger.post(lot("b", 5));
  ledger.post(hold("h", 60));
  ledger.now = day("2026-03-11");

  expect(ledger.post(capture("h", 10))).toMatchObject({
    ok: true,
    current: 55,
    held: 50,
    available: 5,
  });
  const { entries, answer } = ledger.decide(release("h"));
  expect(entries.map((entry) => [entry.type, entry.amount, entry.heldAfter])).toEqual([
    ["expiry", -50, 0],
    ["release", 0, 0],
  ]);
  expect(answer).toMatchObject({ amount: -50, current: 5, available: 5 });
  expect(ledger.lot("a")).toMatchObject({ remaining: 0, held: 0, used: 10, expired: 90 });
});

test("a hold lapses by the clock: from its instant on the credits are back, and it cannot be captured", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 100));
  ledger.post(hold("h", 100, "2026-03-05"));
  ledger.now = new Date(day("2026-03-05").getTime() - 1);
  expect(ledger.post(charge(1))).toMatchObject({ ok: false });
  ledger.now = day("2026-03-05");

  expect(ledger.post(capture("h", 1))).toEqual({
    ok: false,
    reason: "hold_ended",
    state: "lapsed",
  });
  expect(ledger.decide(charge(1)).entries).toMatchObject([
    {
      type: "release",
      heldAfter: 0,
      at: day("2026-03-05").getTime() * 1000,
      reason: "Hold lapsed",
    },
    { type: "charge", amount: -1 },
  ]);
});

test("the same key and command get the first answer again; another command is refused", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));
  const command = charge(60);
  const first = ledger.post(command);

  expect(ledger.decide(command)).toMatchObject({ answer: first, entries: [] });
  expect(ledger.post({ ...command, amount: amount(59) } as typeof command)).toEqual({
    ok: false,
    reason: "key_reused",
  });
  expect(ledger.post({ ...command, reason: "another" })).toEqual({
    ok: false,
    reason: "key_reused",
  });
});

test("a hold may be repeated with another lapse: the lease is counted from the caller's clock", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));
  const command = hold("h", 60);
  const first = ledger.post(command);

  expect(ledger.post({ ...command, lapsesAt: day("2026-07-01") } as typeof command)).toEqual({
    ...first,
    replayed: true,
  });
});

test("a hold lasts as long as was asked for, also when the clock has been set back behind the account", () => {
  const ledger = new Ledger(day("2026-03-01T12:00:00.000Z"));
  ledger.post(lot("a", 100));
  ledger.now = day("2026-03-01T11:50:00.000Z");
  ledger.post(hold("h", 60, "2026-03-01T11:55:00.000Z"));

  expect(ledger.state.holds.get("h")?.lapsesAt).toBe(instantOf(day("2026-03-01T12:05:00.000Z")));
  expect(ledger.post(capture("h", 40))).toMatchObject({ ok: true, amount: -40 });
  ledger.now = day("2026-03-01T12:05:00.000Z");
  expect(ledger.post(capture("h", 1))).toMatchObject({ reason: "hold_ended", state: "lapsed" });
});

test("a hold made in the same millisecond as another entry lapses when it was told to", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));
  ledger.post(hold("h", 60));
  expect(ledger.state.holds.get("h")?.lapsesAt).toBe(instantOf(day("2026-04-01")));
});

test("a refused command was never said: its key is free", () => {
  const ledger = new Ledger();
  const command = charge(60);
  expect(ledger.post(command)).toMatchObject({ ok: false });
  ledger.post(lot("a", 100));
  expect(ledger.post(command)).toMatchObject({ ok: true });
});
