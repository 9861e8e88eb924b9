import { expect, test } from "vitest";
import type { Command } from "./command";
import { amount, command, Ledger, lot } from "./testing";

const day = (iso: string) => new Date(iso);
const micros = (iso: string) => day(iso).getTime() * 1000;
const expire = () => command({ type: "expire" });
const charge = (hundredths: number) => command({ type: "charge", amount: amount(hundredths) });

test("what expired is written later, in order, with the instants it took effect", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("second", 10, day("2026-03-12")));
  ledger.post(lot("first", 20, day("2026-03-10")));
  ledger.post(lot("stays", 5));
  ledger.now = day("2026-03-20");
  const { entries, answer } = ledger.decide(expire());

  expect(entries.map((entry) => [entry.type, entry.amount, entry.at, entry.currentAfter])).toEqual([
    ["expiry", -20, micros("2026-03-10"), 15],
    ["expiry", -10, micros("2026-03-12"), 5],
  ]);
  expect(answer).toMatchObject({ ok: true, amount: -30, current: 5 });
});

test("with nothing due, nothing is written and the balance is told", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 10));

  expect(ledger.decide(expire())).toMatchObject({
    entries: [],
    answer: { ok: true, amount: 0, current: 10, seq: 1 },
  });
});

test("a hold that lapses after its lot expired gives back nothing", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 10, day("2026-03-10")));
  ledger.post(
    command({ type: "hold", holdId: "h", amount: amount(4), lapsesAt: day("2026-03-12") }),
  );
  ledger.now = day("2026-03-20");

  expect(
    ledger
      .decide(expire())
      .entries.map((entry) => [entry.type, entry.amount, entry.heldAfter, entry.at]),
  ).toEqual([
    ["expiry", -6, 4, micros("2026-03-10")],
    ["expiry", -4, 0, micros("2026-03-12")],
    ["release", 0, 0, micros("2026-03-12") + 1],
  ]);
});

test("a hold that lapses before its lot expires gives back what then expires with it", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 10, day("2026-03-12")));
  ledger.post(
    command({ type: "hold", holdId: "h", amount: amount(4), lapsesAt: day("2026-03-10") }),
  );
  ledger.now = day("2026-03-20");

  expect(
    ledger.decide(expire()).entries.map((entry) => [entry.type, entry.amount, entry.at]),
  ).toEqual([
    ["release", 0, micros("2026-03-10")],
    ["expiry", -10, micros("2026-03-12")],
  ]);
});

test("the next command writes what is due before itself; a refused one writes nothing", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 10, day("2026-03-10")));
  ledger.post(lot("b", 5));
  ledger.now = day("2026-03-20");

  expect(ledger.decide(charge(6))).toMatchObject({
    entries: [],
    answer: { ok: false, available: 5 },
  });
  expect(ledger.decide(charge(5)).entries).toMatchObject([{ type: "expiry" }, { type: "charge" }]);
});

test("at one instant lots end before holds, each by id, however they were loaded", () => {
  const ledger = new Ledger(day("2026-03-01"));
  const end = day("2026-03-10");
  for (const id of ["l2", "l1", "l3"]) ledger.post(lot(id, 10, end));
  for (const holdId of ["h2", "h1", "h3"]) {
    ledger.post(command({ type: "hold", holdId, amount: amount(1), lapsesAt: end }));
  }
  ledger.now = day("2026-03-20");
  const { entries } = ledger.decide(expire());

  expect(entries.map(({ holdId, lots }) => holdId ?? lots[0]?.[0])).toEqual([
    ...["l1", "l2", "l3"],
    ...["h1", "h1", "h2", "h2", "h3", "h3"],
  ]);
});

test("what a hold gives back before its lot ends, in which nothing else is left, expires with the lot", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 10, day("2026-03-12")));
  ledger.post(lot("b", 10, day("2026-03-10")));
  const hold = (holdId: string, hundredths: number, lapsesAt: Date) =>
    ledger.post(command({ type: "hold", holdId, amount: amount(hundredths), lapsesAt }));
  hold("of b", 10, day("2026-03-11"));
  hold("of a", 10, day("2026-03-11"));
  ledger.now = day("2026-03-20");
  const told = ledger.decide(expire()).entries.map(({ type, lots }) => [type, lots]);
  expect(told).toEqual([
    ["release", [["a", 10]]],
    ["expiry", [["b", -10]]],
    ["release", []],
    ["expiry", [["a", -10]]],
  ]);
});

