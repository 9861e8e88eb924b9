import { expect, test } from "vitest";
import { credits } from "./amount";
import type { Command } from "./command";
import { amount, command, Ledger, lot } from "./testing";
import { belowOf, FIRST_THRESHOLDS, shownAmount, TOP_UP, thresholdRefusal } from "./threshold";

const set = (id: string, amount: number) =>
  thresholdRefusal(FIRST_THRESHOLDS, id, belowOf(id, credits(amount)));

test("critical is 10 or less, low is below 100: as they are set, so they are shown", () => {
  expect(FIRST_THRESHOLDS.map(shownAmount)).toEqual([100_00, 10_00, 0]);
  for (const id of ["low", "critical", "custom"]) {
    expect(shownAmount({ id, below: belowOf(id, credits(50_00)) })).toBe(50_00);
  }
});

test("almost out stays below low, at the hundredth", () => {
  expect(set("critical", 99_98)).toBeNull();
  expect(set("critical", 99_99)).toBe("duplicate");
  expect(set("critical", 100_00)).toBe("critical_above_low");
  expect(set("low", 10_02)).toBeNull();
  expect(set("low", 10_01)).toBe("duplicate");
  expect(set("low", 10_00)).toBe("critical_above_low");
});

test("the same amount twice is refused, also where a threshold of one's own repeats a preset", () => {
  expect(set("mine", 100_00)).toBe("duplicate");
  expect(set("mine", 100_01)).toBeNull();
  expect(set("low", 100_00)).toBeNull();
});

test("empty is fixed, and nothing warns at or below it", () => {
  expect(set("empty", 5)).toBe("fixed");
  expect(set("low", 0)).toBe("too_small");
  expect(set("critical", 0)).toBe("too_small");
  expect(set("mine", 1)).toBe("too_small");
});

test("where low or almost out is switched off, the other one is not compared with it", () => {
  const without = (id: string) => FIRST_THRESHOLDS.filter((one) => one.id !== id);
  expect(thresholdRefusal(without("low"), "critical", credits(500_00))).toBeNull();
  expect(thresholdRefusal(without("critical"), "low", credits(5_00))).toBeNull();
  // Nor is one of somebody's own, whatever it is.
  expect(thresholdRefusal(FIRST_THRESHOLDS, "mine", credits(5_00))).toBeNull();
  expect(thresholdRefusal(FIRST_THRESHOLDS, "mine", credits(500_00))).toBeNull();
  const swapped = [
    { id: "low", below: credits(5_00), armed: true },
    { id: "critical", below: credits(9_00), armed: true },
  ];
  expect(thresholdRefusal(swapped, "mine", credits(7_00))).toBeNull();
  expect(thresholdRefusal(swapped, "low", credits(8_00))).toBe("critical_above_low");
});

test("a purchase that a debt leaves below it crosses it again: the next one may fill the balance up", () => {
  const ledger = new Ledger();
  const { account } = ledger.state;
  ledger.state = { ...ledger.state, account: { ...account, debt: amount(250_00) } };
  ledger.post(command({ type: "set_threshold", threshold: TOP_UP, below: amount(100_00) }));
  const bought = (id: string, hundredths: number) =>
    ledger.decide({ ...lot(id, hundredths), source: "purchase" } as Command).notices;
  expect(bought("less than it", 90_00)).toEqual([]);
  const crossed = { about: "top_up", below: 100_00, available: 0 };
  expect(bought("as much", 100_00)).toMatchObject([crossed]);
  expect(bought("more", 120_00)).toMatchObject([{ ...crossed, available: 60_00 }]);
  expect(bought("without a debt", 39_99)).toEqual([]);
  expect(bought("enough", 100_00)).toEqual([]);
  expect(ledger.state.thresholds.get(TOP_UP)).toMatchObject({ armed: true });
});
