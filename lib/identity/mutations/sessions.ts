import { clock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

/** How long a browser stays signed in, whatever it does. */
export const SESSION_DAYS = 30;
const SEEN_EVERY_MS = 5 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Signs a browser in: a row that every later request of it must find. Returns the session's id. */
export async function openSession(userId: string, userAgent?: string | null): Promise<string> {
  const now = clock.now();
  const session = await db.userSession.create({
    data: {
      id: newId(),
      userId,
      userAgent: userAgent?.slice(0, 400) ?? null,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + SESSION_DAYS * DAY_MS),
    },
  });
  return session.id;
}

/** Notes that a session is in use; at most one write every five minutes. */
export async function touchSession(session: { id: string; lastSeenAt: Date }): Promise<void> {
  const now = clock.now();
  const stale = new Date(now.getTime() - SEEN_EVERY_MS);
  if (session.lastSeenAt > stale) return;
  await db.userSession.updateMany({
    where: { id: session.id, lastSeenAt: { lte: stale } },
    data: { lastSeenAt: now },
  });
}

/** Signs one browser of this person out, from its next request on. False when there is no such session. */
export async function revokeSession(userId: string, sessionId: string): Promise<boolean> {
  const { count } = await db.userSession.updateMany({
    where: { id: sessionId, userId, revokedAt: null },
    data: { revokedAt: clock.now() },
  });
  return count === 1;
}

/** Signs this person out everywhere but in the session `kept`. Returns how many browsers that were. */
export async function revokeOtherSessions(userId: string, kept: string | null): Promise<number> {
  const { count } = await db.userSession.updateMany({
    where: { userId, revokedAt: null, ...(kept ? { id: { not: kept } } : {}) },
    data: { revokedAt: clock.now() },
  });
  return count;
}
