declare const brand: unique symbol;

/** The two kinds of credits. They never mix: every account, lot, entry and hold is of one kind. */
export const KINDS = ["ai", "lead"] as const;
export type Kind = (typeof KINDS)[number];

/** A whole, non-negative number of hundredths of a credit: 412.55 credits are 41255. */
export type Credits = number & { readonly [brand]: "Credits" };

/** Refuses anything but a whole number of hundredths from 0 to 2^53 - 1. */
export const credits = (hundredths: number): Credits => {
  if (!Number.isSafeInteger(hundredths) || hundredths < 0) {
    throw new RangeError(`Not a whole number of hundredths of a credit: ${hundredths}`);
  }
  // Turns minus zero into zero.
  return (hundredths + 0) as Credits;
};
