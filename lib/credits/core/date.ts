const DAY = 86_400_000;

/** `date`, as "2026-11-20", moved by `count` calendar days, whatever their length. */
export const addDays = (date: string, count: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);

/** How many days lie between two dates: 0 for the same one. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
