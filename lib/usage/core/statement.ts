import type { Kind } from "../../credits/core/amount";
import { zonedIso } from "./calendar";
import { plain, text } from "./csv";
import type { Month } from "./month";
import { rowDetail } from "./row-detail";
import type { Transaction } from "./transaction";

/** Where an account stood after an entry. Before the first one the balance is 0 and `digest` is null. */
export type AccountPosition = { seq: number; balance: number; digest: string | null };

/** The rows of one operation, or of one type other than charge, together. `amount` is signed. */
export type OperationTotal = { label: string; rows: number; amount: number };

/** One kind of credits in one month: opening + every row = closing. Amounts in hundredths of a credit. */
export type Statement = {
  kind: Kind;
  month: Month;
  /** The workspace's time zone when the month ended; if the month is not over, the present one. */
  timeZone: string;
  from: Date;
  /** The end of the month or, if it is not over, the time at which the statement was made. */
  until: Date;
  isOver: boolean;
  opening: AccountPosition;
  closing: AccountPosition;
  rows: number;
  totals: OperationTotal[];
};

/** What came in within a statement, and what went out: `taken` is negative. Opening + added + taken = closing. */
export type Turnover = { added: number; taken: number };

/** A month in the list of statements, and the time zone in which it ends. */
export type StatementMonth = {
  month: Month;
  timeZone: string;
  opening: number;
  closing: number;
  isOver: boolean;
};

/** The first row of a statement's CSV opens the balance, the last one closes it. */
export const openingLine = ({ from, timeZone, kind, opening }: Statement): string =>
  balanceLine("opening", "Opening balance", { at: from, timeZone, kind, balance: opening.balance });

export const closingLine = (statement: Statement): string => {
  const { until, timeZone, kind, closing } = statement;
  const { balance } = closing;
  return balanceLine("closing", closingLabel(statement), { at: until, timeZone, kind, balance });
};

/** What the last balance of a statement is called: a month that goes on has not closed. */
export const closingLabel = ({ isOver }: Pick<Statement, "isOver">): string =>
  isOver ? "Closing balance" : "Balance so far";

function balanceLine(
  type: "opening" | "closing",
  label: string,
  { at, timeZone, kind, balance }: { at: Date; timeZone: string; kind: Kind; balance: number },
): string {
  const times = [at.toISOString(), zonedIso(at, timeZone)];
  return ["", ...times, type, text(label), "", "", kind, "", plain(balance), ""].join(",");
}

/** What a row was for, in one line. */
export const rowText = (row: Transaction): string => {
  const detail = rowDetail(row);
  return detail ? `${row.label}, ${detail}` : row.label;
};
