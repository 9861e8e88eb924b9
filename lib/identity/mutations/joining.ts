import { type InvitationState, invitationState } from "@/lib/identity/core/invitation";
import type { Role } from "@/lib/identity/core/permissions";
import { seat } from "@/lib/identity/mutations/members";
import type { RateLimited, SignedIn } from "@/lib/identity/mutations/sign-in";
import { createUser } from "@/lib/identity/mutations/users";
import { findInvitation } from "@/lib/identity/queries/invitations";
import type { SignedInUser } from "@/lib/identity/types";
import { clock } from "@/lib/platform/clock";
import { db, inWorkspace, lockWorkspace } from "@/lib/platform/db";
import { limit } from "@/lib/platform/rate-limit";

export type JoinRefusal =
  | { ok: false; reason: "unknown" | Exclude<InvitationState, "open"> }
  | { ok: false; reason: "other_address"; invited: string }
  | RateLimited;

/**
 * Uses an invitation: the signed-in person becomes a member. Only for the address that was invited, once. Somebody who
 * is already a member stays as they are.
 */
export async function acceptInvitation(
  secret: string,
  user: SignedInUser,
  ip: string,
): Promise<{ ok: true; slug: string } | JoinRefusal> {
  const found = await findAllowed(secret, ip);
  if (!found.ok) return found;
  const { invitation } = found;
  if (invitation.email !== user.email) {
    return { ok: false, reason: "other_address", invited: invitation.email };
  }
  const { workspaceId, id, workspaceSlug: slug } = invitation;

  const state = await inWorkspace(workspaceId, async (tx) => {
    await lockWorkspace(tx, workspaceId);
    const row = await tx.invitation.findFirstOrThrow({ where: { workspaceId, id } });
    const now = clock.now();
    const state = invitationState(row, now);
    if (state !== "open") return state;
    // Revoking takes no lock on the workspace: whichever of the two writes the row first wins.
    const { count } = await tx.invitation.updateMany({
      where: { workspaceId, id, acceptedAt: null, revokedAt: null },
      data: { acceptedAt: now },
    });
    if (count === 0) return "revoked";
    await seat(tx, { workspaceId, userId: user.id, role: row.role as Role });
    return state;
  });
  if (state !== "open") return { ok: false, reason: state };
  // The link came by mail, so the address is theirs.
  await db.user.updateMany({
    where: { id: user.id, emailVerified: null },
    data: { emailVerified: clock.now() },
  });
  return { ok: true, slug };
}

/** Joins as somebody new: an account for the invited address, then the membership. */
export async function joinAsNewPerson(
  join: { token: string; name: string; password: string },
  ip: string,
): Promise<
  (SignedIn & { slug: string; email: string }) | JoinRefusal | { ok: false; reason: "email_taken" }
> {
  const found = await findAllowed(join.token, ip);
  if (!found.ok) return found;
  const { email } = found.invitation;
  const { name, password } = join;
  const made = await createUser({ email, name, password, emailVerified: true });
  if (!made.ok) return made;
  const joined = await acceptInvitation(join.token, { id: made.userId, name, email }, ip);
  return joined.ok ? { ...joined, userId: made.userId, email } : joined;
}

async function findAllowed(secret: string, ip: string) {
  const allowed = await limit("invitation:ip", ip);
  if (!allowed.ok) return { ...allowed, reason: "rate_limited" } as const;
  const invitation = await findInvitation(secret, clock.now());
  if (!invitation) return { ok: false, reason: "unknown" } as const;
  if (invitation.state !== "open") return { ok: false, reason: invitation.state } as const;
  return { ok: true, invitation } as const;
}
