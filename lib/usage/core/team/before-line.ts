import type { Bar } from "./chart";

/** Where the columns are drawn, in pixels. */
type Plot = { x: number; y: number; width: number; height: number };

/**
 * The compared use as the path of a step line: each step is as wide as its bar's column, and as high as what it was on
 * an axis that ends at `top`. Where there is nothing to compare with, the line is interrupted. Empty if there is none.
 */
export function beforePath(bars: readonly Pick<Bar, "before">[], plot: Plot, top: number): string {
  const wide = plot.width / bars.length;
  return bars
    .map(({ before }, index) => {
      if (before === null) return "";
      const start = plot.x + wide * index;
      const height = plot.y + plot.height * (1 - before / top);
      const joins = index > 0 && bars[index - 1]?.before !== null;
      return `${joins ? "L" : "M"}${start} ${height}H${start + wide}`;
    })
    .join("");
}
