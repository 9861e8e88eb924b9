import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChargeCost, isLog, stripOf } from "./strip";
import { noStripSentence, stripNote, stripSentence } from "./strip-words";

const costs = (...all: number[]): ChargeCost[] =>
  all.map((cost, index) => ({ entry: `ai-${index + 1}`, runId: `run-${index}`, cost }));
const strip = (charges: ChargeCost[], of = charges.length) => {
  const made = stripOf(charges, of);
  if (!made || typeof made === "string") throw new Error("No strip.");
  return made;
};

describe("what runs cost", () => {
  test("half of them cost up to the median: an amount that one of them cost", () => {
    expect(strip(costs(1_00, 9_00, 3_00)).median).toBe(3_00);
    expect(strip(costs(1_00, 9_00, 3_00, 4_00)).median).toBe(3_00);
    expect(stripSentence(strip(costs(1_00, 9_00, 3_00)), "ai")).toBe(
      "Half of 3 runs cost up to 3.00.",
    );
    const ten = strip(costs(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    expect(stripSentence(ten, "ai")).toBe(
      "Half of 10 runs cost up to 0.05, nine in ten up to 0.09.",
    );
    expect(stripSentence(strip(costs(1_75)), "lead")).toBe("One run cost 1.75.");
    expect(stripSentence(strip(costs(1_00, 1_00)), "ai")).toBe("Each of 2 runs cost 1.00.");
  });

  test("the charges of a run are one run, and a charge without a run is one of its own", () => {
    const charges = [
      { entry: "ai-1", runId: "r", cost: 2_00 },
      { entry: "ai-2", runId: "r", cost: 3_00 },
      { entry: "ai-3", runId: null, cost: 4_00 },
      { entry: "ai-4", runId: null, cost: 4_50 },
    ];
    const made = strip(charges);
    expect(made).toMatchObject({
      runs: 3,
      least: { cost: 4_00 },
      most: { cost: 5_00, charges: 2 },
    });
    expect(stripNote(made)).toBe("4 charges in all.");
  });

  test("what was refunded whole is left out, and said; where nothing is left, it says why", () => {
    expect(stripNote(strip(costs(0, 0, 3_00)))).toBe("Left out: 2 runs refunded in full.");
    expect(stripOf(costs(0, 0), 2)).toBe("refunded");
    expect(stripOf(costs(0, 0), 3)).toBe("older");
    expect(stripOf([], 3)).toBe("older");
    expect(noStripSentence("older")).toBe(
      "Too far back to tell: only the newest 20,000 charges of an operation are read.",
    );
    expect(stripOf([], 0)).toBeNull();
  });

  test("where older charges were not read, it says so", () => {
    const made = strip(costs(1_00, 2_00), 1_234);
    expect(stripSentence(made, "ai")).toBe("Half of the newest 2 runs cost up to 1.00.");
    expect(stripNote(made)).toBe("2 of 1,234 charges.");
  });

  test("only above fifty times the least the axis has steps of equal ratio", () => {
    expect(isLog(10, 500)).toBe(false);
    expect(isLog(10, 501)).toBe(true);
    const log = strip(costs(10, 100, 10_00));
    expect(log).toMatchObject({ log: true, median: 100 });
    expect(log.medianAt).toBeCloseTo(0.5);
    expect(log.ticks).toEqual([{ at: expect.closeTo(0.5), value: 100 }]);
    expect(strip(costs(10, 500)).log).toBe(false);
  });

  test("however many runs there are, the dots are few, keep their place, and stand for all", () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 1_000_000 }), {
      minLength: 1,
      maxLength: 1_000,
    });
    fc.assert(
      fc.property(amounts, (all) => {
        const made = strip(costs(...all));
        const dots = made.columns.reduce((sum, column) => sum + column.dots, 0);
        expect(dots).toBeLessThanOrEqual(49 * 9);
        expect(Math.max(...made.columns.map((column) => column.dots))).toBeLessThanOrEqual(9);
        expect(dots * made.each).toBeGreaterThanOrEqual(all.length);
        if (made.each === 1) expect(dots).toBe(all.length);
        for (const { at } of [...made.columns, ...made.ticks]) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThanOrEqual(1);
        }
        expect(made.log).toBe(Math.max(...all) / Math.min(...all) > 50);
        expect(all.filter((cost) => cost <= made.median).length * 2).toBeGreaterThanOrEqual(
          all.length,
        );
      }),
    );
  });
});
