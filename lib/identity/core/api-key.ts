/** What a key may do, in the order in which people read it. A key has at least one. */
export const SCOPES = ["balance:read", "entries:read", "quotes:create", "credits:spend"] as const;
export type Scope = (typeof SCOPES)[number];

/** The prefix of every secret, by which people and secret scanners recognise one. */
export const SECRET_PREFIX = "ws_live_";

/** How long a new key can be made to last, in days; null lasts until it is revoked. */
const LIFETIMES = [30, 90, 365, null] as const;
export type Lifetime = (typeof LIFETIMES)[number];

/** More keys in use than this invite a leak: revoke those that nobody uses. */
export const MOST_KEYS = 50;

export type ApiKeyState = "active" | "expired" | "revoked";

/** The state of a key. A revoked key stays revoked, whatever its date. */
export function apiKeyState(
  key: { expiresAt: Date | null; revokedAt: Date | null },
  now: Date,
): ApiKeyState {
  if (key.revokedAt) return "revoked";
  return key.expiresAt && key.expiresAt <= now ? "expired" : "active";
}

const DAY = 24 * 60 * 60 * 1000;

/** When a key made at `now` ends, or null. */
export const lifetimeEnd = (lifetime: Lifetime, now: Date): Date | null =>
  lifetime === null ? null : new Date(now.getTime() + lifetime * DAY);

const USE_NOTED_EVERY = 60 * 1000;

/** Whether a use of a key is worth recording: once a minute is enough to know which keys are in use. */
export const isUseWorthRecording = (lastUsedAt: Date | null, now: Date): boolean =>
  lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= USE_NOTED_EVERY;
