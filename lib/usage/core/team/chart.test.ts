import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandsOf, filterOf } from "./bands";
import {
  axisOf,
  type Bar,
  barsOf,
  edgeOf,
  labelledBars,
  labelsApart,
  marksOf,
  middleOf,
} from "./chart";
import { drillOf } from "./drill";
import { periodsOf } from "./periods";
import { byName, type Item, totalOf } from "./sums";
import { itemsOf } from "./usage";

const OPERATIONS = [
  "content_generation",
  "single_post",
  "dm_premium",
  "dm_standard",
  "content_regeneration",
  "assistant_simple",
  "rss_item",
  "campaign_strategy",
  "custom:scan",
  "lead_sourcing",
  "",
];
const use = (name: string, used: number, charges = 1) => ({ name, used, charges });
const items = (rows: ReturnType<typeof use>[]): Item[] =>
  itemsOf(rows, null, (name) => name || "none");
const bands = (rows: ReturnType<typeof use>[], ranking = rows) =>
  bandsOf(items(rows), byName(ranking), "operation");

const rows = fc.array(
  fc
    .tuple(fc.constantFrom(...OPERATIONS), fc.nat({ max: 1_000_000 }))
    .map(([name, used]) => use(name, used)),
  { maxLength: 40 },
);

describe("the bands", () => {
  test("are the groups of the catalogue in their order, and Other", () => {
    const found = bands([
      use("rss_item", 100),
      use("assistant_simple", 400),
      use("content_regeneration", 300),
      use("dm_premium", 500),
      use("dm_standard", 20),
      use("single_post", 350),
      use("custom:scan", 5),
    ]);
    expect(found.map(({ label, tone, used }) => [label, tone, used])).toEqual([
      ["Content generation", 1, 350],
      ["Direct messages", 2, 520],
      ["Regeneration", 3, 300],
      ["AI assistant", 4, 400],
      ["Other", null, 105],
    ]);
    expect(found[1]?.filter).toEqual({ op: "group:messages" });
    expect(found.at(-1)?.items.map(({ name }) => name)).toEqual(["rss_item", "custom:scan"]);
  });

  test("give a larger operation the place of a smaller group, and one alone keeps its name", () => {
    const found = bands([
      use("rss_item", 900),
      use("assistant_simple", 4),
      use("content_regeneration", 300),
      use("dm_premium", 500),
      use("single_post", 350),
    ]);
    expect(found.map(({ label }) => label)).toEqual([
      "Content generation",
      "Direct messages",
      "Regeneration",
      "rss_item",
      "AI assistant",
    ]);
    expect(found.at(-1)).toMatchObject({ tone: null, filter: { op: "group:assistant" } });
  });

  test("lose nothing, and keep their colours whatever is filtered", () => {
    fc.assert(
      fc.property(rows, fc.nat(), (all, seed) => {
        const some = all.filter((_, index) => (seed >> (index % 30)) & 1);
        const [before, after] = [bands(all), bands(some, all)];
        expect(totalOf(before)).toEqual(totalOf(all));
        expect(totalOf(after)).toEqual(totalOf(some));
        for (const band of after) {
          if (band.id === "other") continue;
          expect(before.find(({ id }) => id === band.id)?.tone).toBe(band.tone);
        }
      }),
    );
  });

  test("lead to their charges in the history by its own filters", () => {
    expect(filterOf("api_key:k", "member")).toEqual({ member: "k" });
    expect(filterOf("system", "member")).toEqual({ member: "system" });
    expect(filterOf("", "campaign")).toBeNull();
  });
});

describe("the bars", () => {
  const periods = periodsOf({ from: "2026-11-01", to: "2026-11-10" }, "day");
  const draw = (
    uses: { period: number; name: string; used: number; charges: number }[],
    since: string | null,
  ) =>
    barsOf({
      periods,
      step: "day",
      comparison: "before",
      bands: bands(uses),
      uses,
      before: [{ period: 2, used: 70, charges: 1 }],
      since,
    });

  test("add up to the bands, bar by bar", () => {
    const placed = fc.array(
      fc
        .tuple(fc.nat({ max: 9 }), fc.constantFrom(...OPERATIONS), fc.nat({ max: 90_000 }))
        .map(([period, name, used]) => ({ period, name, used, charges: 1 })),
    );
    fc.assert(
      fc.property(placed, (uses) => {
        const bars = draw(uses, "2026-01-01");
        for (const bar of bars) expect(bar.parts.reduce((a, b) => a + b, 0)).toBe(bar.used);
        bands(uses).forEach((band, index) => {
          expect(bars.reduce((sum, { parts }) => sum + (parts[index] ?? 0), 0)).toBe(band.used);
          expect(bars.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0)).toBe(
            band.charges,
          );
        });
      }),
    );
  });

  test("lead to all of their charges, and with one band shown alone to those of it", () => {
    const uses = [
      { period: 0, name: "dm_premium", used: 400, charges: 2 },
      { period: 0, name: "rss_item", used: 100, charges: 3 },
      { period: 0, name: "custom:scan", used: 10, charges: 4 },
      { period: 0, name: "single_post", used: 100, charges: 5 },
      { period: 0, name: "lead_sourcing", used: 200, charges: 6 },
      { period: 0, name: "assistant_simple", used: 90, charges: 7 },
      { period: 1, name: "rss_item", used: 100, charges: 1 },
    ];
    const [first, second] = draw(uses, null);
    if (!first || !second) throw new Error("Two periods have use.");
    const lead = (bar: Bar, ...chosen: string[]) => drillOf(bar, bands(uses), chosen);
    const all = { charges: 27, filter: null, label: null };
    expect(drillOf(first, bands(uses), null)).toEqual(all);
    expect(lead(first, "messages")).toEqual({
      charges: 2,
      filter: { op: "group:messages" },
      label: "Direct messages",
    });
    expect(lead(second, "messages").charges).toBe(0);
    // No filter of the history finds several bands, Other, or a band that no longer exists.
    expect(lead(first, "messages", "content")).toEqual(all);
    expect(lead(first, "other")).toEqual(all);
    expect(lead(first, "gone")).toEqual(all);
  });

  test("before the first entry are blank, and so is what they would be compared with", () => {
    const bars = draw([], "2026-10-06");
    expect(bars.every(({ blank }) => !blank)).toBe(true);
    expect(bars.map(({ before }) => before)).toEqual([null, null, 70, 0, 0, 0, 0, 0, 0, 0]);
    expect(draw([], null).every(({ blank }) => blank)).toBe(true);
  });

  test("a row without a place is a bug, not a smaller picture", () => {
    const uses = [{ period: 99, name: "rss_item", used: 1, charges: 1 }];
    expect(() => draw(uses, null)).toThrow("No place");
  });
});

