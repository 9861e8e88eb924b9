import { type Credits, credits, type Kind } from "./amount";
import type { Balance } from "./balance";

/** What a click asked to be held or charged, at most, and the server has not answered yet. */
export type Pending = {
  id: string;
  kind: Kind;
  amount: Credits;
  /** The balance that was shown at the click, and what was shown as available from then on. */
  version: number;
  shown: Credits;
  /** The balance it is part of, once it was answered; null before. */
  settledBy: number | null;
};

type Shown = Pick<Balance, "kind" | "available" | "version">;

/** The click: from now on its most is no longer shown as available. */
export const asked = (
  pending: readonly Pending[],
  ask: Pick<Pending, "id" | "amount">,
  balance: Shown,
): Pending[] => [
  ...pending.filter((one) => one.kind !== balance.kind || !isSettled(one, balance)),
  {
    ...ask,
    kind: balance.kind,
    version: balance.version,
    shown: less(availableWith(pending, balance), ask.amount),
    settledBy: null,
  },
];

/** It was refused, or nobody knows: what was taken off is there again. */
export const refused = (pending: readonly Pending[], id: string): Pending[] =>
  pending.filter((one) => one.id !== id);

/** It went through, and the balance of that version has it. Until that one is shown, it is taken off as before. */
export const accepted = (pending: readonly Pending[], id: string, version: number): Pending[] =>
  pending.map((one) => (one.id === id ? { ...one, settledBy: version } : one));

/** Whether anything is taken off that the balance itself does not tell yet. */
export const isPending = (pending: readonly Pending[], balance: Shown): boolean =>
  pending.some((one) => one.kind === balance.kind && !isSettled(one, balance));

/**
 * What is shown as available. Until the balance moves, what was asked is taken off it. Once it has moved, before the
 * answer, the hold may be in it or not: what was shown stays, unless there is less, so that nothing is taken off twice
 * and nothing comes back for a moment.
 */
export const availableWith = (pending: readonly Pending[], balance: Shown): Credits =>
  pending
    .filter((one) => one.kind === balance.kind && !isSettled(one, balance))
    .reduce(
      (available, one) =>
        one.version < balance.version
          ? credits(Math.min(available, one.shown))
          : less(available, one.amount),
      balance.available,
    );

const isSettled = ({ settledBy }: Pending, { version }: Shown): boolean =>
  settledBy !== null && version >= settledBy;

const less = (available: Credits, amount: Credits): Credits =>
  credits(Math.max(0, available - amount));