test("a grant that is already over when it is booked counts for nothing", () => {
  const ledger = new Ledger(day("2026-03-20"));
  const { entries, answer } = ledger.decide(lot("a", 10, day("2026-03-10")));

  expect(entries.map((entry) => [entry.type, entry.amount])).toEqual([
    ["grant", 10],
    ["expiry", -10],
  ]);
  expect(answer).toMatchObject({ ok: true, seq: 1, amount: 0, current: 0 });
});

test("entry times increase strictly, even when the clock stands still or goes back", () => {
  const ledger = new Ledger(day("2026-03-20"));
  ledger.post(lot("a", 10));
  ledger.post(charge(1));
  ledger.now = day("2026-03-19");
  ledger.post(charge(1));

  const start = micros("2026-03-20");
  expect(ledger.entries.map((entry) => entry.at)).toEqual([start, start + 1, start + 2]);
});

test("what lapses under an open dispute is frozen when it lapses, before later lapses and expiries", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 10, day("2026-03-15")));
  for (const [holdId, end] of [
    ["h1", "2026-03-10"],
    ["h2", "2026-03-12"],
  ] as const) {
    ledger.post(command({ type: "hold", holdId, amount: amount(2), lapsesAt: day(end) }));
  }
  ledger.post(command({ type: "freeze", holdId: "f", sourceId: "source of a" }));
  ledger.now = day("2026-04-20");
  const { entries, answer } = ledger.decide(expire());

  expect(entries.map((entry) => [entry.type, entry.heldAfter, entry.at])).toEqual([
    ["release", 8, micros("2026-03-10")],
    ["hold", 10, micros("2026-03-10") + 1],
    ["release", 8, micros("2026-03-12")],
    ["hold", 10, micros("2026-03-12") + 1],
  ]);
  expect(answer).toMatchObject({ ok: true, amount: 0, current: 10, held: 10 });
});

const dispute = (type: "freeze" | "forfeit", holdId = "dispute") => {
  const about = { sourceId: "source of a", holdId };
  return type === "freeze"
    ? command({ type, ...about })
    : command({ type, ...about, amount: amount(100) });
};
const hold = (hundredths: number, lapsesAt: string) =>
  command({ type: "hold", holdId: "run", amount: amount(hundredths), lapsesAt: day(lapsesAt) });

test("what comes back to a purchase under dispute is frozen in the instant after, however late that is written", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 100));
  ledger.post(hold(30, "2026-03-10"));
  ledger.post(dispute("freeze"));
  ledger.now = day("2026-03-20");

  expect(ledger.decide(expire()).entries).toMatchObject([
    { type: "release", reason: "Hold lapsed", at: micros("2026-03-10"), heldAfter: 70 },
    {
      type: "hold",
      actor: { type: "system" },
      reason: "Purchase under dispute",
      at: micros("2026-03-10") + 1,
      heldAfter: 100,
    },
  ]);
});

test("what comes back to a purchase whose dispute was lost settles its debt, and no more than that", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 100));
  const charged = ledger.post(charge(40));
  ledger.post(hold(30, "2026-03-10"));
  ledger.post(dispute("freeze"));
  ledger.post(dispute("forfeit"));
  expect(ledger.state.account).toMatchObject({ current: 30, held: 30, debt: 70 });
  ledger.now = day("2026-03-20");

  expect(ledger.decide(expire()).entries).toMatchObject([
    { type: "release", at: micros("2026-03-10") },
    {
      type: "adjustment",
      amount: -30,
      actor: { type: "system" },
      reason: "Debt settled",
      at: micros("2026-03-10") + 1,
      debtAfter: 40,
    },
  ]);
  const corrects = charged.ok ? charged.seq : 0;
  ledger.post(command({ type: "refund", corrects, amount: amount(40) }));
  expect(ledger.state.account).toMatchObject({ current: 0, debt: 0 });
  ledger.post(lot("b", 50));
  expect(ledger.state.account).toMatchObject({ current: 50, debt: 0 });
});