describe("the axis", () => {
  test("has room for every bar, and at most four round lines above the baseline", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2_000_000_000 }), (highest) => {
        const ticks = axisOf(highest);
        expect(ticks[0]).toBe(0);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(5);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest);
        expect(ticks.every(Number.isInteger)).toBe(true);
        const [, step = 0] = ticks;
        expect(ticks).toEqual(ticks.map((_, index) => index * step));
        expect(["1", "2", "2.5", "5"]).toContain(step.toExponential().split("e")[0]);
      }),
    );
    for (let highest = 1; highest <= 1_00; highest += 1) {
      const [, step = 0] = axisOf(highest);
      expect(["1", "2", "2.5", "5"]).toContain(step.toExponential().split("e")[0]);
    }
    expect(axisOf(12)).toEqual([0, 5, 10, 15]);
    expect(axisOf(5_058)).toEqual([0, 2_000, 4_000, 6_000]);
    expect(axisOf(0)).toEqual([0, 100]);
  });

  test("on a phone no label touches another, whatever the axis beside them takes", () => {
    const days = (count: number) =>
      labelledBars(count).map((index) => ({ index, text: `${10 + (index % 18)} Nov` }));
    expect([...labelsApart(days(20), { count: 20, width: 262 })]).toEqual([0, 4, 8, 12, 19]);
    expect([...labelsApart(days(8), { count: 8, width: 262 })]).toEqual([0, 2, 4, 7]);
    expect([...labelsApart(days(5), { count: 5, width: 262 })]).toEqual([0, 1, 2, 3, 4]);
    const [count, width] = [fc.integer({ min: 3, max: 120 }), fc.integer({ min: 230, max: 330 })];
    fc.assert(
      fc.property(count, width, (bars, wide) => {
        const kept = [...labelsApart(days(bars), { count: bars, width: wide })];
        expect([kept[0], kept.at(-1)]).toEqual([0, bars - 1]);
        const middles = kept.map((index) => {
          const edge = edgeOf(index, bars);
          if (edge) return edge === "start" ? 19 : wide - 19;
          return ((index + 0.5) / bars) * wide;
        });
        const gaps = middles.slice(1).map((middle, index) => middle - (middles[index] ?? 0));
        expect(Math.min(...gaps)).toBeGreaterThan(37);
      }),
    );
  });

  test("names the first and the last bar, and not one beside the last", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), (count) => {
        const labelled = labelledBars(count);
        expect([labelled[0], labelled.at(-1)]).toEqual([0, count - 1]);
        expect(labelled.length).toBeLessThanOrEqual(7);
      }),
    );
  });

  test("marks what came in six times at most, never one over another, and forgets none", () => {
    const arrival = fc.record({
      period: fc.nat({ max: 29 }),
      amount: fc.integer({ min: 1, max: 9_000 }),
      type: fc.constantFrom("purchase" as const, "grant" as const, "both" as const),
    });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 40 }), (arrivals) => {
        const marks = marksOf(arrivals, 30);
        const sum = (all: readonly { amount: number }[]) =>
          all.reduce((total, { amount }) => total + amount, 0);
        expect(marks.length).toBeLessThanOrEqual(6);
        expect(sum(marks)).toBe(sum(arrivals));
        marks.slice(1).forEach((mark, index) => {
          expect(middleOf(mark) - middleOf(marks[index])).toBeGreaterThan(3);
        });
        const marked = marks.flatMap(({ periods }) => periods);
        expect(marked).toEqual(arrivals.map(({ period }) => period).toSorted((a, b) => a - b));
      }),
    );
  });

  test("marks every month in which credits came, in sums that keep apart, and names what is of both kinds", () => {
    const arrivals = Array.from({ length: 11 }, (_, period) => ({
      period,
      amount: 100,
      type: period === 0 ? ("grant" as const) : ("purchase" as const),
    }));
    expect(marksOf(arrivals, 11)).toEqual([
      { periods: [0, 1], amount: 200, type: "both" },
      { periods: [2, 3], amount: 200, type: "purchase" },
      { periods: [4, 5], amount: 200, type: "purchase" },
      { periods: [6, 7], amount: 200, type: "purchase" },
      { periods: [8, 9], amount: 200, type: "purchase" },
      { periods: [10], amount: 100, type: "purchase" },
    ]);
  });
});
