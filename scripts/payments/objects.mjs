// Stripe's objects, with the fields that the product reads and those that a reader would miss.
import { randomBytes } from "node:crypto";
import { refuseMode, withSetup } from "./modes.mjs";
import { money, reckon, TAXED } from "./pricing.mjs";
import { invalid, missing, required } from "./refusal.mjs";
import { newObjectId, seconds } from "./store.mjs";

const DAY = 86_400;

export function makeCustomer(params) {
  return {
    id: newObjectId("cus", 14),
    object: "customer",
    address: null,
    created: seconds(),
    email: params.email ?? null,
    name: params.name ?? null,
    livemode: false,
    metadata: params.metadata ?? {},
  };
}

export function makeSession(params, state, base) {
  refuseUnknown(params, state);
  const saves = params.mode === "setup";
  const items = saves ? [] : lineItems(params.line_items);
  const id = newObjectId("cs_test", 58);
  const session = {
    id,
    object: "checkout.session",
    allow_promotion_codes: params.allow_promotion_codes === "true",
    automatic_tax: automaticTax(params),
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    created: seconds(),
    currency: items[0]?.currency ?? params.currency ?? null,
    customer: params.customer ?? null,
    customer_details: null,
    customer_email: params.customer_email ?? null,
    custom_text: { submit: params.custom_text?.submit ?? null },
    discounts: [],
    expires_at: expiry(params.expires_at),
    livemode: false,
    metadata: params.metadata ?? {},
    mode: params.mode,
    payment_intent: null,
    payment_method_types: ["card"],
    payment_status: saves ? "no_payment_required" : "unpaid",
    setup_intent: null,
    status: "open",
    success_url: params.success_url,
    ui_mode: "hosted_page",
    url: `${base}/c/pay/${id}`,
    // Not part of Stripe's shape; removed before an answer.
    _items: items,
    _intent: params.payment_intent_data ?? {},
    _form: randomBytes(18).toString("base64url"),
  };
  if (saves) return withSetup(session, params, state);
  reckon(session);
  return session;
}

function refuseUnknown(params, state) {
  if (!params.success_url) throw required("success_url");
  refuseMode(params);
  if (params.ui_mode && params.ui_mode !== "hosted_page") {
    throw invalid("ui_mode", "Invalid ui_mode: must be hosted_page");
  }
  if (params.customer && !state.customers[params.customer]) {
    throw missing("customer", params.customer, "customer");
  }
}

/** If tax follows the buyer's address, a known customer must be allowed to receive the one they enter. */
function automaticTax({ automatic_tax: asked, customer, customer_update: update }) {
  const enabled = asked?.enabled === "true";
  if (enabled && customer && update?.address !== "auto") {
    throw invalid(
      "customer",
      "Automatic tax calculation in Checkout requires a valid address on the Customer. Set `customer_update[address]` to 'auto' to save the address entered during Checkout.",
      "customer_tax_location_invalid",
    );
  }
  return enabled ? TAXED : { enabled, liability: null, provider: null, status: null };
}

function expiry(wanted) {
  const now = seconds();
  if (wanted === undefined) return now + DAY;
  const at = Number(wanted);
  if (!Number.isInteger(at) || at < now + DAY / 48 || at > now + DAY) {
    throw invalid(
      "expires_at",
      "The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from Checkout Session creation.",
    );
  }
  return at;
}

function lineItems(given) {
  if (!Array.isArray(given) || given.length === 0) throw required("line_items");
  return given.map((item, i) => {
    const price = item.price_data;
    if (!price) throw required(`line_items[${i}][price_data]`);
    const amount = Number(price.unit_amount);
    if (!Number.isInteger(amount) || amount < 0) {
      throw invalid(`line_items[${i}][price_data][unit_amount]`, "Invalid integer");
    }
    const quantity = Number(item.quantity ?? 1);
    return {
      id: newObjectId("li"),
      object: "item",
      currency: price.currency,
      description: price.product_data?.name ?? "Item",
      detail: price.product_data?.description ?? "",
      quantity,
      tax_inclusive: price.tax_behavior === "inclusive",
      amount_subtotal: amount * quantity,
      amount_total: amount * quantity,
    };
  });
}

