import { type Day, isDay } from "./calendar";
import type { Filters } from "./filters";

type Days = Pick<Filters, "from" | "to">;

/** What an address or a menu gave for the two ends of a range, whether or not it can be read. */
export type GivenDays = Partial<Record<keyof Days, string | string[] | undefined>>;

/**
 * One sentence that says why the days shown are not those that were given, and what is shown instead. Null if they are
 * the same. `label`: the shown days in words.
 */
export function otherDays(given: GivenDays, shown: Days, label: string): string | null {
  const [from, to] = [first(given.from), first(given.to)];
  const reason = reasonOf(from, to, shown);
  return reason && `${reason}; shown instead: ${label.charAt(0).toLowerCase()}${label.slice(1)}.`;
}

function reasonOf(from: Day, to: Day, shown: Days): string | null {
  const days = [from, to].filter((one) => one !== "");
  if (!days.every(isDay)) return "A day was given that does not exist";
  if (from && to && from > to) return "The last day was given first";
  const { from: begin, to: end } = shown;
  if (end && days.some((one) => one > end)) return "Days were given that are yet to come";
  if (begin && from && from < begin) return "More days were given than are shown at once";
  return null;
}

const first = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value) ?? "";
