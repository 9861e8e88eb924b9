import {
  decideRemoval,
  decideRole,
  type MembershipDecision,
  type Seat,
} from "@/lib/identity/core/membership";
import type { Role } from "@/lib/identity/core/permissions";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, lockWorkspace, type Tx } from "@/lib/platform/db";
import { announceLeaving } from "@/lib/platform/events";

export type NewMember = { workspaceId: string; userId: string; role: Role };

/** Adds a person to a workspace. Somebody who was removed comes back with the new role; a member stays as they are. */
export async function addMember(member: NewMember): Promise<void> {
  await inWorkspace(member.workspaceId, (tx) => seat(tx, member));
}

/** Like `addMember`, inside a transaction of the workspace. */
export async function seat(tx: Tx, { workspaceId, userId, role }: NewMember): Promise<void> {
  const { name, email } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
  const joinedAt = clock.now();
  await tx.member.createMany({
    data: [{ workspaceId, userId, role, name, email, joinedAt }],
    skipDuplicates: true,
  });
  await tx.member.updateMany({
    where: { workspaceId, userId, removedAt: { not: null } },
    data: { role, name, email, joinedAt, removedAt: null },
  });
  await tx.userWorkspace.createMany({
    data: [{ userId, workspace: workspaceId, joinedAt }],
    skipDuplicates: true,
  });
}

type Change = { workspaceId: string; by: string; userId: string };

/** Gives a member another role; core/membership.ts decides, under the lock of the workspace's seats. */
export async function changeRole({
  workspaceId,
  by,
  userId,
  role,
}: Change & { role: Role }): Promise<MembershipDecision> {
  return inWorkspace(workspaceId, async (tx) => {
    const decision = decideRole(await lockSeats(tx, workspaceId), by, userId, role);
    if (!decision.ok) return decision;
    await tx.member.updateMany({ where: { workspaceId, userId }, data: { role } });
    return decision;
  });
}

/** Removes a member (or lets them leave, if `by` is themselves). Their name stays in the history. */
export async function removeMember({
  workspaceId,
  by,
  userId,
}: Change): Promise<MembershipDecision> {
  return inWorkspace(workspaceId, async (tx) => {
    const decision = decideRemoval(await lockSeats(tx, workspaceId), by, userId);
    if (!decision.ok) return decision;
    await tx.member.updateMany({
      where: { workspaceId, userId },
      data: { removedAt: clock.now() },
    });
    await tx.userWorkspace.deleteMany({ where: { userId, workspace: workspaceId } });
    await announceLeaving(tx, userId);
    return decision;
  });
}

// One lock for every change of members and roles: two owners who leave at once take turns.
async function lockSeats(tx: Tx, workspaceId: string): Promise<Seat[]> {
  await lockWorkspace(tx, workspaceId);
  const members = await tx.member.findMany({
    where: { workspaceId, removedAt: null },
    select: { userId: true, role: true },
  });
  return members.map(({ userId, role }) => ({ userId, role: role as Role }));
}
