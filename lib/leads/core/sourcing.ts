import { type Credits, credits } from "../../credits/core/amount";

/** The operation of the rate card that finds new leads by an ideal customer profile. */
export const SOURCING = "lead_sourcing";

/** One occasion on which somebody switched sourcing on or off. */
export type SourcingSwitch = { enabled: boolean; by: string; at: string };

/**
 * Whether new leads are found now. An admin's pause comes before everything else, then what there is to pay with.
 * `held`: all that is left is set aside for work in progress.
 */
export type SourcingState = "on" | "paused" | "empty" | "held";

export function sourcingState(now: {
  enabled: boolean;
  current: number;
  available: number;
}): SourcingState {
  if (!now.enabled) return "paused";
  if (now.available > 0) return "on";
  return now.current > 0 ? "held" : "empty";
}

/** What was charged on a hold: for how many leads, if every charge said so, and what was refunded of it. */
export type Delivery = { quantity: number | null; charged: number; refunded: number };

/** What became of a request for leads. */
export type Delivered = { delivered: number | null; charged: Credits };

/**
 * Adds up what was delivered of `requested` leads. A charge that does not say for how many counts as all of them if it
 * took the whole hold; otherwise nobody knows how many came, and the number is null. What was refunded was not charged.
 */
export function deliveredBy(
  deliveries: readonly Delivery[],
  hold: { requested: number | null; amount: number },
): Delivered {
  const charged = sumOf(deliveries, ({ charged }) => charged);
  const refunded = sumOf(deliveries, ({ refunded }) => refunded);
  const allQuantified = deliveries.every(({ quantity }) => quantity !== null);
  const whole = charged > 0 && charged === hold.amount;
  return {
    delivered: allQuantified
      ? sumOf(deliveries, ({ quantity }) => quantity ?? 0)
      : whole
        ? hold.requested
        : null,
    charged: credits(charged - refunded),
  };
}

const sumOf = (deliveries: readonly Delivery[], of: (one: Delivery) => number): number =>
  deliveries.reduce((sum, one) => sum + of(one), 0);
