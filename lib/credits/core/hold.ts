import { type Credits, credits } from "./amount";
import type { Provenance } from "./command";
import type { Instant } from "./instant";
import { type Allocation, dropFirst } from "./lot";

/** How a hold ended: by a capture or release that settled it, or by its own lapse. */
export type HoldEnd = "settled" | "lapsed";

/** Credits set aside for a running operation. amount = captured + released + what `lots` still set aside. */
export type Hold = Readonly<{
  id: string;
  amount: Credits;
  captured: Credits;
  released: Credits;
  /** What is still set aside, in the order it will be captured. */
  lots: readonly Allocation[];
  state: "open" | HoldEnd;
  operation: string | null;
  subject: string | null;
  runId: string | null;
  createdAt: Instant;
  /** From this instant on the hold has lapsed, whether or not a row says so. */
  lapsesAt: Instant;
}>;

export const remainingOf = (hold: Hold): Credits =>
  credits(hold.amount - hold.captured - hold.released);

/** Takes the first `amount` of what the hold still sets aside: captured for a charge, or released. */
export const takeFromHold = (hold: Hold, as: "captured" | "released", amount: number): Hold => ({
  ...hold,
  [as]: credits(hold[as] + amount),
  lots: dropFirst(hold.lots, amount),
});

/** What the rows of a hold are about, when a command does not say otherwise. */
export const aboutHold = ({ operation, subject, runId }: Hold): Partial<Provenance> => ({
  ...(operation === null ? {} : { operation }),
  ...(subject === null ? {} : { subject }),
  ...(runId === null ? {} : { runId }),
});
