// What happens to money: the outcomes a buyer can choose on the checkout page, expiry, and refunds.
import { redeem } from "./discounts.mjs";
import {
  makeCharge,
  makeDispute,
  makeIntent,
  makeMethod,
  makeRefund,
  nextReceipt,
} from "./objects.mjs";
import { missing, Refusal } from "./refusal.mjs";
import { seconds } from "./store.mjs";

export const CARD = {
  type: "card",
  card: {
    brand: "visa",
    last4: "4242",
    exp_month: 12,
    exp_year: 2030,
    country: "US",
    funding: "credit",
  },
};
const BANK = {
  type: "us_bank_account",
  us_bank_account: { bank_name: "Stand-in Bank", last4: "6789" },
};

export const DECLINED = {
  type: "card_error",
  code: "card_declined",
  decline_code: "generic_decline",
  message: "Your card was declined.",
};
const DEBIT_FAILED = {
  type: "card_error",
  code: "debit_not_authorized",
  message: "The customer's bank did not authorize the debit.",
};

const DEBIT_TAKES_SECONDS = 30;

export class Payments {
  /** Workspaces whose next card payment is declined, whatever the buyer chooses. */
  declineNext = new Set();
  /** Workspaces whose next checkout page is refused to the program that asks for it. */
  refuseNext = new Set();
  #store;
  #events;
  #base;

  constructor({ store, events, base }) {
    this.#store = store;
    this.#events = events;
    this.#base = base;
  }