test("what an operation gives back of a lost purchase settles the debt that was made of it, although it has expired", () => {
  const ends = (steps: readonly ("lost" | "over" | "given back")[]) => {
    const ledger = new Ledger(day("2026-03-01"));
    ledger.post(lot("a", 100, day("2026-03-10")));
    ledger.post(charge(20));
    ledger.post(hold(30, "2026-04-01"));
    ledger.post(dispute("freeze"));
    for (const step of steps) {
      if (step === "over") ledger.now = day("2026-03-15");
      if (step === "lost") ledger.post(dispute("forfeit"));
      if (step === "given back") ledger.post(command({ type: "release", holdId: "run" }));
    }
    return ledger;
  };
  // All is over and lost, and 20 of it were spent, in whatever order.
  const end = { current: 0, held: 0, debt: 20 };
  expect(ends(["over", "given back", "lost"]).state.account).toMatchObject(end);
  const ledger = ends(["lost", "over", "given back"]);
  expect(ledger.state.account).toMatchObject(end);
  expect(ledger.entries.slice(-2)).toMatchObject([
    { type: "adjustment", amount: -30, reason: "Debt settled", holdId: "run", debtAfter: 20 },
    { type: "release", amount: 0, heldAfter: 0 },
  ]);
});

test("of what comes back expired, a debt takes no more than is owed, and nothing of another purchase", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 100, day("2026-03-10")));
  ledger.post(hold(30, "2026-04-01"));
  ledger.post(dispute("freeze"));
  ledger.post(dispute("forfeit"));
  ledger.post(lot("b", 50, day("2026-03-12")));
  ledger.post({ ...hold(50, "2026-04-01"), holdId: "of b" } as Command);
  ledger.post({ ...lot("bought", 20), source: "purchase" } as Command);
  expect(ledger.state.account).toMatchObject({ debt: 10, held: 80 });
  ledger.now = day("2026-03-15");
  ledger.post(command({ type: "release", holdId: "of b" }));
  expect(ledger.lot("b")).toMatchObject({ expired: 50, refunded: 0 });
  expect(ledger.state.account.debt).toBe(10);
  ledger.post(command({ type: "release", holdId: "run" }));
  expect(ledger.lot("a")).toMatchObject({ expired: 20, held: 0 });
  expect(ledger.state.account).toMatchObject({ debt: 0, current: 0 });
});

test("what a refund fell short of is taken when it comes back by the clock", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 100));
  ledger.post(hold(30, "2026-03-10"));
  ledger.post(command({ type: "revoke", sourceId: "source of a", amount: amount(100) }));
  ledger.now = day("2026-03-20");
  expect(ledger.decide(expire()).answer).toMatchObject({ current: 0, available: 0 });
  expect(ledger.lot("a")).toMatchObject({ remaining: 0, refunded: 100, pledged: 0 });
});

test("a hold lapses, and a lot ends, in the very instant that was said", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 10, day("2026-03-20")));
  ledger.post(hold(4, "2026-03-10"));
  const told = (at: string) => {
    ledger.now = day(at);
    return ledger
      .decide(expire())
      .entries.map(({ type, amount, heldAfter }) => [type, amount, heldAfter]);
  };
  expect(told("2026-03-09T23:59:59.999Z")).toEqual([]);
  expect(told("2026-03-10T00:00:00Z")).toEqual([["release", 0, 0]]);
  expect(told("2026-03-19T23:59:59.999Z")).toEqual([]);
  expect(told("2026-03-20T00:00:00Z")).toEqual([["expiry", -10, 0]]);
});

test("an expiry names the lot by its label", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 10, day("2026-03-10")));
  ledger.now = day("2026-03-20");
  const { label } = ledger.lot("a");

  expect(ledger.decide(expire()).entries).toMatchObject([
    { actor: { type: "system" }, reason: `Expired: ${label}` },
  ]);
});
