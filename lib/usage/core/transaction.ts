import type { Kind } from "@/lib/credits/core/amount";
import type { RowType } from "./operations";

/** Who moved credits, as a row shows it. A member who left keeps their name, with a tag. */
export type RowActor = {
  kind: "member" | "removed" | "system" | "api_key";
  id: string | null;
  name: string;
};

/** One row of the history. Amounts are signed hundredths of a credit; plain JSON. */
export type Transaction = {
  /** "ai-1042" */
  id: string;
  kind: Kind;
  seq: number;
  at: string;
  type: "charge" | RowType;
  /** "Direct messages, premium", or the type of a row that is not a charge. */
  label: string;
  /** What it was for: "Café owners, 4 messages". */
  detail: string | null;
  /** For a charge for a part of an import, which rows: "Rows 2,001 to 4,000". */
  part: string | null;
  actor: RowActor;
  amount: number;
  balanceAfter: number;
  runId: string | null;
};
