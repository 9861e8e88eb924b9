// The REST requests, in Stripe's terms: form-encoded in, JSON out, errors of Stripe's shape.
import { createHash, timingSafeEqual } from "node:crypto";
import { makeCoupon, makePromotionCode } from "./discounts.mjs";
import { parseForm } from "./form.mjs";
import { makeCustomer, makeSession, shown } from "./objects.mjs";
import { missing, Refusal } from "./refusal.mjs";

/** Handles one request at a time: `answer({ method, path, query, body, headers })` is { status, body }. */
export class Api {
  #store;
  #secretKey;
  #routes;
  #running = new Set();

  constructor({ store, payments, offSession, secretKey, base }) {
    this.#store = store;
    this.#secretKey = secretKey;
    this.#routes = routes({ store, payments, offSession, base });
  }

  async answer({ method, path, query, body, headers }) {
    if (!authorized(headers.authorization, this.#secretKey)) throw unauthorized();
    const params = parseForm(method === "GET" ? query : body);
    const route = this.#routes.find(([verb, pattern]) => verb === method && pattern.test(path));
    if (!route) throw unrecognized(method, path);

    const run = async () => {
      const result = await route[2](path.match(route[1])[1], params);
      return { status: 200, body: shown(result, this.#store.state, params.expand) };
    };
    const key = headers["idempotency-key"];
    return method === "POST" && key ? this.#once(key, { method, path, body }, run) : run();
  }

  /** Like Stripe: the same key gives the first answer; other parameters, or a race, are refused. */
  async #once(key, request, run) {
    const { state, save } = this.#store;
    const asked = createHash("sha256").update(JSON.stringify(request)).digest("hex");
    const known = state.keys[key];
    if (known && known.asked !== asked) throw keyReused(key);
    if (known) return { ...known.answer, replayed: true };
    if (this.#running.has(key)) throw keyInUse(key);
    this.#running.add(key);
    try {
      const answer = await run().catch(declinedAnswer);
      state.keys[key] = { asked, answer };
      save();
      return answer;
    } finally {
      // A refused request was not executed: its key stays free.
      this.#running.delete(key);
    }
  }
}

/** A decline is an outcome: the card was asked, and the same key gets the same answer. */
function declinedAnswer(error) {
  if (error instanceof Refusal && error.status === 402) return asAnswer(error);
  throw error;
}

/** [method, path, what it does]; the path's group is the id. */
const routes = (parts) => [
  ...checkoutRoutes(parts),
  ...promotionRoutes(parts),
  ...offSessionRoutes(parts),
  ...objectRoutes(parts),
];

function checkoutRoutes({ store, payments, base }) {
  const { state, save } = store;
  const session = finder(state, "sessions", "checkout.session");
  const open = (_id, params) => {
    if (payments.refuseNext.delete(params.metadata?.workspace)) throw notNow();
    const made = makeSession(params, state, base);
    state.sessions[made.id] = made;
    save();
    return made;
  };
  const all = (_id, params) => list(state, "sessions", params, ["payment_intent", "customer"]);
  return [
    ["POST", /^\/v1\/checkout\/sessions$/, open],
    ["GET", /^\/v1\/checkout\/sessions$/, all],
    ["GET", /^\/v1\/checkout\/sessions\/(\w+)$/, session],
    ["POST", /^\/v1\/checkout\/sessions\/(\w+)\/expire$/, (id) => payments.expire(session(id))],
    [
      "GET",
      /^\/v1\/checkout\/sessions\/(\w+)\/line_items$/,
      (id) => page(state, session(id)._items),
    ],
  ];
}

function promotionRoutes({ store }) {
  const { state, save } = store;
  const keep = (collection, make) => (_id, params) => {
    const made = make(params, state);
    state[collection][made.id] = made;
    save();
    return made;
  };
  const codes = (_id, params) => list(state, "promotions", params, ["code"]);
  return [
    ["POST", /^\/v1\/coupons$/, keep("coupons", makeCoupon)],
    ["GET", /^\/v1\/coupons\/(\w+)$/, finder(state, "coupons", "coupon")],
    ["POST", /^\/v1\/promotion_codes$/, keep("promotions", makePromotionCode)],
    ["GET", /^\/v1\/promotion_codes$/, codes],
    ["GET", /^\/v1\/promotion_codes\/(\w+)$/, finder(state, "promotions", "promotion code")],
  ];
}

function offSessionRoutes({ store: { state }, offSession }) {
  const intent = finder(state, "intents", "payment_intent");
  const method = finder(state, "methods", "PaymentMethod");
  const customer = finder(state, "customers", "customer");
  const methodsOf = (id, params) =>
    list(state, "methods", { ...params, customer: customer(id).id }, ["customer", "type"]);
  return [
    ["POST", /^\/v1\/payment_intents$/, (_id, params) => offSession.create(params)],
    [
      "GET",
      /^\/v1\/payment_intents$/,
      (_id, params) => list(state, "intents", params, ["customer"]),
    ],
    [
      "POST",
      /^\/v1\/payment_intents\/(\w+)\/confirm$/,
      (id, params) => offSession.confirm(intent(id), params),
    ],
    ["POST", /^\/v1\/payment_intents\/(\w+)\/cancel$/, (id) => offSession.cancel(intent(id))],
    ["GET", /^\/v1\/setup_intents\/(\w+)$/, finder(state, "setups", "setupintent")],
    ["GET", /^\/v1\/payment_methods\/(\w+)$/, method],
    ["POST", /^\/v1\/payment_methods\/(\w+)\/detach$/, (id) => offSession.detach(method(id))],
    ["GET", /^\/v1\/customers\/(\w+)\/payment_methods$/, methodsOf],
    ["POST", /^\/v1\/tax\/calculations$/, (_id, params) => offSession.calculateTax(params)],
    ["GET", /^\/v1\/tax\/calculations\/(\w+)$/, finder(state, "calculations", "calculation")],
  ];
}

function objectRoutes({ store, payments }) {
  const { state, save } = store;
  const customer = finder(state, "customers", "customer");
  const newCustomer = (_id, params) => {
    const made = makeCustomer(params);
    state.customers[made.id] = made;
    save();
    return made;
  };
  const changeCustomer = (id, { address }) => {
    const changed = Object.assign(customer(id), address ? { address } : {});
    save();
    return changed;
  };
  const refunds = (_id, params) => list(state, "refunds", params, ["charge", "payment_intent"]);
  const disputes = (_id, params) => list(state, "disputes", params, ["charge", "payment_intent"]);
  return [
    ["POST", /^\/v1\/customers$/, newCustomer],
    ["GET", /^\/v1\/customers\/(\w+)$/, customer],
    ["POST", /^\/v1\/customers\/(\w+)$/, changeCustomer],
    ["GET", /^\/v1\/payment_intents\/(\w+)$/, finder(state, "intents", "payment_intent")],
    ["GET", /^\/v1\/charges$/, (_id, params) => list(state, "charges", params, ["payment_intent"])],
    ["GET", /^\/v1\/charges\/(\w+)$/, finder(state, "charges", "charge")],
    ["POST", /^\/v1\/refunds$/, (_id, params) => payments.refund(params)],
    ["GET", /^\/v1\/refunds$/, refunds],
    ["GET", /^\/v1\/refunds\/(\w+)$/, finder(state, "refunds", "refund")],
    ["GET", /^\/v1\/disputes$/, disputes],
    ["GET", /^\/v1\/disputes\/(\w+)$/, finder(state, "disputes", "dispute")],
    ["GET", /^\/v1\/events$/, (_id, params) => list(state, "events", params, ["type"])],
    ["GET", /^\/v1\/events\/(\w+)$/, finder(state, "events", "event")],
  ];
}

const finder = (state, collection, what) => (id) => {
  const object = Object.hasOwn(state[collection], id) ? state[collection][id] : null;
  if (!object) throw missing(what, id);
  return object;
};

function list(state, collection, params, filters) {
  const all = Object.values(state[collection])
    .toReversed()
    .filter((one) =>
      filters.every((name) => params[name] === undefined || one[name] === params[name]),
    );
  const after = params.starting_after;
  const from = after ? all.findIndex((one) => one.id === after) + 1 : 0;
  const limit = Math.min(Number(params.limit ?? 10), 100);
  return page(state, all.slice(from, from + limit), from + limit < all.length);
}

const page = (state, data, more = false) => ({
  object: "list",
  has_more: more,
  data: data.map((one) => shown(one, state)),
});

/** Turns a refusal into an answer; anything else is a fault and is thrown on. */
export function asAnswer(error) {
  if (error instanceof Refusal) return { status: error.status, body: error.body };
  throw error;
}

const digest = (text) => createHash("sha256").update(text).digest();

export function authorized(header, secretKey) {
  const [scheme, value = ""] = (header ?? "").split(" ");
  const given = scheme === "Basic" ? Buffer.from(value, "base64").toString().split(":")[0] : value;
  return timingSafeEqual(digest(given), digest(secretKey));
}

const unauthorized = () =>
  new Refusal(401, { message: "Invalid API Key provided.", code: undefined });
const notNow = () =>
  new Refusal(403, { message: "Your account cannot currently make live charges." });
const unrecognized = (method, path) =>
  new Refusal(404, { message: `Unrecognized request URL (${method}: ${path}).` });
const keyReused = (key) =>
  new Refusal(400, {
    type: "idempotency_error",
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
const keyInUse = (key) =>
  new Refusal(409, {
    type: "idempotency_error",
    code: "idempotency_key_in_use",
    message: `There is currently another in-progress request using this Idempotency Key (${key}).`,
  });
