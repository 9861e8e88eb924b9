import { type InvitationState, invitationState } from "@/lib/identity/core/invitation";
import type { Role } from "@/lib/identity/core/permissions";
import { makerInWords } from "@/lib/identity/core/words";
import { db, inWorkspace } from "@/lib/platform/db";
import { hashSecret } from "@/lib/platform/ids";

export type PendingInvitation = {
  id: string;
  email: string;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
  expired: boolean;
  /** The name of whoever sent it last, and whether they may still invite. */
  invitedBy: string;
  sentBy: string;
};

/** Invitations that were neither used nor revoked, the latest first. Expired ones can be sent again. */
export async function pendingInvitations(
  workspaceId: string,
  now: Date,
): Promise<PendingInvitation[]> {
  const { invitations, members } = await inWorkspace(workspaceId, async (tx) => {
    const invitations = await tx.invitation.findMany({
      where: { workspaceId, acceptedAt: null, revokedAt: null },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: {
        id: true,
        email: true,
        role: true,
        createdAt: true,
        expiresAt: true,
        invitedBy: true,
      },
      take: 200,
    });
    const members = await tx.member.findMany({
      where: { workspaceId, userId: { in: invitations.map((one) => one.invitedBy) } },
      select: { userId: true, name: true, role: true, removedAt: true },
    });
    return { invitations, members };
  });
  const senders = new Map(members.map((member) => [member.userId, member]));
  return invitations.map((one) => ({
    ...one,
    role: one.role as Role,
    expired: one.expiresAt <= now,
    sentBy: makerInWords(senders.get(one.invitedBy), "members:manage"),
  }));
}

export type FoundInvitation = {
  id: string;
  workspaceId: string;
  workspaceName: string;
  workspaceSlug: string;
  email: string;
  role: Role;
  invitedBy: string;
  state: InvitationState;
  /** Whether somebody has an account with the invited address. */
  hasAccount: boolean;
};

/** The invitation that belongs to a link's secret. Null if there is none, or no longer one, with that secret. */
export async function findInvitation(secret: string, now: Date): Promise<FoundInvitation | null> {
  const token = await db.invitationToken.findUnique({ where: { tokenHash: hashSecret(secret) } });
  if (!token) return null;
  const workspaceId = token.workspace;

  const found = await inWorkspace(workspaceId, async (tx) => {
    const invitation = await tx.invitation.findFirst({
      where: { workspaceId, id: token.invitation },
    });
    const workspace = await tx.workspace.findFirst({ where: { id: workspaceId } });
    if (!invitation || !workspace) return null;
    const inviter = await tx.member.findFirst({
      where: { workspaceId, userId: invitation.invitedBy },
    });
    return { invitation, workspace, inviter };
  });
  if (!found) return null;

  const { invitation, workspace, inviter } = found;
  const account = await db.user.findUnique({ where: { email: invitation.email } });
  return {
    id: invitation.id,
    workspaceId,
    workspaceName: workspace.name,
    workspaceSlug: workspace.slug,
    email: invitation.email,
    role: invitation.role as Role,
    invitedBy: inviter?.name ?? "A former member",
    state: invitationState(invitation, now),
    hasAccount: account !== null,
  };
}
