import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween } from "../../../credits/core/date";
import { aheadOf, budgetDays, budgetOf, type Limit, limitedBy, limitMonth } from "./budget";
import { budgetSentence, crossingLabel } from "./budget-words";
import { periodsOf } from "./periods";
import { STEPS } from "./view";

const TODAY = "2026-11-20";
const MONTH = { from: "2026-11-01", to: "2026-11-30" };
const SO_FAR = { from: MONTH.from, to: TODAY };
const limit = (amount: number, over: Partial<Limit> = {}): Limit => ({
  scope: "member",
  name: "Priya Raman",
  amount,
  mode: "block",
  since: "1970-01-01",
  ...over,
});
/** The same use on each of these days. */
const daily = (from: string, to: string, used: number) =>
  periodsOf({ from, to }, "day").map(({ from: day }) => ({ day, used }));
const budget = (amount: number, days: { day: string; used: number }[], range = SO_FAR) =>
  budgetOf(limit(amount), { days, range, month: MONTH, today: TODAY });
const sentenceOf = (amount: number, days: { day: string; used: number }[], range = SO_FAR) =>
  budgetSentence(budget(amount, days, range), "ai", TODAY);

describe("what a limit can be of", () => {
  const none = { member: null, campaign: null, op: null };
  test("is the one thing that the page is filtered by", () => {
    expect(limitedBy(none)).toBeNull();
    expect(limitedBy({ ...none, member: "m" })).toEqual({ scope: "member", id: "m" });
    expect(limitedBy({ ...none, campaign: "c" })).toEqual({ scope: "campaign", id: "c" });
    expect(limitedBy({ ...none, op: "dm_premium" })).toEqual({
      scope: "operation",
      id: "dm_premium",
    });
    expect(limitedBy({ ...none, member: "m", op: "dm_premium" })).toBeNull();
  });

  test("is shown over its month, whole or so far, and over no other range", () => {
    expect(limitMonth(SO_FAR, TODAY)).toEqual(MONTH);
    expect(limitMonth({ from: "2026-11-01", to: "2026-11-19" }, TODAY)).toBeNull();
    expect(limitMonth({ from: "2026-11-02", to: TODAY }, TODAY)).toBeNull();
    expect(limitMonth({ from: "2026-10-01", to: TODAY }, TODAY)).toBeNull();
    expect(limitMonth({ from: "2028-02-01", to: "2028-02-29" }, "2028-03-02")).toEqual({
      from: "2028-02-01",
      to: "2028-02-29",
    });
    expect(limitMonth({ from: "2028-02-01", to: "2028-02-28" }, "2028-03-02")).toBeNull();
  });
});

