import type { Role } from "@/lib/identity/core/permissions";
import { CAST_DOMAIN } from "@/lib/identity/core/sign-in-ways";
import { db, inWorkspace } from "@/lib/platform/db";
import { hashSecret } from "@/lib/platform/ids";

export type CastMember = { name: string; email: string; role: Role; workspace: string };

/** The demo cast, each with their role in their first workspace; those who may do most come first. */
export async function castMembers(): Promise<CastMember[]> {
  const users = await db.user.findMany({
    where: { email: { endsWith: CAST_DOMAIN } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 12,
    include: { memberships: { orderBy: { joinedAt: "asc" }, take: 1 } },
  });
  const cast = await Promise.all(
    users.map(async ({ id: userId, name, email, memberships }) => {
      const workspaceId = memberships[0]?.workspace;
      if (!workspaceId) return null;
      return inWorkspace(workspaceId, async (tx) => {
        const member = await tx.member.findFirst({ where: { workspaceId, userId } });
        const workspace = await tx.workspace.findFirst({ where: { id: workspaceId } });
        return member && workspace
          ? { name, email, role: member.role as Role, workspace: workspace.name }
          : null;
      });
    }),
  );
  return cast.filter((one) => one !== null);
}

/** Whom a sign-in link is for, without using it up. Null if it was used or has expired. */
export async function peekSignInLink(
  secret: string,
  now: Date,
): Promise<{ email: string; clearsPassword: boolean } | null> {
  const token = await db.verificationToken.findFirst({
    where: { token: hashSecret(secret), expires: { gt: now } },
  });
  const user = token ? await db.user.findUnique({ where: { email: token.identifier } }) : null;
  if (!user) return null;
  return { email: user.email, clearsPassword: !user.emailVerified && user.passwordHash !== null };
}

/** How this person can sign in. */
export async function credentialsOf(userId: string): Promise<{ hasPassword: boolean }> {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
  return { hasPassword: user.passwordHash !== null };
}
