import { expect, test } from "vitest";
import { decide, decideAll } from "./decide";
import { entryText } from "./entry";
import { instant, instantOf } from "./instant";
import { amount, command, hash, Ledger, lot } from "./testing";

const charge = (hundredths: number) => command({ type: "charge", amount: amount(hundredths) });

test("an entry says how its amount was computed, and tells no facts where there are none", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));
  const computed = {
    quantity: 3,
    inputs: { words: 12 },
    rateCardVersion: "2026-10-01",
    quotedMax: amount(9),
  };
  const { entries } = ledger.decide(command({ type: "charge", amount: amount(9), ...computed }));
  expect(entries).toMatchObject([{ ...computed, facts: null }]);
  const nothing = { quantity: null, inputs: null, rateCardVersion: null, quotedMax: null };
  expect(ledger.decide(charge(1)).entries).toMatchObject([nothing]);
});

test("a debt of nothing is no fact", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));
  const dispute = { sourceId: "source of a", holdId: "f" };
  ledger.post(command({ type: "freeze", ...dispute }));
  const [taken] = ledger.decide(
    command({ type: "forfeit", ...dispute, amount: amount(100) }),
  ).entries;
  expect(taken?.facts).toEqual({ claim: { source: "source of a", as: "free" }, ended: "settled" });
});

test("a threshold is armed by a balance that is not below it, and gone when it is dropped", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));
  const set = (below: number | null) =>
    command({
      type: "set_threshold",
      threshold: "custom",
      below: below === null ? null : amount(below),
    });
  const armed = () => ledger.state.thresholds.get("custom")?.armed;
  const [entry] = ledger.decide(set(100)).entries;
  expect(entry?.facts).toEqual({ threshold: { id: "custom", below: 100 } });
  expect(armed()).toBe(true);
  expect(ledger.decide(charge(1)).notices).toMatchObject([{ threshold: "custom", below: 100 }]);
  ledger.post(set(100));
  expect(armed()).toBe(false);
  ledger.post(set(99));
  expect(armed()).toBe(true);
  ledger.post(set(null));
  expect(ledger.state.thresholds.has("custom")).toBe(false);
});

test("what was loaded beyond the front of the queue is not burned: something may come before it", () => {
  const ledger = new Ledger();
  for (const id of ["a", "b", "c"]) ledger.post(lot(id, 10));
  const lots = new Map([...ledger.state.lots].filter(([id]) => id !== "b"));
  const seen = { ...ledger.state, lots, lotsUntil: ledger.lot("a") };
  const all = decide(seen, charge(10), ledger.now, hash);
  expect(all.entries).toMatchObject([{ lots: [["a", -10]] }]);
  expect(() => decide(seen, charge(11), ledger.now, hash)).toThrow("more lots");
});

test("each entry of a batch comes with the text that was sealed, and so does what ends in the middle of it", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100, new Date(ledger.now.getTime() + 1)));
  ledger.post(lot("b", 100));
  // A microsecond before lot "a" ends: the first charge is still of it.
  const lastAt = instant(instantOf(ledger.now) + 998);
  const state = { ...ledger.state, account: { ...ledger.state.account, lastAt } };
  const { entries, texts } = decideAll(state, [charge(1), charge(1)], ledger.now, hash);
  expect(entries.map(({ type }) => type)).toEqual(["charge", "expiry", "charge"]);
  expect(texts).toEqual(entries.map(entryText));
});