/** `method` is the payment method with which it is to be confirmed, if that is already known. */
export function makeIntent(params, method = null) {
  return {
    id: newObjectId("pi"),
    object: "payment_intent",
    amount: params.amount,
    amount_received: 0,
    canceled_at: null,
    created: seconds(),
    currency: params.currency,
    customer: params.customer ?? null,
    description: params.description ?? null,
    hooks: params.hooks ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: params.metadata ?? {},
    payment_method: method?.id ?? null,
    setup_future_usage: params.setup_future_usage ?? null,
    status: method ? "requires_confirmation" : "requires_payment_method",
  };
}

/** A card as it was used. Attached to a customer, it can be charged again in their absence. */
export function makeMethod(details, customer) {
  return {
    id: newObjectId("pm"),
    object: "payment_method",
    billing_details: { address: null, email: null, name: null, phone: null },
    created: seconds(),
    customer,
    livemode: false,
    metadata: {},
    ...details,
  };
}

/** 0001-0042 */
export function nextReceipt(state) {
  state.receipts += 1;
  return `0001-${String(state.receipts).padStart(4, "0")}`;
}

export function makeCharge(intent, outcome, state, base) {
  const id = newObjectId("ch");
  return {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: outcome.paid ? intent.amount : 0,
    amount_refunded: 0,
    captured: outcome.paid,
    created: seconds(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    failure_code: outcome.failure?.code ?? null,
    failure_message: outcome.failure?.message ?? null,
    livemode: false,
    metadata: intent.metadata,
    paid: outcome.paid,
    payment_intent: intent.id,
    payment_method: outcome.method.id ?? null,
    payment_method_details: detailsOf(outcome.method),
    receipt_number: outcome.paid ? nextReceipt(state) : null,
    receipt_url: outcome.paid ? `${base}/receipts/${id}` : null,
    refunded: false,
    status: outcome.paid ? "succeeded" : outcome.failure ? "failed" : "pending",
  };
}

const detailsOf = ({ type, ...method }) => ({ type, [type]: method[type] });

export function makeRefund(charge, params) {
  const left = charge.amount_captured - charge.amount_refunded;
  const amount = params.amount === undefined ? left : Number(params.amount);
  if (left === 0) {
    throw invalid(
      "charge",
      `Charge ${charge.id} has already been refunded.`,
      "charge_already_refunded",
    );
  }
  if (!Number.isInteger(amount) || amount < 1) throw invalid("amount", "Invalid positive integer");
  if (amount > left) {
    throw invalid(
      "amount",
      `Refund amount (${money(amount, charge.currency)}) is greater than unrefunded amount on charge (${money(left, charge.currency)})`,
    );
  }
  return {
    id: newObjectId("re"),
    object: "refund",
    amount,
    charge: charge.id,
    created: seconds(),
    currency: charge.currency,
    metadata: params.metadata ?? {},
    payment_intent: charge.payment_intent,
    reason: params.reason ?? null,
    receipt_number: null,
    status: "succeeded",
  };
}

/** The buyer's bank takes the money back until a decision is made. */
export function makeDispute(charge, params) {
  return {
    id: newObjectId("du"),
    object: "dispute",
    amount: params.amount ?? charge.amount_captured - charge.amount_refunded,
    charge: charge.id,
    created: seconds(),
    currency: charge.currency,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: params.reason ?? "fraudulent",
    status: params.status ?? "needs_response",
  };
}

/** An object as the API shows it: without our own notes, and with what `expand` asks for. */
export function shown(object, state, expand = []) {
  const out = Object.fromEntries(Object.entries(object).filter(([key]) => !key.startsWith("_")));
  for (const path of expand) {
    const [field, ...rest] = path.split(".");
    const found = reference(out[field], state);
    if (found) out[field] = shown(found, state, rest.length > 0 ? [rest.join(".")] : []);
  }
  return out;
}

const reference = (value, state) => {
  const id = typeof value === "object" ? value?.id : value;
  const { intents, setups, charges, customers, methods, promotions, coupons } = state;
  return (
    [intents, setups, charges, customers, methods, promotions, coupons].find((of) => of[id])?.[
      id
    ] ?? null
  );
};
