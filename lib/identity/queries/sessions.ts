import type { SignedInUser } from "@/lib/identity/types";
import { db } from "@/lib/platform/db";

export type LiveSession = { id: string; user: SignedInUser; createdAt: Date; lastSeenAt: Date };

/** The session with this id and its user, unless it was revoked or has expired. */
export async function findLiveSession(id: string, now: Date): Promise<LiveSession | null> {
  const session = await db.userSession.findFirst({
    where: { id, revokedAt: null, expiresAt: { gt: now } },
    select: {
      id: true,
      createdAt: true,
      lastSeenAt: true,
      user: { select: { id: true, name: true, email: true } },
    },
  });
  return session;
}

/** The browsers in which this person is signed in, the one seen last first. */
export async function liveSessionsOf(userId: string, now: Date) {
  return db.userSession.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { lastSeenAt: "desc" },
    select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true },
    take: 100,
  });
}
