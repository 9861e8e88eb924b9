import { castIsOffered, isCastAddress } from "@/lib/identity/core/sign-in-ways";
import { normalEmail } from "@/lib/identity/mutations/users";
import { hashPassword, isOutdated, verifyPassword } from "@/lib/identity/providers/password";
import { signInSetup } from "@/lib/identity/providers/setup";
import { db } from "@/lib/platform/db";
import { limitAll, resetAttempts } from "@/lib/platform/rate-limit";

export type SignedIn = { ok: true; userId: string };
export type RateLimited = { ok: false; reason: "rate_limited"; retryAfterSeconds: number };

/**
 * Checks an address and a password. Gives the same answer, in the same time, whether the person or the password is
 * unknown.
 */
export async function signInWithPassword(attempt: {
  email: string;
  password: string;
  ip: string;
}): Promise<SignedIn | RateLimited | { ok: false; reason: "wrong" }> {
  const email = normalEmail(attempt.email);
  const here = `${email} ${attempt.ip}`;
  const allowed = await limitAll([
    ["sign-in", here],
    ["sign-in:address", email],
    ["sign-in:ip", attempt.ip],
  ]);
  if (!allowed.ok) return { ...allowed, reason: "rate_limited" };

  const user = await db.user.findUnique({ where: { email } });
  const right = await verifyPassword(attempt.password, user?.passwordHash);
  if (!user?.passwordHash || !right) return { ok: false, reason: "wrong" };

  await Promise.all([
    resetAttempts("sign-in", here),
    resetAttempts("sign-in:address", email),
    isOutdated(user.passwordHash) ? rehash(user.id, attempt.password) : null,
  ]);
  return { ok: true, userId: user.id };
}

/**
 * Signs a member of the demo cast in without a secret. Refused if real mail or a provider is set up or the installation
 * is not an embedded one, whoever asks and however.
 */
export async function signInAsCast(
  email: string,
  setup = signInSetup,
): Promise<SignedIn | { ok: false; reason: "not_offered" }> {
  if (!castIsOffered(setup) || !isCastAddress(email)) return { ok: false, reason: "not_offered" };
  const user = await db.user.findUnique({ where: { email: normalEmail(email) } });
  return user ? { ok: true, userId: user.id } : { ok: false, reason: "not_offered" };
}

async function rehash(userId: string, password: string): Promise<void> {
  await db.user.update({
    where: { id: userId },
    data: { passwordHash: await hashPassword(password) },
  });
}
