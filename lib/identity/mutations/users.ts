import { insertWorkspace } from "@/lib/identity/mutations/workspaces";
import { hashPassword } from "@/lib/identity/providers/password";
import { clock } from "@/lib/platform/clock";
import { isUniqueViolation } from "@/lib/platform/database-errors";
import { db, inWorkspace, type Tx } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

export type NewUser = {
  email: string;
  name: string;
  password?: string | undefined;
  /** True if the address was proved: by a link mailed to it, or by a provider that checked. */
  emailVerified?: boolean;
};

/** The one spelling of an address that the product stores and compares. */
export const normalEmail = (email: string): string => email.trim().toLowerCase();

/** Makes a person. Refuses an address that already has an account. */
export async function createUser(
  user: NewUser,
): Promise<{ ok: true; userId: string } | { ok: false; reason: "email_taken" }> {
  try {
    return { ok: true, userId: await insertUser(db, await hashed(user)) };
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: "email_taken" };
    throw error;
  }
}

/** Makes a person and their workspace, or neither. */
export async function signUp(
  user: NewUser,
  workspace: { name: string; timeZone: string },
): Promise<{ ok: true; userId: string; slug: string } | { ok: false; reason: "email_taken" }> {
  const ready = await hashed(user);
  const workspaceId = newId();
  try {
    return await inWorkspace(workspaceId, async (tx) => {
      const userId = await insertUser(tx, ready);
      const made = await insertWorkspace(tx, workspaceId, { ...workspace, ownerId: userId });
      if (!made.ok) throw new Error("No address could be made for a new workspace.");
      return { ok: true, userId, slug: made.slug };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: "email_taken" };
    throw error;
  }
}

/** Changes a person's name, here and in every workspace they are in. Workspaces they left keep the old one. */
export async function renameUser(userId: string, name: string): Promise<void> {
  const user = await db.user.update({
    where: { id: userId },
    data: { name: name.trim() },
    include: { memberships: true },
  });
  for (const { workspace } of user.memberships) {
    await inWorkspace(workspace, (tx) =>
      tx.member.updateMany({
        where: { workspaceId: workspace, userId },
        data: { name: user.name },
      }),
    );
  }
}

type Hashed = Omit<NewUser, "password"> & { passwordHash: string | null };

// Hashing takes a while, so it happens before a transaction, never inside one.
async function hashed({ password, ...user }: NewUser): Promise<Hashed> {
  return { ...user, passwordHash: password ? await hashPassword(password) : null };
}

async function insertUser(tx: Tx, user: Hashed): Promise<string> {
  const now = clock.now();
  const { id } = await tx.user.create({
    data: {
      id: newId(),
      email: normalEmail(user.email),
      name: user.name.trim(),
      passwordHash: user.passwordHash,
      emailVerified: user.emailVerified ? now : null,
      createdAt: now,
    },
  });
  return id;
}
