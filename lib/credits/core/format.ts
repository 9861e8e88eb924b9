import type { Credits, Kind } from "./amount";

/** How numbers are written: in one place, so that a fact reads the same on every screen. */

const MINUS = "\u2212";
const HUNDREDTHS = 100;
const FINE_PER_CREDIT = 1_000_000;

export const kindName = (kind: Kind): string => (kind === "ai" ? "AI credits" : "Lead credits");

/** "412.55" AI, "186,400" or "1.75" lead: AI always with two decimals, lead only when there is a fraction. */
export const formatCredits = (amount: number, kind: Kind): string =>
  digits(Math.abs(amount) / HUNDREDTHS, kind === "ai" || amount % HUNDREDTHS !== 0 ? 2 : 0);

/** "−27.40", "+100.00", "0.00": an explicit sign, and a true minus. */
export const formatSigned = (amount: number, kind: Kind): string => {
  const sign = amount < 0 ? MINUS : amount > 0 ? "+" : "";
  return `${sign}${formatCredits(amount, kind)}`;
};

/** The signed amount of a row of the history, or Free for a charge of 0; only charges have a price. */
export const formatMoved = (row: { type: string; amount: number }, kind: Kind): string =>
  isFree(row) ? "Free" : formatSigned(row.amount, kind);

/** Whether a row is a charge of 0. */
export const isFree = ({ type, amount }: { type: string; amount: number }): boolean =>
  type === "charge" && amount === 0;

/** What something costs: the amount, or the word Free. */
export const formatCost = (amount: Credits, kind: Kind): string =>
  amount === 0 ? "Free" : formatCredits(amount, kind);

/** "0.80 to 1.10"; a single number if both are the same, Free if both are 0. */
export const formatRange = (min: Credits, max: Credits, kind: Kind): string =>
  min === max
    ? formatCost(max, kind)
    : `${formatCredits(min, kind)} to ${formatCredits(max, kind)}`;

/** A rate or a range of rates in millionths of a credit, with as many decimals as it needs. */
export const formatFine = (min: number, max: number, kind: Kind): string =>
  min === max ? fineAmount(max, kind) : `${fineAmount(min, kind)} to ${fineAmount(max, kind)}`;

/** The integer part and the decimals, to be set in different sizes: "412" and ".55", "186,400" and "". */
export function splitCredits(amount: number, kind: Kind): { whole: string; decimals: string } {
  const [whole = "0", decimals] = formatCredits(amount, kind).split(".");
  return { whole, decimals: decimals === undefined ? "" : `.${decimals}` };
}

/** With its unit, as in sentences and for screen readers: "412.55 AI credits", "186,400 lead credits". */
export const spokenCredits = (amount: number, kind: Kind): string =>
  `${amount < 0 ? "minus " : ""}${formatCredits(amount, kind)} ${spokenUnit(amount, kind)}`;

/** "minus 27.40 AI credits", "plus 100.00 AI credits". */
export const spokenSigned = (amount: number, kind: Kind): string =>
  `${amount > 0 ? "plus " : ""}${spokenCredits(amount, kind)}`;

/** "186k", for narrow screens; the accessible name has the full number. Rounded down. */
export function formatCompact(amount: number, kind: Kind): string {
  const whole = amount / HUNDREDTHS;
  if (whole < 10_000) return formatCredits(amount, kind);
  if (whole < 1_000_000) return `${Math.floor(whole / 1_000)}k`;
  const [unit, letter] = whole < 1_000_000_000 ? [1_000_000, "m"] : [1_000_000_000, "b"];
  return `${digits(Math.floor(whole / (unit / 10)) / 10, 1)}${letter}`;
}

/** "1,200": how many there are of something, a whole number. */
export const formatCount = (count: number): string => digits(count, 0);

/** Sold in whole units (https://docs.stripe.com/currencies#zero-decimal). Every other one that is sold has hundredths. */
const WHOLE = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf";

/** The decimals of a currency. `cents` are always its smallest unit, as in Stripe's API. */
export const decimalsOf = (currency: string): number => (WHOLE.includes(currency) ? 0 : 2);

/** "$50.00", in totals; "¥5,000". */
export const formatMoney = (cents: number, currency = "usd"): string =>
  money(cents, currency, decimalsOf(currency));

/** "$50" in package rows; "$12.50" when there are cents. */
export const formatPrice = (cents: number, currency = "usd"): string =>
  money(cents, currency, cents % 100 ? decimalsOf(currency) : 0);

/** "$0.091": the price of one credit, three decimals. `amount` is in hundredths of a credit. */
export const formatPerCredit = (cents: number, amount: Credits, currency = "usd"): string =>
  money((cents / amount) * HUNDREDTHS, currency, 3);

const spokenUnit = (amount: number, kind: Kind): string => {
  const unit = Math.abs(amount) === HUNDREDTHS ? "credit" : "credits";
  return kind === "ai" ? `AI ${unit}` : `lead ${unit}`;
};

function fineAmount(fine: number, kind: Kind): string {
  const value = fine / FINE_PER_CREDIT;
  const least = kind === "ai" || fine % FINE_PER_CREDIT !== 0 ? 2 : 0;
  return digits(value, least, Math.max(least, 6));
}

/** Cached: constructing a format takes a hundred times longer than using it. */
const formats = new Map<string, Intl.NumberFormat>();

function digits(value: number, least: number, most = least): string {
  const name = `${least} ${most}`;
  const made =
    formats.get(name) ??
    new Intl.NumberFormat("en-US", { minimumFractionDigits: least, maximumFractionDigits: most });
  formats.set(name, made);
  return made.format(value);
}

const money = (cents: number, currency: string, decimals: number): string =>
  new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
    .format(cents / 10 ** decimalsOf(currency))
    .replace("-", MINUS);
