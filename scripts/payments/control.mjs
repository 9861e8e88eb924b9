// What tests ask of the payment server: POST /_control with JSON { "do": ..., ... } and the secret key.
import { addTax, applyPromotion } from "./discounts.mjs";
import { invalid, missing, Refusal } from "./refusal.mjs";
import { outcomesOf } from "./setups.mjs";

export function makeControl({ store, events, payments, setups, offSession }) {
  const { state } = store;
  const session = (id) => {
    if (!state.sessions[id]) throw missing("checkout.session", id);
    return state.sessions[id];
  };

  const commands = {
    /** How the deliveries of a workspace are made from now on: { workspace, hold, times, delayMs }. */
    deliver: ({ workspace, ...rules }) => events.setRules(workspace, rules),
    /** Lets held deliveries go: { workspace, order: made | reversed | shuffled, together }. */
    flush: (options) => events.flush(options),
    /** Delivers events again: { workspace, type, times }. */
    redeliver: ({ workspace, type, times = 1 }) =>
      events.redeliver(
        Object.values(state.events)
          .filter((event) => !type || event.type === type)
          .filter((event) => !workspace || event.data.object.metadata?.workspace === workspace)
          .map((event) => event.id),
        times,
      ),
    /** The next payment of a workspace is declined, whatever the buyer chooses: { workspace }. */
    "fail-next-payment": ({ workspace }) => {
      payments.declineNext.add(workspace);
    },
    /** The next checkout page of a workspace is refused: { workspace }. */
    "refuse-next-checkout": ({ workspace }) => {
      payments.refuseNext.add(workspace);
    },
    /** The next payments with a saved card are declined, one for each reason: { workspace, reasons }. */
    "decline-saved-card": ({ workspace, reasons }) => offSession.declineNext(workspace, reasons),
    /** The buyer enters a promotion code: { session, code }. */
    promote: ({ session: id, code }) => {
      if (!applyPromotion(session(id), code, state)) throw invalid("code", "This code is invalid.");
      store.save();
    },
    /** The buyer lives where tax is due, according to the account's settings: { session }. */
    tax: ({ session: id }) => {
      addTax(session(id), state);
      store.save();
    },
    /** Does what a buyer would do on the page: { session, outcome: pay | decline | debit, or save | decline }. */
    choose: ({ session: id, outcome }) =>
      outcomesOf(session(id), { payments, setups })[outcome](session(id)),
    /** A bank debit is decided: { session, succeeds }. */
    "settle-debit": ({ session: id, succeeds }) => payments.settleDebit(session(id), succeeds),
    /** A refund bounces: { refund }. */
    "fail-refund": ({ refund }) => payments.failRefund(state.refunds[refund]),
    /** The buyer's bank disputes a payment: { session, amount, status }. */
    dispute: ({ session: id, ...params }) => payments.dispute(session(id), params),
    /** All open disputes of a payment are decided: { session, status: won | lost }. */
    "close-disputes": async ({ session: id, status }) => {
      const { payment_intent: intent } = session(id);
      const open = Object.values(state.disputes).filter(
        (one) => one.payment_intent === intent && one.status === "needs_response",
      );
      for (const one of open) await payments.closeDispute(one, status);
    },
    /** One dispute is decided, whatever was decided before: { dispute, status: won | lost }. */
    "close-dispute": ({ dispute: id, status }) => {
      if (!state.disputes[id]) throw missing("dispute", id);
      return payments.closeDispute(state.disputes[id], status);
    },
    expire: ({ session: id }) => payments.expire(session(id)),
    pending: () => state.deliveries.length,
  };

  return async (body) => {
    const { do: name, ...options } = JSON.parse(body || "{}");
    const command = Object.hasOwn(commands, name) ? commands[name] : null;
    if (!command) throw new Refusal(400, { message: `Unknown control command: ${name}` });
    const result = await command(options);
    return { status: 200, body: { ok: true, result: typeof result === "number" ? result : null } };
  };
}
