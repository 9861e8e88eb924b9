import type { PageFigure } from "./measure";

/** The tables of docs/bench.md: p50 and p95 of each page in each workspace with its ratios, and what the page shows. */
export function summary(figures: readonly PageFigure[]): string {
  const sizes = [...new Set(figures.map(({ size }) => size))];
  const pages = Map.groupBy(figures, ({ what }) => what);
  const heads = sizes.map((size, index) => {
    const name = `${size.toLocaleString("en-US")} entries, p50 / p95 ms`;
    return index === 0 ? name : `${name} (to the one before, to the first)`;
  });
  const rows = [...pages].map(([what, found]) => [
    what,
    ...found.map(({ p50, p95, toFirst, toBefore }, index) =>
      index === 0 ? `${p50} / ${p95}` : `${p50} / ${p95} (${toBefore}, ${toFirst})`,
    ),
  ]);
  const shown = [...pages].map(([what, found]) => [
    what,
    ...found.map(({ rows, kB }) => [rows, kB].map((one) => one ?? "").join(" / ")),
  ]);
  return [
    table(["page", ...heads], rows),
    table(["rows / kB of HTML", ...sizes.map((size) => size.toLocaleString("en-US"))], shown),
  ].join("\n\n");
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
