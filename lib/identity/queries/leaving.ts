import { findMember } from "@/lib/identity/queries/memberships";
import { findLiveSession } from "@/lib/identity/queries/sessions";
import { clock } from "@/lib/platform/clock";
import { type Hint, listen } from "@/lib/platform/events";
import { logger } from "@/lib/platform/logger";

/** Who was let in where, and by which session. */
export type Seat = { sessionId: string; userId: string; slug: string };

/**
 * Calls `gone` once that person is signed out there, or no longer in that workspace: for what stays open longer than
 * the request that was let in. Checks when it is notified, and when it may have missed a notification. Returns a
 * function that stops watching.
 */
export function untilGone(seat: Seat, gone: () => void): () => void {
  let over = false;
  const look = async () => {
    if (over || (await isIn(seat)) || over) return;
    over = true;
    gone();
  };
  const lookNow = () =>
    void look().catch((err) => logger.warn({ err }, "events: whether somebody is still let in"));
  const concerns = (hint: Hint) => "leaving" in hint && hint.leaving === seat.userId;
  const forget = listen({
    hear: (hint) => {
      if (concerns(hint)) lookNow();
    },
    ready: lookNow,
    missed: lookNow,
  });
  return () => {
    over = true;
    forget();
  };
}

async function isIn({ sessionId, userId, slug }: Seat): Promise<boolean> {
  const [session, member] = await Promise.all([
    findLiveSession(sessionId, clock.now()),
    findMember(userId, slug),
  ]);
  return session !== null && member !== null;
}
