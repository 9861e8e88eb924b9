import type { Kind } from "../../../credits/core/amount";
import { plain, text } from "../csv";
import type { Period } from "./periods";
import type { Use } from "./sums";

/** The columns of an export of the team's usage, in order. */
export const USAGE_COLUMNS = [
  "period",
  "from",
  "to",
  "kind",
  "group_by",
  "id",
  "name",
  "credits",
  "charges",
] as const;

/** One row of an export: what one operation, actor or campaign used in one period. `shown` or `compared`. */
export type UsageLine = Use & {
  range: "shown" | "compared";
  period: Period;
  kind: Kind;
  group: string;
  name: string;
  label: string;
};

/** As one line of CSV, without its line end. A spreadsheet takes no cell for a formula. */
export const usageLine = (line: UsageLine): string =>
  [
    line.range,
    line.period.from,
    line.period.to,
    line.kind,
    line.group,
    text(line.name),
    text(line.label),
    plain(line.used),
    String(line.charges),
  ].join(",");