  #intentOf(session) {
    const known = this.#store.state.intents[session.payment_intent];
    const { currency, customer, amount_total: amount, _intent } = session;
    const intent = known ?? makeIntent({ ..._intent, currency, customer });
    // A promotion may have been applied since a first try.
    intent.amount = amount;
    this.#store.state.intents[intent.id] = intent;
    session.payment_intent = intent.id;
    return intent;
  }

  #charge(intent, outcome) {
    const made = makeCharge(intent, outcome, this.#store.state, this.#base);
    this.#store.state.charges[made.id] = made;
    intent.latest_charge = made.id;
    return made;
  }

  /** The card is accepted: the session is complete and paid, once, however often the form is sent. */
  async pay(session) {
    if (session.status !== "open") return;
    if (session.amount_total === 0) return this.#takeForNothing(session);
    if (this.declineNext.has(session.metadata.workspace)) return this.decline(session);
    const intent = this.#intentOf(session);
    const method = this.#methodFor(intent);
    const made = this.#charge(intent, { paid: true, method });
    Object.assign(intent, {
      payment_method: method.id,
      status: "succeeded",
      amount_received: intent.amount,
      last_payment_error: null,
    });
    this.#complete(session, "paid");
    this.#store.save();
    void this.#events.emit("payment_intent.succeeded", intent);
    void this.#events.emit("charge.succeeded", made);
    // Stripe, too, gives the seller's server a moment before it sends the buyer back.
    await this.#events.emit("checkout.session.completed", session);
  }

  /** A promotion that leaves nothing to pay: complete without a payment, as at Stripe. */
  async #takeForNothing(session) {
    this.#complete(session, "no_payment_required");
    this.#store.save();
    await this.#events.emit("checkout.session.completed", session);
  }

  /** The card of this payment. It stays with the customer only if they were told that it is saved. */
  #methodFor(intent) {
    const saved = intent.setup_future_usage === "off_session" ? intent.customer : null;
    const made = makeMethod(CARD, saved);
    this.#store.state.methods[made.id] = made;
    if (saved) void this.#events.emit("payment_method.attached", made);
    return made;
  }

  /** The card is refused: the session stays open, and the buyer may try again or leave. */
  async decline(session) {
    if (session.status !== "open") return;
    this.declineNext.delete(session.metadata.workspace);
    const intent = this.#intentOf(session);
    const made = this.#charge(intent, { paid: false, failure: DECLINED, method: CARD });
    Object.assign(intent, {
      status: "requires_payment_method",
      last_payment_error: { ...DECLINED, charge: made.id },
    });
    this.#store.save();
    void this.#events.emit("charge.failed", made);
    await this.#events.emit("payment_intent.payment_failed", intent);
  }

  /** A bank debit: complete now, paid or failed later (`settleDebit`). */
  async debit(session) {
    if (session.status !== "open") return;
    const intent = this.#intentOf(session);
    this.#charge(intent, { paid: false, failure: null, method: BANK });
    intent.status = "processing";
    session._debitDueAt = seconds() + DEBIT_TAKES_SECONDS;
    this.#complete(session, "unpaid");
    this.#store.save();
    await this.#events.emit("checkout.session.completed", session);
  }

  async settleDebit(session, succeeds) {
    const intent = this.#store.state.intents[session.payment_intent];
    delete session._debitDueAt;
    if (intent?.status !== "processing") return;
    const made = this.#store.state.charges[intent.latest_charge];
    if (succeeds) {
      Object.assign(made, {
        status: "succeeded",
        paid: true,
        captured: true,
        amount_captured: made.amount,
        receipt_url: `${this.#base}/receipts/${made.id}`,
        receipt_number: nextReceipt(this.#store.state),
      });
      Object.assign(intent, { status: "succeeded", amount_received: intent.amount });
      session.payment_status = "paid";
    } else {
      Object.assign(made, {
        status: "failed",
        failure_code: DEBIT_FAILED.code,
        failure_message: DEBIT_FAILED.message,
      });
      Object.assign(intent, {
        status: "requires_payment_method",
        last_payment_error: DEBIT_FAILED,
      });
    }
    this.#store.save();
    const outcome = succeeds ? "succeeded" : "failed";
    await this.#events.emit(`checkout.session.async_payment_${outcome}`, session);
  }

  #complete(session, paymentStatus) {
    redeem(session, this.#store.state);
    complete(session, paymentStatus, this.#store.state);
  }

  async expire(session) {
    if (session.status !== "open") {
      throw new Refusal(400, {
        message: `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
      });
    }
    Object.assign(session, { status: "expired", url: null });
    this.#store.save();
    void this.#events.emit("checkout.session.expired", session);
    return session;
  }

  /** What the clock does: open sessions expire, bank debits are confirmed. */
  tick() {
    for (const session of Object.values(this.#store.state.sessions)) {
      if (session._debitDueAt <= seconds()) void this.settleDebit(session, true);
      if (session.status === "open" && session.expires_at <= seconds()) void this.expire(session);
    }
  }

  refund(params) {
    const intent = this.#store.state.intents[params.payment_intent];
    if (params.payment_intent && !intent) {
      throw missing("payment_intent", params.payment_intent, "payment_intent");
    }
    const found = this.#store.state.charges[params.charge ?? intent?.latest_charge];
    if (!found) throw missing("charge", params.charge ?? "", "charge");
    const made = makeRefund(found, params);
    this.#store.state.refunds[made.id] = made;
    found.amount_refunded += made.amount;
    found.refunded = found.amount_refunded === found.amount_captured;
    this.#store.save();
    void this.#events.emit("refund.created", made);
    void this.#events.emit("charge.refunded", found);
    return made;
  }

  /** The buyer's bank disputes a payment. */
  async dispute(session, params) {
    const intent = this.#store.state.intents[session.payment_intent];
    const charge = this.#store.state.charges[intent?.latest_charge];
    if (!charge?.paid) throw missing("charge", session.payment_intent ?? "", "charge");
    const made = makeDispute(charge, params);
    this.#store.state.disputes[made.id] = made;
    charge.disputed = true;
    this.#store.save();
    await this.#events.emit("charge.dispute.created", made);
  }

  /** The dispute is decided: `status` is won or lost. */
  async closeDispute(made, status) {
    made.status = status;
    this.#store.save();
    await this.#events.emit("charge.dispute.closed", made);
  }

  /** A refund that the bank sends back. */
  async failRefund(made) {
    made.status = "failed";
    made.failure_reason = "lost_or_stolen_card";
    this.#store.state.charges[made.charge].amount_refunded -= made.amount;
    this.#store.state.charges[made.charge].refunded = false;
    this.#store.save();
    await this.#events.emit("refund.failed", made);
  }
}

/** The page has done what it was opened for. */
export function complete(session, paymentStatus, { customers }) {
  const customer = customers[session.customer];
  Object.assign(session, {
    status: "complete",
    payment_status: paymentStatus,
    url: null,
    customer_details: { email: customer?.email ?? null, name: customer?.name ?? null },
  });
}