describe("a limit beside use", () => {
  test("is reached on the day whose use brings it there, to the hundredth", () => {
    const days = daily("2026-11-01", "2026-11-12", 10_00);
    expect(budget(120_00, days)).toMatchObject({ reachedOn: "2026-11-12", forecast: null });
    expect(budget(120_01, days).reachedOn).toBeNull();
    expect(sentenceOf(120_00, days)).toBe("Use came to Priya Raman's limit of 120.00 on 12 Nov.");
    expect(sentenceOf(100_00, days)).toBe(
      "Use came to Priya Raman's limit of 100.00 on 10 Nov, and is 20.00 above it.",
    );
  });

  test("will be reached on the day that the pace of the last 14 days brings it there", () => {
    // 14 days of 7.00, six of them in the month; today 1.00 so far, which becomes 7.00 by its end.
    const days = [...daily("2026-11-06", "2026-11-19", 7_00), { day: TODAY, used: 1_00 }];
    expect(budget(133_00, days).forecast).toMatchObject({ pace: 7_00, reachesOn: "2026-11-24" });
    expect(budget(133_01, days).forecast?.reachesOn).toBe("2026-11-25");
    expect(budget(105_00, days).forecast?.reachesOn).toBe(TODAY);
    expect(sentenceOf(133_00, days)).toBe(
      "At this pace, 7.00 a day, Priya Raman's limit of 133.00 is reached on 24 Nov.",
    );
    expect(sentenceOf(105_00, days)).toBe(
      "At this pace, 7.00 a day, Priya Raman's limit of 105.00 is reached today.",
    );
    expect(crossingLabel(budget(133_00, days), TODAY)).toBe("about 24 Nov");
  });

  test("will not be reached, and what is foreseen says that it is", () => {
    const days = daily("2026-11-06", "2026-11-19", 7_00);
    expect(budget(500_00, days).forecast?.reachesOn).toBeNull();
    expect(sentenceOf(500_00, days)).toBe(
      "At this pace, 7.00 a day, Priya Raman's limit of 500.00 is not reached: about 175.00 by 30 Nov.",
    );
    expect(crossingLabel(budget(500_00, days), TODAY)).toBeNull();
  });

  test("today counts for more than the pace where it came to more", () => {
    const days = [...daily("2026-11-06", "2026-11-19", 7_00), { day: TODAY, used: 50_00 }];
    expect(budget(500_00, days).forecast?.days[0]).toEqual({ day: TODAY, total: 148_00 });
  });

  test("the pace also counts the days before the month, which its use does not", () => {
    const days = daily("2026-10-20", "2026-10-31", 14_00);
    const early = budgetOf(limit(100_00), {
      days,
      range: { from: "2026-11-01", to: "2026-11-02" },
      month: MONTH,
      today: "2026-11-02",
    });
    expect(early).toMatchObject({ used: 0, forecast: { pace: 12_00 } });
  });

  test("without three days of use in the last 14 nothing is foreseen", () => {
    const days = [
      { day: "2026-11-02", used: 3_00 },
      { day: "2026-11-18", used: 30_00 },
      { day: "2026-11-19", used: 30_00 },
      { day: TODAY, used: 30_00 },
    ];
    expect(sentenceOf(100_00, days)).toBe(
      "7.00 is left of Priya Raman's limit of 100.00. At which pace is known after three days of use.",
    );
  });

  test("of a month that is over speaks of the limit as it is now, and foresees nothing", () => {
    const range = { from: "2026-10-01", to: "2026-10-31" };
    const over = (amount: number) =>
      budgetOf(limit(amount, { scope: "operation", name: "Direct messages, premium" }), {
        days: daily("2026-09-17", "2026-10-31", 2_00),
        range,
        month: range,
        today: TODAY,
      });
    expect(over(50_00)).toMatchObject({ used: 62_00, reachedOn: "2026-10-25", forecast: null });
    expect(budgetSentence(over(50_00), "ai", TODAY)).toBe(
      "Use came to the present limit of 50.00 for Direct messages, premium on 25 Oct, and ended 12.00 above it.",
    );
    expect(budgetSentence(over(80_00), "ai", TODAY)).toBe(
      "Use ended 18.00 below the present limit of 80.00 for Direct messages, premium.",
    );
  });

  test("tells no day on which use came to it before it held, nor on the day it was set", () => {
    const days = daily("2026-11-01", "2026-11-12", 10_00);
    const set = (since: string | null, range = SO_FAR, today = TODAY) =>
      budgetOf(limit(100_00, { since }), { days, range, month: MONTH, today });
    expect(set("2026-11-09").reachedOn).toBe("2026-11-10");
    for (const since of ["2026-11-10", "2026-11-15", null]) {
      const one = set(since);
      expect(one).toMatchObject({ isReached: true, reachedOn: null, forecast: null });
      expect(crossingLabel(one, TODAY)).toBeNull();
    }
    expect(budgetSentence(set("2026-11-15"), "ai", TODAY)).toBe(
      "Use has come to Priya Raman's limit of 100.00, in force since 15 Nov, and is 20.00 above it.",
    );
    expect(budgetSentence(set(null), "ai", TODAY)).toBe(
      "Use has come to Priya Raman's limit of 100.00, and is 20.00 above it.",
    );
    expect(budgetSentence(set("2026-12-02", MONTH, "2026-12-05"), "ai", "2026-12-05")).toBe(
      "Use came to Priya Raman's present limit of 100.00, in force since 2 Dec, and ended 20.00 above it.",
    );
    expect(set("2026-11-15").used).toBe(120_00);
  });

  const use = fc.array(fc.integer({ min: 0, max: 90_00 }), { minLength: 45, maxLength: 45 });
  const at = fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(...STEPS));

  test("its use is the sum of the days, and the columns ahead are the rest of its month", () => {
    fc.assert(
      fc.property(use, at, fc.integer({ min: 1, max: 900_00 }), (uses, [offset, step], amount) => {
        const today = addDays("1980-01-01", offset);
        const range = { from: `${today.slice(0, 8)}01`, to: today };
        const month = limitMonth(range, today);
        if (!month) throw new Error("The month so far is a month of a limit.");
        const days = periodsOf(budgetDays(range), "day").map(({ from }, index) => ({
          day: from,
          used: uses[index] ?? 0,
        }));
        const one = budgetOf(limit(amount), { days, range, month, today });
        const own = days.filter(({ day }) => day >= range.from);
        expect(one.used).toBe(own.reduce((sum, { used }) => sum + used, 0));
        expect(one.reachedOn !== null).toBe(one.used >= amount);
        const ahead = aheadOf(one, range, step);
        const length = (all: readonly { from: string; to: string }[]) =>
          all.reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0);
        expect(length([...periodsOf(range, step), ...ahead])).toBe(length([month]));
        const totals = ahead.flatMap(({ total }) => (total === null ? [] : [total]));
        expect(totals).toEqual(totals.toSorted((a, b) => a - b));
        if (one.forecast) expect(totals).toHaveLength(ahead.length);
      }),
    );
  });
});
