import { median, round } from "../ledger/drive";
import type { Preset, Report } from "./audit";

type Page = { path: string; preset: Preset };

export type Figures = Page & {
  /** Performance, accessibility, best practices, each of 100. */
  scores: [performance: number, accessibility: number, practices: number];
  /** Milliseconds: the largest contentful paint, and the total blocking time. */
  lcp: number;
  tbt: number;
  cls: number;
  /** What Lighthouse suggests to improve in accessibility and best practices. */
  named: string[];
};

export const HEADINGS = ["page", "perf.", "access.", "practice", "LCP, ms", "TBT, ms", "CLS"];

/** The median of each figure over several runs of one page. */
export function middleOf(page: Page, reports: readonly Report[]): Figures {
  const of = (figure: (report: Report) => number, digits = 0) =>
    round(median(reports.map(figure)), digits);
  const score = (name: keyof Report["categories"]) =>
    of(({ categories }) => Math.round((categories[name].score ?? 0) * 100));
  const audited = (name: string, digits = 0) =>
    of(({ audits }) => audits[name]?.numericValue ?? Number.NaN, digits);
  return {
    ...page,
    scores: [score("performance"), score("accessibility"), score("best-practices")],
    lcp: audited("largest-contentful-paint"),
    tbt: audited("total-blocking-time"),
    cls: audited("cumulative-layout-shift", 3),
    named: [...new Set(reports.flatMap(faultsOf))],
  };
}

/** What a page should reach: see docs/acceptance.md, points 38 to 40 and 43. */
const WANTED = {
  desktop: { scores: [95, 100, 95], lcp: 1500, tbt: 150, cls: 0.02 },
  mobile: { scores: [85, 100, 95], lcp: 2500, tbt: Number.POSITIVE_INFINITY, cls: 0.02 },
} as const;

/** Where a page falls short of that, in words: "performance 91 of 95". */
export function shortfalls({ preset, scores, lcp, tbt, cls, named }: Figures): string[] {
  const wanted = WANTED[preset];
  const names = ["performance", "accessibility", "best practices"];
  const low = scores.flatMap((score, at) => {
    const least = wanted.scores[at] ?? 0;
    return score < least ? [`${names[at]} ${score} of ${least}`] : [];
  });
  return [
    ...low,
    ...(within(lcp, wanted.lcp) ? [] : [`LCP ${lcp} ms of ${wanted.lcp}`]),
    ...(within(tbt, wanted.tbt) ? [] : [`TBT ${tbt} ms of ${wanted.tbt}`]),
    ...(within(cls, wanted.cls) ? [] : [`CLS ${cls} of ${wanted.cls}`]),
    ...(low.some((text) => !text.startsWith("performance")) ? named : []),
  ];
}

/** What could not be measured (NaN) is within no limit. */
const within = (figure: number, most: number): boolean => figure <= most;

function faultsOf({ categories, audits }: Report): string[] {
  const weighed = (["accessibility", "best-practices"] as const).flatMap(
    (name) => categories[name].auditRefs,
  );
  return weighed.flatMap(({ id, weight }) => {
    const audit = audits[id];
    if (!audit || weight === 0 || audit.score === null || audit.score === 1) return [];
    const told = (audit.details?.items ?? []).flatMap(({ description, sourceLocation }) =>
      description ? `${description} (${sourceLocation?.url ?? "page"})` : [],
    );
    return [told.length > 0 ? `${audit.title}: ${told.join(", ")}` : audit.title];
  });
}
