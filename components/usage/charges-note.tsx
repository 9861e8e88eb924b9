import type { History } from "@/lib/usage/types";

/** Says that a number in Team usage, which links to the charges of some days, has refunds subtracted. */
export const ChargesNote = ({ view: { from, to }, operation, page }: History) =>
  page.rows.length > 0 && operation && (from || to) && operation.by !== "type" ? (
    <p className="mb-1.5 text-muted-foreground text-xs">
      Charges in full. A refund of one is a row of its own.
    </p>
  ) : null;
