import { describe, expect, test } from "vitest";
import { bandsOf } from "./bands";
import { barsOf } from "./chart";
import { crossingAt, cumulate, highestPoint, stepsOf } from "./cumulative";
import { cumulativeSummary, pointName } from "./cumulative-words";
import { comparedPeriods, periodsOf } from "./periods";
import { byName } from "./sums";
import { itemsOf } from "./usage";
import type { UsageView } from "./view";

const TODAY = "2026-11-04";
const RANGE = { from: "2026-11-01", to: TODAY };
const PERIODS = periodsOf(RANGE, "day");
const use = (period: number, used: number) => ({ period, used, charges: 1, name: "single_post" });

function barsWith(since: string) {
  const uses = [use(0, 1_00), use(2, 2_50), use(3, 10)];
  const bands = bandsOf(
    itemsOf(uses, null, (name) => name),
    byName(uses),
    "operation",
  );
  const before = [use(0, 5_00), use(3, 50)];
  return barsOf({
    periods: PERIODS,
    step: "day",
    comparison: "before",
    bands,
    uses,
    before,
    since,
  });
}

describe("use that is added up", () => {
  const points = cumulate(barsWith("2026-01-01"));

  test("ends with the sum of the bars, of the range and of the compared one", () => {
    expect(points.map(({ total }) => total.used)).toEqual([1_00, 1_00, 3_50, 3_60]);
    expect(points.map(({ total }) => total.charges)).toEqual([1, 1, 2, 3]);
    expect(points.map(({ before }) => before)).toEqual([5_00, 5_00, 5_00, 5_50]);
  });

  test("is missing, not zero, before the first entry", () => {
    const young = cumulate(barsWith("2026-10-06"));
    expect(young.map(({ before }) => before)).toEqual([null, null, 0, 50]);
    expect(stepsOf(cumulate(barsWith("2026-11-03")), [])[0]).toMatchObject({ used: null });
  });

  test("is drawn in steps as wide as their columns, and what may follow joins on", () => {
    const ahead = [
      { from: "2026-11-05", to: "2026-11-05", total: 4_00 },
      { from: "2026-11-06", to: "2026-11-06", total: 5_00 },
    ];
    const rows = stepsOf(points, ahead);
    const line = (name: "used" | "ahead") =>
      rows.flatMap((row) => (row[name] === null ? [] : [[row.edge, row[name]]]));
    expect(line("used")).toEqual([
      [0, 1_00],
      [1, 1_00],
      [2, 3_50],
      [3, 3_60],
      [4, 3_60],
    ]);
    expect(line("ahead")).toEqual([
      [4, 3_60],
      [4, 4_00],
      [5, 5_00],
      [6, 5_00],
    ]);
    expect(highestPoint(points, ahead, null)).toBe(5_50);
    const unknown = ahead.map((one) => ({ ...one, total: null }));
    expect(stepsOf(points, unknown)).toHaveLength(5);
  });

  test("comes to a limit where that day's column begins; what is foreseen never before today's end", () => {
    const ahead = periodsOf({ from: "2026-11-05", to: "2026-11-30" }, "day");
    const at = (reachedOn: string | null, reachesOn: string | null) =>
      crossingAt(
        { reachedOn, forecast: reachesOn ? { pace: 1, days: [], reachesOn } : null },
        points,
        ahead,
      );
    expect(at("2026-11-03", null)).toBe(2);
    expect(at(null, "2026-11-05")).toBe(4);
    expect(at(null, TODAY)).toBe(4);
    expect(at(null, "2026-11-30")).toBe(29);
    expect(at(null, null)).toBeNull();
  });

  test("is said in words", () => {
    const page = {
      view: { kind: "ai" } as UsageView,
      range: RANGE,
      compared: comparedPeriods([RANGE], "day", "before")?.[0] ?? null,
      step: "day",
      today: TODAY,
    } as const;
    expect(cumulativeSummary(points, page)).toBe(
      "AI credits used, cumulative, 1 to 4 Nov. 3.60 in all, 5.50 in 4 to 7 Oct.",
    );
    const last = points.at(-1);
    expect(last && pointName(last, page)).toBe(
      "By Wed 4 Nov, so far, 3.60. That day alone 0.10. Lists 3 charges.",
    );
  });
});
