import { type Credits, credits } from "./amount";
import { isOpen } from "./run";

export type LotFacts = {
  id: string;
  remaining: number;
  expiresAt: Date | null;
  /** While its purchase is disputed, what comes back to it stays held. */
  frozenBy?: string | null;
  /** Its purchase was lost to a dispute: what comes back settles the debt. */
  lost?: boolean;
};
export type OpenHold = {
  id: string;
  /** [lot id, amount still set aside], in the order they will be captured. */
  lots: readonly (readonly [string, number])[];
  state: string;
  lapsesAt: Date;
};

export type Standing = {
  current: Credits;
  held: Credits;
  available: Credits;
  /** What is still owed for credits that were spent before their purchase was lost to a dispute. */
  debt: Credits;
  /** When the clock alone changes it next: a lot expires, a hold lapses. */
  changesAt: Date | null;
};

/**
 * What is there at `now`, whatever the sweeper has written: lots past their expiry count for nothing, and the
 * credits of lapsed holds are back in those of their lots that have not expired. Unexpired credits a hold set
 * aside count until it ends, also past their lot's expiry. What comes back to a disputed lot stays held; to one that
 * was lost, it goes to the debt first.
 */
export function standingAt(
  lots: readonly LotFacts[],
  holds: readonly OpenHold[],
  now: Date,
  debt = 0,
): Standing {
  const alive = lots.filter(({ expiresAt }) => expiresAt === null || now < expiresAt);
  const open = holds.filter((hold) => isOpen(hold, now));
  const aliveById = new Map(alive.map((lot) => [lot.id, lot]));
  const free = sum(alive.map(({ remaining }) => remaining));
  const back = [...comeBack(holds, now)].flatMap(([lotId, amount]) => {
    const lot = aliveById.get(lotId);
    return lot ? [{ lot, amount }] : [];
  });
  const amountOf = (parts: typeof back) => sum(parts.map(({ amount }) => amount));
  const frozen = amountOf(back.filter(({ lot }) => lot.frozenBy));
  const lost = amountOf(back.filter(({ lot }) => !lot.frozenBy && lot.lost));
  const settled = Math.min(lost, debt);
  const available = free + amountOf(back) - frozen - settled;
  const held = sum(open.map(stillHeld)) + frozen;
  return {
    current: credits(available + held),
    held: credits(held),
    available: credits(available),
    debt: credits(debt - settled),
    changesAt: soonest([
      ...alive.map(({ expiresAt }) => expiresAt),
      ...open.map(({ lapsesAt }) => lapsesAt),
    ]),
  };
}

/** By lot, what holds that lapsed by `now` set aside of it: their rows may still say so. */
export function comeBack(holds: readonly OpenHold[], now: Date): Map<string, number> {
  const lapsed = holds.filter((hold) => hold.state === "open" && !isOpen(hold, now));
  const back = new Map<string, number>();
  for (const [lotId, amount] of lapsed.flatMap(({ lots }) => lots))
    back.set(lotId, (back.get(lotId) ?? 0) + amount);
  return back;
}

/** What a hold still sets aside. */
export const stillHeld = (hold: Pick<OpenHold, "lots">): Credits =>
  credits(sum(hold.lots.map(([, amount]) => amount)));

const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);

const soonest = (dates: readonly (Date | null)[]): Date | null =>
  dates.reduce((first, date) => (date && (!first || date < first) ? date : first), null);
