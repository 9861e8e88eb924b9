// What the payment server knows, in one JSON file that is replaced whole: a killed process leaves the old one or the new one.
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const EMPTY = {
  customers: {},
  sessions: {},
  intents: {},
  charges: {},
  refunds: {},
  disputes: {},
  events: {},
  /** Idempotency-Key -> { method, path, params, status, body } */
  keys: {},
  /** What is still to be told: { id, event, attempts, dueAt, held } */
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
