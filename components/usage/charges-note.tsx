import type { History } from "@/lib/usage/types";

/** The charges of some days are what a number of Team usage leads to; that number has refunds taken off. */
export const ChargesNote = ({ view: { from, to }, operation, page }: History) =>
  page.rows.length > 0 && operation && (from || to) && operation.by !== "type" ? (
    <p className="mb-1.5 text-muted-foreground text-xs">
      Charges in full. A refund of one is a row of its own.
    </p>
  ) : null;
