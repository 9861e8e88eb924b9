// What the payment server knows, in one JSON file that is replaced as a whole: a killed process leaves the old one or
// the new one.
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Something to try on the checkout page: the code TWENTY takes 20% off. */
const TRIAL = {
  coupons: {
    twenty: {
      id: "twenty",
      object: "coupon",
      amount_off: null,
      created: 1_767_225_600,
      currency: null,
      duration: "once",
      livemode: false,
      metadata: {},
      name: "20% off",
      percent_off: 20,
      times_redeemed: 0,
      valid: true,
    },
  },
  promotions: {
    promo_twenty: {
      id: "promo_twenty",
      object: "promotion_code",
      active: true,
      code: "TWENTY",
      created: 1_767_225_600,
      customer: null,
      expires_at: null,
      livemode: false,
      max_redemptions: null,
      metadata: {},
      promotion: { type: "coupon", coupon: "twenty" },
      times_redeemed: 0,
    },
  },
};

const EMPTY = {
  ...TRIAL,
  customers: {},
  methods: {},
  calculations: {},
  sessions: {},
  setups: {},
  intents: {},
  charges: {},
  refunds: {},
  disputes: {},
  events: {},
  /** Idempotency-Key -> { method, path, params, status, body } */
  keys: {},
  /** What still has to be delivered: { id, event, attempts, dueAt, held } */
  deliveries: [],
  receipts: 0,
};

export function openStore(dir) {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, "state.json");
  const state = { ...structuredClone(EMPTY), ...read(file) };
  return {
    state,
    save() {
      writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw new Error(`The payment server cannot read ${file}. Remove it to begin anew.`, {
      cause: error,
    });
  }
}

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** An id of Stripe's kind: cs_test_..., pi_..., evt_... */
export const newObjectId = (prefix, length = 24) =>
  `${prefix}_${Array.from(randomBytes(length), (byte) => ALPHABET[byte % 62]).join("")}`;

export const seconds = () => Math.floor(Date.now() / 1000);
