import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween } from "../../../credits/core/date";
import { usageViewSchema } from "../../schema";
import { NOBODY } from "../unknown-filter";
import {
  addMonths,
  comparedPeriods,
  periodLabel,
  periodsOf,
  spanLabel,
  weekdayOf,
} from "./periods";
import { rangeOf, STEPS, stepOf, stepsFor, usageSearch } from "./view";

const TODAY = "2026-11-20";
const day = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays("1990-01-01", count));
const range = fc
  .tuple(day, fc.integer({ min: 0, max: 800 }))
  .map(([from, length]) => ({ from, to: addDays(from, length) }));

describe("the address", () => {
  const view = fc.record({
    kind: fc.constantFrom("ai" as const, "lead" as const),
    from: fc.option(day),
    to: fc.option(day),
    compare: fc.constantFrom("before" as const, "year" as const, "none" as const),
    group: fc.constantFrom("operation" as const, "member" as const, "campaign" as const),
    by: fc.option(fc.constantFrom(...STEPS)),
    member: fc.option(fc.oneof(fc.constant("system"), fc.uuid())),
    campaign: fc.option(fc.uuid()),
    op: fc.option(fc.constantFrom("dm_premium", "custom:scan")),
    sum: fc.constantFrom("each" as const, "cumulative" as const),
    view: fc.constantFrom("chart" as const, "table" as const),
  });

  test("of a view leads back to it, and the usual view has none", () => {
    fc.assert(
      fc.property(view, (one) => {
        const [from, to] =
          one.from && one.to && one.from > one.to ? [one.to, one.from] : [one.from, one.to];
        const search = Object.fromEntries(new URLSearchParams(usageSearch(one)));
        expect(usageViewSchema.parse(search)).toEqual({ ...one, from, to });
      }),
    );
    expect(usageSearch(usageViewSchema.parse({}))).toBe("");
  });

  test("that makes no sense is as if it were not there", () => {
    const nonsense = {
      kind: "gold",
      from: "2026-02-30",
      by: "hour",
      view: ["x", "table"],
    };
    expect(usageSearch(usageViewSchema.parse(nonsense))).toBe("");
  });

  test("names a member and a campaign in any letters, and nobody where it cannot be read", () => {
    const id = "0190f3a2-1111-7aaa-8bbb-00000000000c";
    const { member, campaign } = usageViewSchema.parse({ member: id.toUpperCase(), campaign: "x" });
    expect([member, campaign]).toEqual([id, NOBODY]);
  });
});

describe("a range", () => {
  test("is this month so far, never beyond today, at most ten years", () => {
    expect(rangeOf({ from: null, to: null }, TODAY)).toEqual({ from: "2026-11-01", to: TODAY });
    expect(rangeOf({ from: null, to: "2026-10-05" }, TODAY)).toEqual({
      from: "2026-10-01",
      to: "2026-10-05",
    });
    expect(rangeOf({ from: "2026-11-18", to: "2027-01-01" }, TODAY)).toEqual({
      from: "2026-11-18",
      to: TODAY,
    });
    expect(rangeOf({ from: "2027-01-01", to: null }, TODAY)).toEqual({ from: TODAY, to: TODAY });
    expect(rangeOf({ from: "1999-01-01", to: null }, TODAY)).toEqual({
      from: "2016-11-20",
      to: TODAY,
    });
    expect(rangeOf({ from: "1999-01-01", to: "2024-02-29" }, TODAY).from).toBe("2014-02-28");
  });

  test("is drawn in days, in weeks above 45 days, in months above 200; or as asked where that can be read", () => {
    const of = (days: number) => ({ from: addDays(TODAY, 1 - days), to: TODAY });
    expect([1, 45, 46, 200, 201].map((days) => stepOf(null, of(days)))).toEqual([
      "day",
      "day",
      "week",
      "week",
      "month",
    ]);
    expect(stepOf("day", of(90))).toBe("day");
    expect(stepOf("day", of(400))).toBe("month");
    expect(stepsFor(of(3))).toEqual(["day"]);
  });

  test("is cut without a gap, never into more than 120 bars", () => {
    fc.assert(
      fc.property(range, fc.constantFrom(...STEPS), (one, step) => {
        const periods = periodsOf(one, step);
        expect([periods[0]?.from, periods.at(-1)?.to]).toEqual([one.from, one.to]);
        periods.slice(1).forEach((period, index) => {
          expect(period.from).toBe(addDays(periods[index]?.to ?? "", 1));
          if (step === "week") expect(weekdayOf(period.from)).toBe(1);
          if (step === "month") expect(period.from.endsWith("-01")).toBe(true);
        });
        if (stepOf(step, one) === step) expect(periods.length).toBeLessThanOrEqual(120);
      }),
    );
  });
});

describe("a comparison", () => {
  test("lays every day beside the same weekday, in a range before this one that is as long", () => {
    fc.assert(
      fc.property(range, fc.constantFrom("day" as const, "week" as const), (one, step) => {
        const periods = periodsOf(one, step);
        const compared = comparedPeriods(periods, step, "before") ?? [];
        expect(compared).toHaveLength(periods.length);
        expect((compared.at(-1)?.to ?? "") < one.from).toBe(true);
        compared.forEach(({ from, to }, index) => {
          const period = periods[index] ?? one;
          expect(weekdayOf(from)).toBe(weekdayOf(period.from));
          expect(daysBetween(from, to)).toBe(daysBetween(period.from, period.to));
        });
      }),
    );
  });

  test("is four weeks back for a month so far, and no longer than it must be", () => {
    const spanOf = (from: string, to: string, step: "day" | "month", how: "before" | "year") => {
      const compared = comparedPeriods(periodsOf({ from, to }, step), step, how);
      return `${compared?.[0]?.from} ${compared?.at(-1)?.to}`;
    };
    expect(spanOf("2026-11-01", "2026-11-20", "day", "before")).toBe("2026-10-04 2026-10-23");
    expect(spanOf("2026-10-22", "2026-11-20", "day", "before")).toBe("2026-09-17 2026-10-16");
    expect(spanOf("2026-11-01", "2026-11-20", "day", "year")).toBe("2025-11-02 2025-11-21");
    expect(spanOf("2026-01-01", "2026-11-20", "month", "before")).toBe("2025-01-01 2025-11-20");
    expect(spanOf("2024-02-01", "2025-01-31", "month", "before")).toBe("2023-02-01 2024-01-31");
    expect(comparedPeriods(periodsOf({ from: TODAY, to: TODAY }, "day"), "day", "none")).toBeNull();
  });

  test("of months is gapless too, over leap years", () => {
    const periods = periodsOf({ from: "2024-01-01", to: "2024-12-31" }, "month");
    const compared = comparedPeriods(periods, "month", "year") ?? [];
    expect(compared[1]).toEqual({ from: "2023-02-01", to: "2023-02-28" });
    compared.slice(1).forEach(({ from }, index) => {
      expect(from).toBe(addDays(compared[index]?.to ?? "", 1));
    });
    expect(addMonths("2024-03-31", -1)).toBe("2024-02-29");
    expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
  });
});

test("a day is labelled with its weekday, a span by its ends, and years only where they differ", () => {
  expect(periodLabel({ from: "2026-11-17", to: "2026-11-17" }, TODAY)).toBe("Tue 17 Nov");
  expect(spanLabel({ from: "2026-11-01", to: "2026-11-20" }, TODAY)).toBe("1 to 20 Nov");
  expect(spanLabel({ from: "2025-12-28", to: "2026-01-03" }, TODAY)).toBe("28 Dec 2025 to 3 Jan");
});
