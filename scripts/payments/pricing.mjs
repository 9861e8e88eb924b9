// What a checkout costs with promotion and tax, in Stripe's terms: discount first, tax on what is left.

/** The tax rate where the stand-in's buyers live: they are not asked for an address. */
const TAX_PERCENT = 23;

/** A session for which tax is calculated. */
export const TAXED = {
  enabled: true,
  liability: { type: "self" },
  provider: "stripe",
  status: "complete",
};

const WHOLE = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf";

/**
 * An amount in the smallest unit of its currency, written for people: with hundredths, or in whole units if there are
 * none.
 */
export function money(amount, currency) {
  const decimals = WHOLE.includes(currency) ? 0 : 2;
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(amount / 10 ** decimals);
}

/** Tax on top of an amount, rounded to a cent. */
export const taxOn = (cents) => Math.round((cents * TAX_PERCENT) / 100);

/** What a coupon takes off: a share of the price rounded to a cent, or an amount, and never more than the price. */
function discountOf(coupon, cents) {
  if (!coupon) return 0;
  const off = coupon.percent_off
    ? Math.round((cents * coupon.percent_off) / 100)
    : coupon.amount_off;
  return Math.min(off, cents);
}

/** Sets a session's discount, tax and total from its lines and the redeemed coupon, if there is one. */
export function reckon(session, coupon = null) {
  const subtotal = session._items.reduce((sum, item) => sum + item.amount_subtotal, 0);
  const discount = discountOf(coupon, subtotal);
  const net = subtotal - discount;
  const inclusive = session._items.some(({ tax_inclusive }) => tax_inclusive);
  const taxed = inclusive ? net - Math.round((net * 100) / (100 + TAX_PERCENT)) : taxOn(net);
  const tax = session.automatic_tax.enabled ? taxed : 0;
  Object.assign(session, {
    amount_subtotal: subtotal,
    amount_total: inclusive ? net : net + tax,
    total_details: { amount_discount: discount, amount_shipping: 0, amount_tax: tax },
  });
}
