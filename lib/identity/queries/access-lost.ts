import { findMember } from "@/lib/identity/queries/memberships";
import { findLiveSession } from "@/lib/identity/queries/sessions";
import { clock } from "@/lib/platform/clock";
import { type Hint, listen } from "@/lib/platform/events";
import { logger } from "@/lib/platform/logger";

/** A member of a workspace, and the session they use. */
export type SignedInMember = { sessionId: string; userId: string; slug: string };

/**
 * Calls `onLost` once that person is signed out there, or no longer in that workspace: for streams, which outlive the check
 * of their request. Checks when notified, and when a notification may have been missed. Returns a function that stops
 * this.
 */
export function onAccessLost(member: SignedInMember, onLost: () => void): () => void {
  let over = false;
  const check = async () => {
    if (over || (await isIn(member)) || over) return;
    over = true;
    onLost();
  };
  const checkNow = () =>
    void check().catch((err) =>
      logger.warn({ err }, "events: checking whether a member still has access"),
    );
  const concerns = (hint: Hint) => "leaving" in hint && hint.leaving === member.userId;
  const forget = listen({
    onHint: (hint) => {
      if (concerns(hint)) checkNow();
    },
    onReady: checkNow,
    onMissed: checkNow,
  });
  return () => {
    over = true;
    forget();
  };
}

async function isIn({ sessionId, userId, slug }: SignedInMember): Promise<boolean> {
  const [session, member] = await Promise.all([
    findLiveSession(sessionId, clock.now()),
    findMember(userId, slug),
  ]);
  return session !== null && member !== null;
}
