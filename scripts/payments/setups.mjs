// Pages on which a card is saved and nothing is paid: a Checkout session in setup mode, and its SetupIntent.
import { makeMethod } from "./objects.mjs";
import { CARD, complete, DECLINED } from "./payments.mjs";

/** Where the stand-in's buyers live; entered only on a page that asks for it. */
const ADDRESS = {
  city: "Porto",
  country: "PT",
  line1: "Rua das Flores 12",
  line2: null,
  postal_code: "4050-262",
  state: null,
};

export class Setups {
  #store;
  #events;

  constructor({ store, events }) {
    this.#store = store;
    this.#events = events;
  }

  /** The card is accepted: it stays with the customer, once, however often the form is sent. */
  async save(session) {
    if (session.status !== "open") return;
    const { state, save } = this.#store;
    const intent = state.setups[session.setup_intent];
    const method = makeMethod(CARD, session.customer);
    if (session.billing_address_collection === "required") {
      method.billing_details.address = ADDRESS;
    }
    state.methods[method.id] = method;
    Object.assign(intent, {
      status: "succeeded",
      payment_method: method.id,
      last_setup_error: null,
    });
    complete(session, "no_payment_required", state);
    save();
    void this.#events.emit("payment_method.attached", method);
    void this.#events.emit("setup_intent.succeeded", intent);
    await this.#events.emit("checkout.session.completed", session);
  }

  /** The card is refused: the page stays open, and its owner may try again or leave. */
  async decline(session) {
    if (session.status !== "open") return;
    const intent = this.#store.state.setups[session.setup_intent];
    intent.last_setup_error = DECLINED;
    this.#store.save();
    await this.#events.emit("setup_intent.setup_failed", intent);
  }
}

/** What somebody can do on the page of a session, by name. */
export const outcomesOf = ({ mode }, { payments, setups }) =>
  mode === "setup"
    ? { save: (on) => setups.save(on), decline: (on) => setups.decline(on) }
    : {
        pay: (on) => payments.pay(on),
        decline: (on) => payments.decline(on),
        debit: (on) => payments.debit(on),
      };
