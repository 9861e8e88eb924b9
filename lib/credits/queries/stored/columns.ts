/**
 * The columns of an entry, in the order in which they are read. Those that name a bucket of the rollups are adjacent.
 */
const NAMES = [
  "seq",
  "type",
  "amount",
  "current_after",
  "held_after",
  "debt_after",
  "subject",
  "reason",
  "operation",
  "actor_type",
  "actor_id",
  "campaign_id",
  "run_id",
  "hold_id",
  "quantity",
  "inputs",
  "rate_card_version",
  "quoted_max",
  "lots",
  "corrects",
  "facts",
  "key",
  "digest",
  "at",
] as const;

export type Column = (typeof NAMES)[number];

/** For a row `e` of the entries. */
export const COLUMNS = NAMES.map((name) => `e.${name}`).join(", ");

/** The number of each column's field, and that of the first field that may follow them. */
export const FIELD = Object.fromEntries(NAMES.map((name, index) => [name, index])) as Readonly<
  Record<Column, number>
>;
export const FIELDS = NAMES.length;
