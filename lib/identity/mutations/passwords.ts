import type { RateLimited } from "@/lib/identity/mutations/sign-in";
import { hashPassword, verifyPassword } from "@/lib/identity/providers/password";
import { db } from "@/lib/platform/db";
import { limit } from "@/lib/platform/rate-limit";

/**
 * Sets a new password. Somebody who has one must give it, unless the `mailbox` was just shown to be theirs; somebody
 * who signs in otherwise may set their first.
 */
export async function changePassword(
  userId: string,
  change: { current: string; password: string },
  { mailbox = false } = {},
): Promise<{ ok: true } | RateLimited | { ok: false; reason: "wrong" }> {
  const allowed = await limit("sign-in", `password of ${userId}`);
  if (!allowed.ok) return { ...allowed, reason: "rate_limited" };
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  const asked = passwordHash && !mailbox;
  if (asked && !(await verifyPassword(change.current, passwordHash))) {
    return { ok: false, reason: "wrong" };
  }
  await db.user.update({
    where: { id: userId },
    data: { passwordHash: await hashPassword(change.password) },
  });
  return { ok: true };
}
