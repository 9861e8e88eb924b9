// Payments without the buyer: a saved card is charged by a PaymentIntent that is confirmed off session.
import { makeCharge, makeIntent } from "./objects.mjs";
import { taxOn } from "./pricing.mjs";
import { invalid, missing, Refusal, required } from "./refusal.mjs";
import { newObjectId, seconds } from "./store.mjs";

const CONFIRMABLE = ["requires_payment_method", "requires_confirmation", "requires_action"];
/** A country for which no tax can be calculated. */
const NOWHERE = "ZZ";
const NINETY_DAYS = 90 * 86_400;

/** A bank's answer to a payment that it declines; `authentication_required` is a code of its own, as at Stripe. */
const declined = (reason) => ({
  type: "card_error",
  code: ["authentication_required", "expired_card"].includes(reason) ? reason : "card_declined",
  decline_code: reason,
  message:
    reason === "authentication_required"
      ? "Your card was declined. This transaction requires authentication."
      : "Your card was declined.",
});

export class OffSession {
  /** Workspace -> the reasons for which its next off-session payments are refused, in order. */
  #declines = new Map();
  #store;
  #events;
  #base;

  constructor({ store, events, base }) {
    this.#store = store;
    this.#events = events;
    this.#base = base;
  }

  /** The next payments of a workspace are declined for these reasons, one each. */
  declineNext(workspace, reasons) {
    this.#declines.set(workspace, [...reasons]);
  }

  create(params) {
    const { state, save } = this.#store;
    const amount = Number(params.amount);
    if (!Number.isInteger(amount) || amount < 1)
      throw invalid("amount", "Invalid positive integer");
    if (amount < 50) {
      throw invalid("amount", "Amount must be at least $0.50 usd", "amount_too_small");
    }
    if (!params.currency) throw required("currency");
    if (params.customer && !state.customers[params.customer]) {
      throw missing("customer", params.customer, "customer");
    }
    const calculation = params.hooks?.inputs?.tax?.calculation;
    if (calculation && !state.calculations[calculation]) {
      throw missing("tax calculation", calculation, "hooks[inputs][tax][calculation]");
    }
    const method = params.payment_method ? this.#methodOf(params) : null;
    const intent = makeIntent({ ...params, amount, hooks: params.hooks ?? null }, method);
    state.intents[intent.id] = intent;
    save();
    return params.confirm === "true" ? this.confirm(intent, params) : intent;
  }

  /** Charges the card, or throws the bank's refusal with the intent in it: 402, as at Stripe. */
  confirm(intent, params = {}) {
    if (!CONFIRMABLE.includes(intent.status)) throw unexpected(intent, "confirm");
    const method = this.#methodOf({
      customer: intent.customer,
      payment_method: params.payment_method ?? intent.payment_method,
    });
    intent.payment_method = method.id;
    if (params.off_session !== "true") return this.#askOwner(intent);
    const reason = this.#declines.get(intent.metadata.workspace)?.shift() ?? null;
    return reason ? this.#decline(intent, method, reason) : this.#succeed(intent, method);
  }

  /** Somebody is said to be there: the bank may ask them, and of those whom it asks nobody answers. */
  #askOwner(intent) {
    intent.status = "requires_action";
    this.#store.save();
    return intent;
  }

  cancel(intent) {
    if (!CONFIRMABLE.includes(intent.status)) throw unexpected(intent, "cancel");
    Object.assign(intent, { status: "canceled", canceled_at: seconds() });
    this.#store.save();
    void this.#events.emit("payment_intent.canceled", intent);
    return intent;
  }

  detach(method) {
    if (!method.customer) {
      throw invalid("payment_method", "The payment method you provided is not attached.");
    }
    method.customer = null;
    this.#store.save();
    void this.#events.emit("payment_method.detached", method);
    return method;
  }

  /** Tax on what is sold to a customer without a checkout page. */
  calculateTax(params) {
    const { state, save } = this.#store;
    if (!params.currency) throw required("currency");
    if (!Array.isArray(params.line_items)) throw required("line_items");
    if (params.customer && !state.customers[params.customer]) {
      throw missing("customer", params.customer, "customer");
    }
    if (state.customers[params.customer]?.address?.country === NOWHERE) {
      throw invalid(
        "customer",
        "We could not determine the customer's tax location based on the provided customer address.",
        "customer_tax_location_invalid",
      );
    }
    const amount = params.line_items.reduce((sum, item) => sum + Number(item.amount), 0);
    const made = {
      id: newObjectId("taxcalc"),
      object: "tax.calculation",
      amount_total: amount + taxOn(amount),
      currency: params.currency,
      customer: params.customer ?? null,
      expires_at: seconds() + NINETY_DAYS,
      livemode: false,
      tax_amount_exclusive: taxOn(amount),
      tax_amount_inclusive: 0,
      tax_date: seconds(),
    };
    state.calculations[made.id] = made;
    save();
    return made;
  }

  #methodOf({ customer, payment_method: id }) {
    const found = this.#store.state.methods[id];
    if (!found) throw missing("PaymentMethod", id ?? "", "payment_method");
    if (!found.customer) throw spent();
    if (found.customer !== customer) {
      throw invalid(
        "payment_method",
        `The payment method ${id} does not belong to the Customer ${customer ?? ""}. Attach it first.`,
        "payment_method_unactivated",
      );
    }
    return found;
  }

  #succeed(intent, method) {
    const charge = this.#charge(intent, method, null);
    Object.assign(intent, {
      status: "succeeded",
      amount_received: intent.amount,
      last_payment_error: null,
    });
    this.#store.save();
    void this.#events.emit("payment_intent.succeeded", intent);
    void this.#events.emit("charge.succeeded", charge);
    return intent;
  }

  #decline(intent, method, reason) {
    const failure = declined(reason);
    const charge = this.#charge(intent, method, failure);
    Object.assign(intent, {
      status: "requires_payment_method",
      payment_method: null,
      last_payment_error: { ...failure, charge: charge.id, payment_method: method },
    });
    this.#store.save();
    void this.#events.emit("charge.failed", charge);
    void this.#events.emit("payment_intent.payment_failed", intent);
    throw new Refusal(402, { ...failure, charge: charge.id, payment_intent: intent });
  }

  #charge(intent, method, failure) {
    const outcome = { paid: failure === null, failure, method };
    const made = makeCharge(intent, outcome, this.#store.state, this.#base);
    this.#store.state.charges[made.id] = made;
    intent.latest_charge = made.id;
    return made;
  }
}

/** A detached card, for which Stripe's refusal has no code and no parameter. */
const spent = () =>
  new Refusal(400, {
    message:
      "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.",
  });

const unexpected = (intent, verb) =>
  new Refusal(400, {
    code: "payment_intent_unexpected_state",
    message: `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`,
    payment_intent: intent,
  });
