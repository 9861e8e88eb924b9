/** In the place of a chart whose code did not come. What it lies under still tells each column, and leads on. */
export const ChartMissing = () => (
  <span className="grid h-full place-items-center text-muted-foreground text-xs">
    The chart did not load. View it as table, or reload the page.
  </span>
);
