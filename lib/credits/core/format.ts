import type { Credits, Kind } from "./amount";

/** How numbers are written on every screen: one place, so the same fact reads the same everywhere. */

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

/** What a row of the history moved: its amount with a sign. Only a charge of nothing is Free: nothing else has a price. */
export const formatMoved = (row: { type: string; amount: number }, kind: Kind): string =>
  isFree(row) ? "Free" : formatSigned(row.amount, kind);

/** Work that was done for nothing. */
export const isFree = ({ type, amount }: { type: string; amount: number }): boolean =>
  type === "charge" && amount === 0;

/** What something costs: the amount, or the word Free. */
export const formatCost = (amount: Credits, kind: Kind): string =>
  amount === 0 ? "Free" : formatCredits(amount, kind);

/** "0.80 to 1.10", never a dash; one number when the ends meet; Free when both are nothing. */
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

/** What a screen reader says: "412.55 AI credits", "186,400 lead credits". */
export const spokenCredits = (amount: number, kind: Kind): string =>
  `${amount < 0 ? "minus " : ""}${formatCredits(amount, kind)} ${spokenUnit(amount, kind)}`;

/** "minus 27.40 AI credits", "plus 100.00 AI credits". */
export const spokenSigned = (amount: number, kind: Kind): string =>
  `${amount > 0 ? "plus " : ""}${spokenCredits(amount, kind)}`;

/** "186k", below 480 px only; the accessible name keeps the full number. Never more than there is. */
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

/** How many decimals an amount of a currency has: what is called cents is its smallest unit, as Stripe reckons. */
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

/** Making a format takes a hundred times longer than using it, and there are few. */
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
