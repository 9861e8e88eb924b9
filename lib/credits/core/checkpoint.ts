import { credits } from "./amount";
import { type Books, thresholdsOf } from "./books";
import { type Cap, capName } from "./cap";
import type { Hold } from "./hold";
import type { Lot } from "./lot";
import type { Account } from "./state";
import type { Threshold } from "./threshold";

/** Counted while reading the entries, and compared with the number of stored rows of each. */
export type Counts = { charges: number; answers: number; endedHolds: number };

/** The books up to an entry that was found correct, from which a later check may continue. Plain JSON. */
export type Checkpoint = Counts & {
  account: Account;
  lots: Lot[];
  openHolds: Hold[];
  caps: Cap[];
  thresholds: Threshold[];
};

const NOTHING_GONE = { revoked: credits(0), excused: credits(0), pledged: credits(0) };

export const noCounts = (): Counts => ({ charges: 0, answers: 0, endedHolds: 0 });

export const checkpointOf = (books: Books, counts: Counts): Checkpoint => ({
  ...counts,
  account: books.account,
  lots: [...books.lots.values()],
  openHolds: [...books.holds.values()].filter((hold) => hold.state === "open"),
  caps: [...books.caps.values()],
  thresholds: thresholdsOf(books),
});

export const resumeFrom = ({
  account,
  lots,
  openHolds,
  caps,
  thresholds,
  ...counts
}: Checkpoint): { books: Books; counts: Counts } => ({
  books: {
    account,
    // Older checkpoints lack these: at that time there were none.
    lots: new Map(lots.map((lot) => [lot.id, { ...NOTHING_GONE, ...lot }])),
    holds: new Map(openHolds.map((hold) => [hold.id, hold])),
    caps: new Map(caps.map((cap) => [capName(cap.scope, cap.target), cap])),
    thresholds: new Map(thresholds.map((threshold) => [threshold.id, threshold])),
  },
  counts,
});
