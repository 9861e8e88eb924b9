import { expect, test } from "vitest";
import { middleOf, shortfalls } from "./figures";

/** One run of Lighthouse that reaches everything, but for what is told. */
const report = ({
  scores = [0.95, 1, 0.95],
  lcp = 1500,
  tbt = 150,
  cls = 0.02,
  audits = {},
} = {}) => {
  const names = ["performance", "accessibility", "best-practices"];
  return {
    categories: Object.fromEntries(
      names.map((name, at) => [
        name,
        { score: scores[at], auditRefs: Object.keys(audits).map((id) => ({ id, weight: 1 })) },
      ]),
    ),
    audits: {
      "largest-contentful-paint": { numericValue: lcp },
      "total-blocking-time": { numericValue: tbt },
      "cumulative-layout-shift": { numericValue: cls },
      ...audits,
    },
  };
};
const short = (over, preset = "desktop") =>
  shortfalls(middleOf({ path: "/rates", preset }, [report(over)]));

test("a page that just reaches what is wanted falls short in nothing", () => {
  expect(short({})).toEqual([]);
  expect(short({ scores: [0.85, 1, 0.95], lcp: 2500, tbt: 900 }, "mobile")).toEqual([]);
});

test("one that is a point or a millisecond below says in what", () => {
  expect(short({ scores: [0.94, 0.99, 0.94], lcp: 1501, tbt: 151, cls: 0.021 })).toEqual([
    "performance 94 of 95",
    "accessibility 99 of 100",
    "best practices 94 of 95",
    "LCP 1501 ms of 1500",
    "TBT 151 ms of 150",
    "CLS 0.021 of 0.02",
  ]);
  expect(short({ scores: [0.84, 1, 0.95], lcp: 2501 }, "mobile")).toEqual([
    "performance 84 of 85",
    "LCP 2501 ms of 2500",
  ]);
});

test("what could not be measured falls short too", () => {
  expect(short({ scores: [null, 1, 0.95], cls: Number.NaN })).toEqual([
    "performance 0 of 95",
    "CLS NaN of 0.02",
  ]);
  expect(short({ lcp: Number.NaN })).toEqual(["LCP NaN ms of 1500"]);
});

test("of several runs the median counts", () => {
  const runs = [0.5, 0.96, 1].map((score) => report({ scores: [score, 1, 1] }));
  expect(middleOf({ path: "/rates", preset: "desktop" }, runs).scores[0]).toBe(96);
});
