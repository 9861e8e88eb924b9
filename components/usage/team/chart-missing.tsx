/** Replaces a chart whose code did not load. The links over it still name each column and lead on. */
export const ChartMissing = () => (
  <span className="grid h-full place-items-center text-muted-foreground text-xs">
    The chart did not load. View it as table, or reload the page.
  </span>
);
