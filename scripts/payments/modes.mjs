// The two kinds of Checkout pages: one on which something is paid, and one on which a card is saved.
import { invalid, required } from "./refusal.mjs";
import { newObjectId, seconds } from "./store.mjs";

/** Nothing is paid on this page: it has no sum, and an object of its own sets up the card. */
export function withSetup(session, { customer, setup_intent_data: data }, state) {
  const intent = {
    id: newObjectId("seti"),
    object: "setup_intent",
    created: seconds(),
    customer: customer ?? null,
    last_setup_error: null,
    livemode: false,
    metadata: data?.metadata ?? {},
    payment_method: null,
    payment_method_types: ["card"],
    status: "requires_payment_method",
    usage: "off_session",
  };
  state.setups[intent.id] = intent;
  const none = { amount_subtotal: null, amount_total: null, total_details: null };
  return Object.assign(session, none, { setup_intent: intent.id });
}

const ONLY_WHERE_SOMETHING_IS_PAID = [
  "line_items",
  "payment_intent_data",
  "allow_promotion_codes",
  "automatic_tax",
];

/** Refuses what a page in its mode cannot have. */
export function refuseMode(params) {
  if (!["payment", "setup"].includes(params.mode)) {
    throw invalid("mode", "Invalid mode: must be one of payment or setup");
  }
  if (params.mode === "payment") return;
  const foreign = ONLY_WHERE_SOMETHING_IS_PAID.find((name) => params[name] !== undefined);
  if (foreign) throw invalid(foreign, `You can not pass \`${foreign}\` in \`setup\` mode.`);
  if (!params.currency && !params.allowed_payment_method_types) throw required("currency");
}
