"use server";
import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/identity/action";
import { invite, resendInvitation, revokeInvitation } from "@/lib/identity/mutations/invitations";
import { changeRole, removeMember } from "@/lib/identity/mutations/members";
import { changeSlug, updateWorkspace } from "@/lib/identity/mutations/workspaces";
import {
  generalSchema,
  invitationSchema,
  inviteSchema,
  leaveSchema,
  removeSchema,
  roleSchema,
  slugSchema,
} from "@/lib/identity/schema";

/** Changes the workspace's name and time zone. */
export const updateWorkspaceAction = memberAction("workspace:manage")
  .inputSchema(generalSchema)
  .action(async ({ ctx, parsedInput: { name, timeZone } }) =>
    refreshed(await updateWorkspace(ctx.member.workspaceId, { name, timeZone })),
  );

/** Moves the workspace to another address; the old one keeps working. */
export const changeSlugAction = memberAction("workspace:manage")
  .inputSchema(slugSchema)
  .action(async ({ ctx, parsedInput }) =>
    refreshed(await changeSlug(ctx.member.workspaceId, parsedInput.slug)),
  );

/** Invites an address by mail. */
export const inviteAction = memberAction("members:manage")
  .inputSchema(inviteSchema)
  .action(async ({ ctx, parsedInput: { email, role } }) =>
    refreshed(await invite(ctx.member, { email, role })),
  );

/** Sends an invitation again, with a new link. */
export const resendInvitationAction = memberAction("members:manage")
  .inputSchema(invitationSchema)
  .action(async ({ ctx, parsedInput }) =>
    refreshed(await resendInvitation(ctx.member, parsedInput.invitationId)),
  );

/** Takes an invitation back. */
export const revokeInvitationAction = memberAction("members:manage")
  .inputSchema(invitationSchema)
  .action(async ({ ctx, parsedInput }) =>
    refreshed({ ok: await revokeInvitation(ctx.member.workspaceId, parsedInput.invitationId) }),
  );

/** Gives a member another role. */
export const changeRoleAction = memberAction("members:manage")
  .inputSchema(roleSchema)
  .action(async ({ ctx: { member }, parsedInput: { userId, role } }) =>
    refreshed(
      await changeRole({ workspaceId: member.workspaceId, by: member.userId, userId, role }),
    ),
  );

/** Takes a member out of the workspace. */
export const removeMemberAction = memberAction("members:manage")
  .inputSchema(removeSchema)
  .action(async ({ ctx: { member }, parsedInput: { userId } }) =>
    refreshed(await removeMember({ workspaceId: member.workspaceId, by: member.userId, userId })),
  );

/** Leaves the workspace. */
export const leaveAction = memberAction("workspace:view")
  .inputSchema(leaveSchema)
  .action(async ({ ctx: { member } }) =>
    removeMember({
      workspaceId: member.workspaceId,
      by: member.userId,
      userId: member.userId,
    }),
  );

function refreshed<T>(answer: T): T {
  revalidatePath("/", "layout");
  return answer;
}
