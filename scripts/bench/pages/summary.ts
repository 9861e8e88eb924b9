import type { PageFigure } from "./measure";

/** The table of docs/bench.md, to be copied as it is: p50 and p95 of each workspace, and its ratios. */
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
  const columns = ["page", ...heads];
  return [columns, columns.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
