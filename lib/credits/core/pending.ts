import { type Credits, credits, type Kind } from "./amount";
import type { Balance } from "./balance";

/** The most that a click may hold or charge, until the server has answered. */
export type Pending = {
  id: string;
  kind: Kind;
  amount: Credits;
  /** The balance that was shown at the click, and what was shown as available from then on. */
  version: number;
  shown: Credits;
  /** The version of the balance that includes it; null until the server has answered. */
  settledBy: number | null;
};

type Shown = Pick<Balance, "kind" | "available" | "version">;

/** After a click: its maximum is no longer shown as available. */
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

/** After a refusal or an unknown outcome: its maximum is available again. */
export const refused = (pending: readonly Pending[], id: string): Pending[] =>
  pending.filter((one) => one.id !== id);

/** After success: the balance of `version` includes it. Until that one is shown, it is still subtracted. */
export const accepted = (pending: readonly Pending[], id: string, version: number): Pending[] =>
  pending.map((one) => (one.id === id ? { ...one, settledBy: version } : one));

/** Whether anything is subtracted that the balance does not include yet. */
export const isPending = (pending: readonly Pending[], balance: Shown): boolean =>
  pending.some((one) => one.kind === balance.kind && !isSettled(one, balance));

/**
 * What is shown as available. Until the balance changes, pending amounts are subtracted from it. If it changes before the
 * answer, it may include the hold or not: what was shown stays, unless less is available, so that nothing is subtracted
 * twice and nothing reappears for a moment.
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
