import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Credits } from "@/lib/credits/core/amount";
import { type BalanceSeries, layOutBalance, niceTicks, TICK_GAP } from "./series";
import { explain } from "./why";

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-20T14:52:00Z");
const amount = (value: number) => value as Credits;
const rounded = (value: number) => Math.round(value * 10) / 10;

describe("the chart of the balance", () => {
  const frame = { width: 504, height: 204, left: 30, right: 8, top: 8, bottom: 20 };
  const seriesOf = (balances: number[]): BalanceSeries => ({
    since: "2026-10-21",
    points: balances.map((balance, index) => ({
      at: new Date(NOW - (balances.length - index) * DAY).toISOString(),
      balance: amount(balance),
    })),
    steps: [],
  });
  /** The points of a path of M, L, H and V. */
  const pointsOf = (path: string) => {
    let [x, y] = [0, 0];
    return [...path.matchAll(/([MLHV])([\d.-]+)(?: ([\d.-]+))?/g)].map(([, way, first, second]) => {
      if (way !== "V") x = Number(first);
      if (way !== "H") y = Number(second ?? first);
      return { x, y };
    });
  };
  const inFrame = (path: string) =>
    pointsOf(path).every(
      ({ x, y }) =>
        x >= frame.left - 1 && x <= frame.width && y >= frame.top - 1 && y <= frame.height,
    );

  test("stays within its frame, ticks round, at most four lines above the baseline", () => {
    const balances = fc.array(fc.nat({ max: 50_000_000 }), { minLength: 1, maxLength: 31 });
    fc.assert(
      fc.property(
        balances,
        fc.nat({ max: 50_000_000 }),
        fc.nat({ max: 300 }),
        (past, current, days) => {
          const date = NOW + days * DAY;
          const forecast =
            current > 0
              ? { from: date - (days * DAY) / 4, date, to: date + days * DAY, frozen: current / 3 }
              : null;
          const chart = layOutBalance({
            series: seriesOf(past),
            current,
            now: NOW,
            threshold: 10_000,
            forecast,
            frame,
          });
          expect(inFrame(chart.line)).toBe(true);
          expect(inFrame(chart.forecast?.cone ?? "M30 100")).toBe(true);
          expect(chart.ticks.length).toBeLessThanOrEqual(5);
          expect(chart.ticks[0]?.value).toBe(0);
          const widest = Math.max(...chart.ticks.map(({ label }) => label.length * 7));
          expect(chart.left - TICK_GAP).toBeGreaterThanOrEqual(widest);
        },
      ),
    );
  });

  test("of a young workspace it begins with what came in first, before the end of any day", () => {
    const came = "2026-11-09T14:52:00.000Z";
    const credit = { amount: amount(10_000), balanceAfter: amount(10_000) };
    const step = { id: "ai-1", at: came, type: "grant" as const, ...credit };
    const points = [{ at: "2026-11-10T00:00:00.000Z", balance: amount(10_000) }];
    const chart = layOutBalance({
      series: { since: "2026-11-09", points, steps: [step] },
      current: 5_000,
      now: NOW,
      threshold: null,
      forecast: null,
      frame,
    });
    expect(chart.start.at).toBe(Date.parse(came));
    expect(chart.steps[0]?.x).toBe(chart.start.x);
  });

  test("the forecast ends at zero, or at what a dispute keeps frozen", () => {
    const end = (frozen: number, days: number) => {
      const date = NOW + days * DAY;
      const forecast = { from: date, date, to: date, frozen };
      const [past, current, now] = [seriesOf([60_000]), 50_000, NOW];
      return layOutBalance({ series: past, current, now, threshold: null, forecast, frame });
    };
    const [zero, frozen] = [end(0, 6), end(30_000, 6)];
    const base = zero.ticks[0]?.y ?? 0;
    expect(zero.forecast?.end.y).toBe(base);
    expect((base - (frozen.forecast?.end.y ?? 0)) / (base - frozen.today.y)).toBeCloseTo(0.6);
    // If the chart ends earlier, as far as the pace gets by then: of 200.00 in 40 days, half in 20.
    const cut = end(30_000, 40);
    expect(cut.forecast?.isReached).toBe(false);
    expect((base - (cut.forecast?.end.y ?? 0)) / (base - cut.today.y)).toBeCloseTo(0.8);
  });

  test("the forecast leads to the likely day, and its cone from today's balance to the earliest and latest", () => {
    const [from, date, to] = [NOW + 4 * DAY, NOW + 6 * DAY, NOW + 9 * DAY];
    const { xOf, today, ticks, forecast } = layOutBalance({
      series: seriesOf([60_000]),
      current: 50_000,
      now: NOW,
      threshold: null,
      forecast: { from, date, to, frozen: 0 },
      frame,
    });
    const base = ticks[0]?.y ?? 0;
    expect(forecast?.end).toEqual({ x: xOf(date), y: base });
    const corners = [today, { x: xOf(from), y: base }, { x: xOf(to), y: base }];
    const path = forecast?.cone ?? "";
    expect(pointsOf(path)).toEqual(corners.map(({ x, y }) => ({ x: rounded(x), y: rounded(y) })));
    expect(path).toMatch(/Z$/);
  });

  test("thousands and more are short", () => {
    const labels = (current: number) =>
      layOutBalance({
        series: seriesOf([current]),
        current,
        now: NOW,
        threshold: null,
        forecast: null,
        frame,
      }).ticks.map(({ label }) => label);
    expect(labels(1_234_567_890_12)).toEqual(["0", "500m", "1b"]);
    expect(labels(4_500_00)).toEqual(["0", "2k", "4k"]);
  });

  test("round values only", () => {
    expect(niceTicks(65_000)).toEqual([0, 20_000, 40_000, 60_000]);
    expect(niceTicks(0)).toEqual([0, 10_000]);
    expect(niceTicks(18_640_000)).toEqual([0, 5_000_000, 10_000_000, 15_000_000]);
    expect(niceTicks(999_999_999)).toEqual([0, 250_000_000, 500_000_000, 750_000_000]);
  });

  test("no two lines are of one value, and each is round, however little there is", () => {
    for (let highest = 1; highest <= 400; highest += 1) {
      const ticks = niceTicks(highest);
      expect(["1", "2", "2.5", "5"]).toContain((ticks[1] ?? 0).toExponential().split("e")[0]);
      expect(new Set(ticks).size).toBe(ticks.length);
      expect(ticks.length).toBeLessThanOrEqual(5);
    }
  });

  test("what can be pointed at never lies over another, and the largest comes first", () => {
    const steps = fc.array(
      fc.record({ hours: fc.nat({ max: 29 * 24 }), amount: fc.integer({ min: 1, max: 500_000 }) }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(steps, (came) => {
        const series: BalanceSeries = {
          ...seriesOf([10_000, 20_000]),
          steps: came.map(({ hours, amount: added }, index) => ({
            id: `ai-${index + 1}`,
            at: new Date(NOW - hours * 3_600_000).toISOString(),
            type: "purchase" as const,
            amount: amount(added),
            balanceAfter: amount(added + 10_000),
          })),
        };
        const chart = layOutBalance({
          series,
          current: 20_000,
          now: NOW,
          threshold: null,
          forecast: null,
          frame,
        });
        const linked = chart.steps.filter((step) => step.linked);
        const largest = Math.max(...came.map(({ amount: added }) => added));
        expect(linked.some((step) => step.amount === largest)).toBe(true);
        expect(chart.steps.every((step) => step.linked || !step.labelled)).toBe(true);
        for (const one of linked) {
          for (const other of linked) {
            const apart = Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y));
            expect(one === other || apart >= 28).toBe(true);
          }
        }
      }),
    );
  });

  test("what came in before the first day ended stands within the axes", () => {
    const series = seriesOf([10_000, 8_000]);
    const at = new Date(Date.parse(series.points[0]?.at ?? "") - DAY / 2).toISOString();
    const came = { type: "grant" as const, amount: amount(10_000), balanceAfter: amount(10_000) };
    const chart = layOutBalance({
      series: { ...series, steps: [{ id: "ai-1", at, ...came }] },
      current: 8_000,
      now: NOW,
      threshold: null,
      forecast: null,
      frame,
    });
    expect(chart.steps[0]?.x).toBe(frame.left);
    expect(inFrame(chart.line)).toBe(true);
  });

  test("a purchase is a vertical step from the balance before it", () => {
    const step = {
      id: "ai-9",
      at: new Date(NOW - 2 * DAY).toISOString(),
      type: "purchase" as const,
      amount: amount(25_000),
      balanceAfter: amount(36_000),
    };
    const series = { ...seriesOf([20_000, 15_000, 12_000]), steps: [step] };
    const chart = layOutBalance({
      series,
      current: 34_000,
      now: NOW,
      threshold: null,
      forecast: null,
      frame,
    });
    const [drawn] = chart.steps;
    expect(drawn && drawn.from > drawn.y).toBe(true);
    const points = pointsOf(chart.line);
    const top = points.findIndex(({ x, y }) => x === drawn?.x && y === drawn.y);
    expect(points[top - 1]).toEqual({ x: drawn?.x, y: drawn?.from });
    expect(points.at(-1)).toEqual(chart.today);
  });

  test("of many steps, the six largest have a label", () => {
    const steps = Array.from({ length: 9 }, (_, index) => ({
      id: `ai-${index + 1}`,
      at: new Date(NOW - (index + 1) * 3 * DAY).toISOString(),
      type: "purchase" as const,
      amount: amount(10_000 + (index % 5) * 1_000 + index),
      balanceAfter: amount(50_000),
    }));
    const chart = layOutBalance({
      series: { ...seriesOf([20_000, 15_000]), steps },
      current: 34_000,
      now: NOW,
      threshold: null,
      forecast: null,
      frame: { ...frame, width: 1_000 },
    });
    expect(chart.steps.flatMap(({ id, labelled }) => (labelled ? [id] : []))).toEqual(
      ["3", "4", "5", "7", "8", "9"].map((place) => `ai-${place}`),
    );
  });
});

describe("why", () => {
  test("names each unit, at most twenty, and sums the rest", () => {
    const items = Array.from({ length: 23 }, (_, index) => ({
      label: `Post ${index + 1}`,
      note: null,
      amount: 150,
    }));
    const why = explain({ items, complexity: "standard", contextItems: 3 });
    expect(why.lines).toHaveLength(20);
    expect(why.more).toEqual({ count: 3, amount: 450 });
    expect(why.facts).toEqual([
      { label: "Complexity", value: "standard" },
      { label: "Context items", value: "3" },
    ]);
  });

  test("leaves out what it does not understand", () => {
    fc.assert(fc.property(fc.jsonValue(), (inputs) => void explain(inputs as never)));
    expect(explain({ items: [{ label: 7 }, "x", null], nested: { a: 1 } })).toEqual({
      lines: [],
      more: null,
      facts: [],
    });
  });
});
