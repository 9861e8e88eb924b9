// Coupons, promotion codes and tax: what the buyer decides on the checkout page.
import { reckon, TAXED } from "./pricing.mjs";
import { invalid, missing, required } from "./refusal.mjs";
import { newObjectId, seconds } from "./store.mjs";

/** As Stripe makes one: a share, or an amount in one currency, not both. */
export function makeCoupon(params) {
  const percent = numberOr(params.percent_off, null);
  const amount = numberOr(params.amount_off, null);
  if ((percent === null) === (amount === null)) throw required("percent_off");
  if (percent !== null && !(percent > 0 && percent <= 100)) {
    throw invalid("percent_off", "Invalid percent_off: must be greater than 0 and at most 100");
  }
  if (amount !== null && !params.currency) throw required("currency");
  return {
    id: params.id ?? newObjectId("", 8).slice(1),
    object: "coupon",
    amount_off: amount,
    created: seconds(),
    currency: amount === null ? null : params.currency,
    duration: params.duration ?? "once",
    livemode: false,
    metadata: params.metadata ?? {},
    name: params.name ?? null,
    percent_off: percent,
    times_redeemed: 0,
    valid: true,
  };
}

/** The value as a number, or `absent` if there is none. */
const numberOr = (given, absent) => (given === undefined ? absent : Number(given));

export function makePromotionCode(params, state) {
  if (params.promotion?.type !== "coupon") throw required("promotion[type]");
  const { coupon } = params.promotion;
  if (!state.coupons[coupon]) throw missing("coupon", coupon, "promotion[coupon]");
  const code = params.code ?? newObjectId("", 8).slice(1).toUpperCase();
  if (findPromotion(state, code)) {
    throw invalid("code", "An active promotion code with this code already exists.");
  }
  return {
    id: newObjectId("promo"),
    object: "promotion_code",
    active: true,
    code,
    created: seconds(),
    customer: params.customer ?? null,
    expires_at: numberOr(params.expires_at, null),
    livemode: false,
    max_redemptions: numberOr(params.max_redemptions, null),
    metadata: params.metadata ?? {},
    promotion: { type: "coupon", coupon },
    times_redeemed: 0,
  };
}

/** The code that can be redeemed now; upper and lower case are the same. */
const findPromotion = (state, code) =>
  Object.values(state.promotions).find(
    (one) =>
      one.code.toLowerCase() === code.trim().toLowerCase() &&
      one.active &&
      (one.expires_at === null || one.expires_at > seconds()) &&
      (one.max_redemptions === null || one.times_redeemed < one.max_redemptions),
  );

/** Applies a promotion code to an open session, in place of another; false if there is no such code. */
export function applyPromotion(session, code, state) {
  if (!session.allow_promotion_codes || session.status !== "open") return false;
  const found = findPromotion(state, code);
  const coupon = found && state.coupons[found.promotion.coupon];
  if (!coupon || (coupon.currency && coupon.currency !== session.currency)) return false;
  if (found.customer && found.customer !== session.customer) return false;
  session.discounts = [{ coupon: coupon.id, promotion_code: found.id }];
  reckon(session, coupon);
  return true;
}

/** Adds tax to what an open session's discount leaves. */
export function addTax(session, state) {
  const [discount] = session.discounts;
  session.automatic_tax = TAXED;
  reckon(session, discount ? state.coupons[discount.coupon] : null);
}

/** Counts the code that a paid session redeemed. */
export function redeem(session, state) {
  for (const { coupon, promotion_code: code } of session.discounts) {
    state.coupons[coupon].times_redeemed += 1;
    state.promotions[code].times_redeemed += 1;
  }
}
