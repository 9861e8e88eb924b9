import { clock } from "@/lib/platform/clock";
import { db, type Tx } from "@/lib/platform/db";
import { announceLeaving } from "@/lib/platform/events";
import type { Prisma } from "@/lib/platform/generated/prisma/client";
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

/** Records that a session is in use, at most once every five minutes. */
export async function touchSession(session: { id: string; lastSeenAt: Date }): Promise<void> {
  const now = clock.now();
  const stale = new Date(now.getTime() - SEEN_EVERY_MS);
  if (session.lastSeenAt > stale) return;
  await db.userSession.updateMany({
    where: { id: session.id, lastSeenAt: { lte: stale } },
    data: { lastSeenAt: now },
  });
}

/** Signs one browser of this person out, at once. False if there is no such session. */
export const revokeSession = async (userId: string, sessionId: string): Promise<boolean> =>
  (await revoke(userId, { id: sessionId })) === 1;

/** Signs this person out everywhere except in the session `kept`. Returns how many browsers that were. */
export const revokeOtherSessions = (userId: string, kept: string | null): Promise<number> =>
  revoke(userId, kept ? { id: { not: kept } } : {});

const revoke = (userId: string, which: Prisma.UserSessionWhereInput): Promise<number> =>
  db.$transaction((tx) => revokeIn(tx, userId, which));

/** Ends sessions of a person, in the caller's transaction, and with them what is open for them. Returns how many. */
export async function revokeIn(
  tx: Tx,
  userId: string,
  which: Prisma.UserSessionWhereInput = {},
): Promise<number> {
  const { count } = await tx.userSession.updateMany({
    where: { userId, revokedAt: null, ...which },
    data: { revokedAt: clock.now() },
  });
  if (count > 0) await announceLeaving(tx, userId);
  return count;
}
