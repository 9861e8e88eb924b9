import { formatCredits } from "../../../credits/core/format";
import { type Day, dayLabel } from "../calendar";
import type { Point } from "./cumulative";
import { type Period, periodLabel, spanLabel } from "./periods";
import type { Range, Step, UsageView } from "./view";
import { drillText } from "./words";

type Page = { view: UsageView; range: Range; compared: Range | null; step: Step; today: Day };

/** "By 20 Oct": everything in a range up to then. */
export const untilText = ({ to }: Period, today: Day): string => `By ${dayLabel(to, today)}`;

/** "Tue 17 Nov", "16 to 20 Nov, so far". */
export const pointTitle = (point: Point, { today }: Pick<Page, "today">): string =>
  `By ${periodLabel({ from: point.to, to: point.to }, today)}${point.to === today ? ", so far" : ""}`;

/** What a single column is called beside the sum. */
export const ownLabel = (step: Step): string => `That ${step} alone`;

/** "By Tue 17 Nov, 470.12. That day alone 50.58. Lists 230 charges." */
export function pointName(point: Point, page: Page): string {
  const credits = (amount: number) => formatCredits(amount, page.view.kind);
  const { own, total } = point;
  const drill = { charges: total.charges, filter: null, label: null };
  return `${pointTitle(point, page)}, ${credits(total.used)}. ${ownLabel(page.step)} ${credits(own.used)}. Lists ${drillText(drill, "charge")}.`;
}

/** One sentence that says what the line shows, as a caption and for those who cannot see it. */
export function cumulativeSummary(
  points: readonly Point[],
  { view, range, compared, today }: Page,
): string {
  const last = points.at(-1);
  const title = `${view.kind === "ai" ? "AI" : "Lead"} credits used, cumulative, ${spanLabel(range, today)}.`;
  if (!last) return title;
  const credits = (amount: number) => formatCredits(amount, view.kind);
  const before =
    compared && last.before !== null
      ? `, ${credits(last.before)} in ${spanLabel(compared, today)}`
      : "";
  return `${title} ${credits(last.total.used)} in all${before}.`;
}
