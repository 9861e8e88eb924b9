import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "@/lib/platform/db";

type Budget = { points: number; seconds: number };

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * How often something may be tried. Two budgets guard a form: one per e-mail address and network address, and one per
 * network address.
 */
const BUDGETS = {
  "sign-in": { points: 8, seconds: 15 * MINUTE },
  "sign-in:address": { points: 60, seconds: HOUR },
  "sign-in:ip": { points: 60, seconds: 15 * MINUTE },
  "sign-in-link": { points: 4, seconds: 15 * MINUTE },
  "sign-in-link:address": { points: 12, seconds: HOUR },
  "sign-in-link:ip": { points: 30, seconds: HOUR },
  "sign-up": { points: 5, seconds: HOUR },
  "sign-up:ip": { points: 30, seconds: HOUR },
  "invitation:ip": { points: 30, seconds: 15 * MINUTE },
  "invite:workspace": { points: 100, seconds: 24 * HOUR },
  // Per person, since anybody may create another workspace and get another hundred.
  "invite:person": { points: 200, seconds: 24 * HOUR },
  // Each workspace has its own limits on mails and on waiting files, and keeps its addresses for good.
  "new-workspace": { points: 20, seconds: 24 * HOUR },
  "new-address": { points: 20, seconds: 24 * HOUR },
  checkout: { points: 30, seconds: 15 * MINUTE },
  "ask-for-credits": { points: 3, seconds: HOUR },
  "check-ledger": { points: 10, seconds: HOUR },
  "api:key": { points: 1_200, seconds: MINUTE },
  "api:refused": { points: 600, seconds: 15 * MINUTE },
  upload: { points: 60, seconds: HOUR },
  "alert-test": { points: 10, seconds: 15 * MINUTE },
  // A test mail goes to an address that its owner may not have proved.
  "alert-test:person": { points: 20, seconds: HOUR },
} as const satisfies Record<string, Budget>;

export type LimitName = keyof typeof BUDGETS;
export type LimitAnswer = { ok: true } | { ok: false; retryAfterSeconds: number };

const limiters = new Map<LimitName, RateLimiterPostgres>();

/** Counts one try of `name` by `key` (an e-mail address, a network address), and says whether it may go on. */
export async function limit(name: LimitName, key: string): Promise<LimitAnswer> {
  const { ok, resetSeconds } = await spendAllowance(name, key);
  return ok ? { ok } : { ok, retryAfterSeconds: resetSeconds };
}

/** What is left of a budget after a try was counted. `resetSeconds` is how long until it is whole again. */
export type Allowance = {
  ok: boolean;
  points: number;
  windowSeconds: number;
  remaining: number;
  resetSeconds: number;
};

/** Like `limit`, but returns the whole budget, for callers that pace themselves by it. */
export async function spendAllowance(name: LimitName, key: string): Promise<Allowance> {
  const { points, seconds } = BUDGETS[name];
  const allowance = (
    ok: boolean,
    { remainingPoints, msBeforeNext }: RateLimiterRes,
  ): Allowance => ({
    ok,
    points,
    windowSeconds: seconds,
    remaining: Math.max(0, remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
  });
  try {
    return allowance(true, await limiterOf(name).consume(fingerprint(key)));
  } catch (refused) {
    // An Error is a fault of the database; anything else is the limiter's answer.
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return allowance(false, refused);
  }
}

/** Counts one try against several limits. Returns the refusal that lasts longest. */
export async function limitAll(
  tries: readonly (readonly [LimitName, string])[],
): Promise<LimitAnswer> {
  const answers = await Promise.all(tries.map(([name, key]) => limit(name, key)));
  const waits = answers.flatMap((answer) => (answer.ok ? [] : [answer.retryAfterSeconds]));
  return waits.length === 0 ? { ok: true } : { ok: false, retryAfterSeconds: Math.max(...waits) };
}

/** Resets the tries of `key`, once it has proved its identity. */
export async function resetAttempts(name: LimitName, key: string): Promise<void> {
  await limiterOf(name).delete(fingerprint(key));
}

function limiterOf(name: LimitName): RateLimiterPostgres {
  const made = limiters.get(name);
  if (made) return made;
  const { points, seconds } = BUDGETS[name];
  const limiter = new RateLimiterPostgres({
    // Without a statement name: named statements do not survive a transaction-mode pooler.
    storeClient: {
      query: ({ text, values }: { text: string; values: unknown[] }) =>
        pool("limits").query(text, values),
    },
    storeType: "client",
    tableName: "rate_limit",
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
  });
  limiters.set(name, limiter);
  return limiter;
}

// Hashed, so that the table contains no addresses and no key is too long for it.
const fingerprint = (key: string): string =>
  createHash("sha256").update(key.toLowerCase()).digest("base64url");
