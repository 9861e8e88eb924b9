declare const brand: unique symbol;

/** An instant as whole microseconds since 1970 in UTC: what PostgreSQL keeps, and finer than a `Date`. */
export type Instant = number & { readonly [brand]: "Instant" };

export const instant = (microseconds: number): Instant => {
  if (!Number.isSafeInteger(microseconds)) throw new RangeError(`Not an instant: ${microseconds}`);
  return microseconds as Instant;
};

/** The earliest instant: the time of the last entry of an account without entries. */
export const EARLIEST = instant(0);

export const instantOf = (date: Date): Instant => instant(date.getTime() * 1000);

/** The millisecond an instant falls into. */
export const dateOf = (at: Instant): Date => new Date(Math.floor(at / 1000));

let second = Number.NaN;
let untilSecond = "";

/** "2026-11-22T01:31:56.123456Z": the one written form, in JSON, digests and SQL. */
export function isoOf(at: Instant): string {
  const whole = Math.floor(at / 1_000_000);
  if (whole !== second) {
    second = whole;
    untilSecond = new Date(whole * 1_000).toISOString().slice(0, -"000Z".length);
  }
  return `${untilSecond}${String(at - whole * 1_000_000).padStart(6, "0")}Z`;
}
