import { expect, test } from "vitest";
import { milestoneWords, quartersOf } from "./milestones";

/** What is announced while a run of this many units is watched at every unit, from beginning to end. */
function announcementsOf(total: number): string[] {
  let heard = 0;
  const steps = [
    ...Array.from({ length: total + 1 }, (_, done) => ({ state: "running" as const, done, total })),
    { state: "done" as const, done: total, total },
  ];
  return steps.flatMap((step) => {
    const quarter = quartersOf(step);
    const words = milestoneWords("Import", heard, quarter);
    heard = Math.max(heard, quarter);
    return words ? [words] : [];
  });
}

test.each([4, 7, 400, 48_212])("a run of %i units is told at its quarters alone", (total) => {
  expect(announcementsOf(total)).toEqual([
    "Import: 25%",
    "Import: 50%",
    "Import: 75%",
    "Import: done",
  ]);
});

test("a run that leaps tells where it is, and nothing twice", () => {
  expect(announcementsOf(1)).toEqual(["Import: 75%", "Import: done"]);
  expect(milestoneWords("Import", 3, 2)).toBeNull();
});

test("all units done is not the end before the run is over", () => {
  expect(quartersOf({ state: "running", done: 10, total: 10 })).toBe(3);
  expect(quartersOf({ state: "queued", done: 0, total: 0 })).toBe(0);
});
