import { addMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { createWorkspace } from "@/lib/identity/mutations/workspaces";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

/** A workspace under the storm, whose people are told in every way there is. */
export type Home = {
  workspaceId: string;
  slug: string;
  name: string;
  owner: { id: string; email: string };
  /** Those who may buy, and are told. There is also a member who may not. */
  told: readonly string[];
  hook: string;
};

const NAME = "Alder & Finch";

/** Makes one. Nothing is ever sent to its webhook: deliveries are only looked at. */
export async function newHome(): Promise<Home> {
  const [owner, admin, member] = await Promise.all([someone(), someone(), someone()]);
  const made = await createWorkspace({ name: NAME, timeZone: "UTC", ownerId: owner.id });
  if (!made.ok) throw new Error(made.reason);
  const { workspaceId, slug } = made;
  await addMember({ workspaceId, userId: admin.id, role: "admin" });
  await addMember({ workspaceId, userId: member.id, role: "member" });
  const hook = `https://example.com/${workspaceId}`;
  await inWorkspace(workspaceId, (tx) =>
    tx.alertSetting.create({ data: { workspaceId, webhookUrl: hook } }),
  );
  return { workspaceId, slug, name: NAME, owner, told: [owner.id, admin.id], hook };
}

async function someone() {
  const email = `${newId()}@example.com`;
  const made = await createUser({ name: "Ines Carvalho", email, emailVerified: true });
  if (!made.ok) throw new Error(made.reason);
  return { id: made.userId, email };
}
