import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandsOf } from "./bands";
import { barsOf } from "./chart";
import { usageLine } from "./csv";
import { observe } from "./observation";
import { periodsOf } from "./periods";
import { actorUses, folded } from "./rows";
import { byName, type Item, totalOf } from "./sums";
import { itemsOf, peopleOf } from "./usage";
import { changeText, changeWords, chartSummary, perCharge, shareText } from "./words";

const use = (name: string, used: number, charges = 1) => ({ name, used, charges });
const items = (rows: ReturnType<typeof use>[]): Item[] =>
  itemsOf(rows, null, (name) => name || "none");
const bands = (rows: ReturnType<typeof use>[]) => bandsOf(items(rows), byName(rows), "operation");

describe("the tables", () => {
  test("fold what is beyond eight rows, and the sum stays", () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), (count) => {
        const all = Array.from({ length: count }, (_, index) => ({
          used: index,
          charges: 1,
          before: index,
        }));
        const { shown, rest } = folded(all);
        expect(shown.length + (rest ? 1 : 0)).toBeLessThanOrEqual(8);
        expect(totalOf([...shown, ...(rest ? [rest] : [])])).toEqual(totalOf(all));
      }),
    );
  });

  test("divide each actor as the chart is divided", () => {
    const shares = [
      { actor: "a", ...use("rss_item", 10) },
      { actor: "a", ...use("single_post", 30) },
      { actor: "b", ...use("single_post", 70) },
    ];
    const found = bands([use("rss_item", 10), use("single_post", 100)]);
    const who = actorUses(
      itemsOf([use("a", 40), use("b", 70), use("c", 0, 0)], null, (name) => name),
      found,
      shares,
    );
    expect(who.map(({ name, parts }) => [name, ...parts])).toEqual([
      ["b", 70, 0],
      ["a", 30, 10],
    ]);
  });

  test("count people, not programs and schedules", () => {
    const actors = items([
      use("ines", 1),
      use("gone", 1),
      use("system", 1),
      use("api_key:k", 1),
      use("idle", 0, 0),
    ]);
    const members = [
      { id: "ines" },
      { id: "idle" },
      { id: "gone", removed: true },
      { id: "left", removed: true },
    ];
    expect(peopleOf(actors, members)).toEqual({ used: 2, of: 3, programs: 1, scheduled: true });
  });

  test("observe a campaign with most of at least ten regenerations", () => {
    const row = (campaign: string, charges: number) => ({
      campaign,
      label: campaign,
      charges,
      used: charges * 150,
    });
    expect(observe([row("x", 41), row("y", 18)])).toMatchObject({
      campaign: "x",
      part: { charges: 41 },
      whole: { charges: 59 },
    });
    expect(observe([row("x", 5), row("y", 5)])).toBeNull();
    expect(observe([row("x", 9)])).toBeNull();
    expect(observe([row("", 40), row("y", 18)])).toBeNull();
  });
});

describe("words", () => {
  test("parts and changes in percent", () => {
    expect([shareText(17_955, 53_120), shareText(0, 0)]).toEqual(["33.8%", "0.0%"]);
    expect([
      changeText(131, 100),
      changeText(969, 1_000),
      changeText(5, 0),
      changeText(0, 0),
    ]).toEqual(["+31.0%", "\u22123.1%", "new", "0.0%"]);
    expect(changeText(100_001, 100_000)).toBe("0.0%");
    expect([
      changeWords(53_120, 44_860),
      changeWords(969, 1_000),
      changeWords(7, 7),
      changeWords(7, 0),
    ]).toEqual(["18.4% more", "3.1% less", "As much", null]);
    // A range that ends today is not over, so a part is compared with a whole.
    const soFar = { soFar: true };
    expect([
      changeWords(53_120, 44_860, soFar),
      changeWords(305, 1_000, soFar),
      changeWords(7, 7, soFar),
      changeWords(7, 0, soFar),
    ]).toEqual(["18.4% more so far", "69.5% less so far", "As much so far", null]);
    expect([perCharge(22_861, 154), perCharge(0, 0)]).toEqual([148, 0]);
  });

  test("one sentence says what the chart shows", () => {
    const range = { from: "2026-11-16", to: "2026-11-17" };
    const uses = [use("rss_item", 5_058), use("rss_item", 100)].map((one, period) => ({
      ...one,
      period: 1 - period,
    }));
    const bars = barsOf({
      periods: periodsOf(range, "day"),
      step: "day",
      comparison: "none",
      bands: bands(uses),
      uses,
      before: null,
      since: "2026-01-01",
    });
    expect(
      chartSummary({
        kind: "ai",
        bars,
        step: "day",
        group: "operation",
        range,
        today: "2026-11-20",
      }),
    ).toBe(
      "AI credits used per day, 16 to 17 Nov, by operation. 51.58 in all. The highest day is Tue 17 Nov, with 50.58.",
    );
  });
});

test("no cell of an export is a formula, and its amounts are plain numbers", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (label, used) => {
      const line = usageLine({
        range: "shown",
        period: { from: "2026-11-17", to: "2026-11-17" },
        kind: "ai",
        group: "campaign",
        name: "",
        label,
        used,
        charges: 3,
      });
      const [cells = []] = parse(line) as string[][];
      expect(cells).toHaveLength(9);
      expect(/^[=+\-@\t\r]/.test(cells[6] ?? "")).toBe(false);
      expect(Math.round(Number(cells[7]) * 100)).toBe(used);
    }),
  );
});
