import { invitationEnd } from "@/lib/identity/core/invitation";
import { invitationMail } from "@/lib/identity/core/mails";
import { mayGive } from "@/lib/identity/core/membership";
import type { Role } from "@/lib/identity/core/permissions";
import type { RateLimited } from "@/lib/identity/mutations/sign-in";
import { normalEmail } from "@/lib/identity/mutations/users";
import type { Member } from "@/lib/identity/types";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, lockWorkspace, type Tx } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { hashSecret, newId, newSecret } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/logger";
import { sendMail } from "@/lib/platform/mail";
import { limitAll } from "@/lib/platform/rate-limit";

/** `mailed` is false if the invitation stands but the mail server refused: it can be sent again. */
export type Invited =
  | { ok: true; invitationId: string; mailed: boolean }
  | RateLimited
  | {
      ok: false;
      reason: "already_member" | "already_invited" | "only_owners_make_owners" | "not_allowed";
    };

/** Invites an address with a role: mails a link that only the mailbox's owner sees, good for 7 days, once. */
export async function invite(by: Member, wish: { email: string; role: Role }): Promise<Invited> {
  const email = normalEmail(wish.email);
  const { workspaceId } = by;
  const given = mayGive(by.role, wish.role);
  if (!given.ok) return { ok: false, reason: given.reason as "only_owners_make_owners" };
  const allowed = await mayMail(by);
  if (!allowed.ok) return { ...allowed, reason: "rate_limited" };

  const now = clock.now();
  const made = await inWorkspace(workspaceId, async (tx) => {
    // The same lock as every change of seats: two invitations of one address take turns.
    await lockWorkspace(tx, workspaceId);
    const seated = await tx.member.count({ where: { workspaceId, email, removedAt: null } });
    if (seated > 0) return "already_member";
    const where = { workspaceId, email, acceptedAt: null, revokedAt: null };
    if ((await tx.invitation.count({ where: { ...where, expiresAt: { gt: now } } })) > 0) {
      return "already_invited";
    }
    await tx.invitation.updateMany({ where, data: { revokedAt: now } });
    const invitation = await tx.invitation.create({
      data: {
        workspaceId,
        id: newId(),
        email,
        role: wish.role,
        invitedBy: by.userId,
        createdAt: now,
        expiresAt: invitationEnd(now),
      },
    });
    return { id: invitation.id, secret: await newToken(tx, workspaceId, invitation.id) };
  });
  if (typeof made === "string") return { ok: false, reason: made };
  return mailed(by, { ...made, email, role: wish.role });
}

/**
 * Sends an invitation again: a new link and 7 more days; the previous link stops working. Whoever does it answers for
 * it from then on.
 */
export async function resendInvitation(
  by: Member,
  invitationId: string,
): Promise<Invited | { ok: false; reason: "gone" }> {
  const { workspaceId } = by;
  const allowed = await mayMail(by);
  if (!allowed.ok) return { ...allowed, reason: "rate_limited" };

  const renewed = await inWorkspace(workspaceId, async (tx) => {
    const where = { workspaceId, id: invitationId, acceptedAt: null, revokedAt: null };
    const found = await tx.invitation.findFirst({ where });
    if (!found) return null;
    const { email, role } = found;
    const given = mayGive(by.role, role as Role);
    if (!given.ok) return given.reason as "only_owners_make_owners";
    const data = { expiresAt: invitationEnd(clock.now()), invitedBy: by.userId };
    const { count } = await tx.invitation.updateMany({ where, data });
    if (count === 0) return null;
    const secret = await newToken(tx, workspaceId, invitationId);
    return { id: invitationId, email, role: role as Role, secret };
  });
  if (!renewed) return { ok: false, reason: "gone" };
  if (typeof renewed === "string") return { ok: false, reason: renewed };
  return mailed(by, renewed);
}

/** Revokes an invitation. False if it was used or revoked before. */
export async function revokeInvitation(
  workspaceId: string,
  invitationId: string,
): Promise<boolean> {
  const { count } = await inWorkspace(workspaceId, (tx) =>
    tx.invitation.updateMany({
      where: { workspaceId, id: invitationId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: clock.now() },
    }),
  );
  return count === 1;
}

/** Counts one invitation towards the limits of the workspace and of its sender. */
const mayMail = ({ workspaceId, userId }: Member) =>
  limitAll([
    ["invite:workspace", workspaceId],
    ["invite:person", userId],
  ]);

async function newToken(tx: Tx, workspaceId: string, invitationId: string): Promise<string> {
  const secret = newSecret();
  await tx.invitationToken.deleteMany({
    where: { workspace: workspaceId, invitation: invitationId },
  });
  await tx.invitationToken.create({
    data: { tokenHash: hashSecret(secret), workspace: workspaceId, invitation: invitationId },
  });
  return secret;
}

type Ready = { id: string; email: string; role: Role; secret: string };

async function mailed(by: Member, { id, email, role, secret }: Ready): Promise<Invited> {
  const url = new URL(`/invitations/${secret}`, env.APP_URL).href;
  const mail = invitationMail({ url, workspace: by.workspaceName, invitedBy: by.name, role });
  try {
    await sendMail({ to: email, ...mail });
    return { ok: true, invitationId: id, mailed: true };
  } catch (error) {
    logger.error({ invitation: id, kind: (error as Error).name }, "invitation mail not sent");
    return { ok: true, invitationId: id, mailed: false };
  }
}
