// Events: signed as Stripe signs them, kept on disk until the product has answered 2xx, retried with growing pauses.
import { createHmac } from "node:crypto";
import { shown } from "./objects.mjs";
import { newObjectId, seconds } from "./store.mjs";

const API_VERSION = "2026-10-28.endive";
const ANSWER_WITHIN_MS = 10_000;
const LONGEST_PAUSE_MS = 60_000;
const GIVE_UP_AFTER_MS = 3 * 24 * 3_600_000;

const PROMPT = { hold: false, times: 1, delayMs: 0 };

/**
 * Makes events and delivers them. A test can set rules for the events of one workspace: `hold` keeps deliveries back
 * until `flush`, `times` delivers each event several times, `delayMs` delivers late.
 */
export class Events {
  #rules = new Map();
  #store;
  #webhookUrl;
  #webhookSecret;
  #answered = new Map();
  #inFlight = new Set();
  #timer;
  #stopped = false;

  constructor({ store, webhookUrl, webhookSecret }) {
    this.#store = store;
    this.#webhookUrl = webhookUrl;
    this.#webhookSecret = webhookSecret;
    this.#pump();
  }

  setRules(workspace, rules) {
    this.#rules.set(workspace, { ...PROMPT, ...rules });
  }

  /**
   * Makes an event and queues it. Resolves when its first delivery was answered or has failed, or at once if it waits.
   */
  emit(type, object) {
    const { state, save } = this.#store;
    const event = eventOf(type, shown(object, state));
    state.events[event.id] = structuredClone(event);
    // Refunds and disputes are found by the payment they belong to.
    const { metadata } = object.metadata?.workspace
      ? object
      : (state.intents[object.payment_intent] ?? {});
    const rules = this.#rules.get(metadata?.workspace) ?? PROMPT;
    const added = Array.from({ length: rules.times }, () => ({
      id: newObjectId("dl"),
      event: event.id,
      attempts: 0,
      madeAt: Date.now(),
      dueAt: Date.now() + rules.delayMs,
      held: rules.hold,
      workspace: metadata?.workspace,
    }));
    state.deliveries.push(...added);
    save();
    const waits = rules.hold || rules.delayMs > 0;
    const answered = waits
      ? Promise.resolve()
      : new Promise((resolve) => this.#answered.set(added[0].id, resolve));
    this.#pump();
    return answered;
  }

  /** Delivers held events, in the order asked for, one after the other or all at once. */
  async flush({ workspace, order = "made", together = false } = {}) {
    const held = arrange(
      this.#store.state.deliveries.filter((one) => one.held && of(workspace, one)),
      order,
    );
    for (const delivery of held) Object.assign(delivery, { held: false, dueAt: Date.now() });
    this.#store.save();
    if (together) await Promise.all(held.map((one) => this.#deliver(one)));
    else for (const delivery of held) await this.#deliver(delivery);
    return held.length;
  }

  /** Delivers events again that were delivered before. */
  async redeliver(ids, times = 1) {
    const { events } = this.#store.state;
    for (let i = 0; i < times; i++) await Promise.all(ids.map((id) => this.#send(events[id])));
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #pump() {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    const free = () =>
      this.#store.state.deliveries.filter((one) => !one.held && !this.#inFlight.has(one.id));
    for (const delivery of free()) {
      if (delivery.dueAt <= Date.now()) void this.#deliver(delivery);
    }
    const next = Math.min(...free().map((one) => one.dueAt));
    if (next === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#pump(), Math.max(20, next - Date.now()));
    this.#timer.unref();
  }

  async #deliver(delivery) {
    const { state, save } = this.#store;
    this.#inFlight.add(delivery.id);
    const done = await this.#send(state.events[delivery.event]);
    this.#inFlight.delete(delivery.id);
    if (this.#stopped) return;
    delivery.attempts += 1;
    if (done || Date.now() - delivery.madeAt > GIVE_UP_AFTER_MS) {
      state.deliveries = state.deliveries.filter((one) => one.id !== delivery.id);
    } else {
      delivery.dueAt = Date.now() + Math.min(LONGEST_PAUSE_MS, 500 * 2 ** delivery.attempts);
    }
    save();
    this.#answered.get(delivery.id)?.();
    this.#answered.delete(delivery.id);
    this.#pump();
  }

  async #send(event) {
    const payload = JSON.stringify(event);
    try {
      const answer = await fetch(this.#webhookUrl, {
        method: "POST",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "stripe-signature": sign(payload, this.#webhookSecret),
          "user-agent": "Stripe/1.0 (embedded stand-in)",
        },
        body: payload,
        redirect: "manual",
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }
}

const eventOf = (type, object) => ({
  id: newObjectId("evt"),
  object: "event",
  api_version: API_VERSION,
  created: seconds(),
  data: { object },
  livemode: false,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  type,
});

const of = (workspace, one) => workspace === undefined || one.workspace === workspace;

function arrange(deliveries, order) {
  if (order === "reversed") return deliveries.toReversed();
  if (order === "shuffled") return deliveries.toSorted(() => Math.random() - 0.5);
  return deliveries;
}

/** The signature Stripe sends with an event. */
export function sign(payload, secret, at = seconds()) {
  const v1 = createHmac("sha256", secret).update(`${at}.${payload}`).digest("hex");
  return `t=${at},v1=${v1}`;
}
