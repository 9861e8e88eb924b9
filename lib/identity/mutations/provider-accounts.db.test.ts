import { expect, test } from "vitest";
import { addMember } from "@/lib/identity/mutations/members";
import { signInWithProvider } from "@/lib/identity/mutations/provider-accounts";
import { createUser } from "@/lib/identity/mutations/users";
import { createWorkspace } from "@/lib/identity/mutations/workspaces";
import { db, inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

test("a name that was stored before there was a rule for names meets it from the next sign-in, wherever it stands", async () => {
  const person = {
    provider: "github",
    type: "oauth",
    providerAccountId: newId(),
    email: `ines.${newId()}@example.com`,
    emailVerified: true,
    name: "Ines",
  };
  const made = await signInWithProvider(person);
  if (!made.ok) throw new Error(made.reason);
  const { userId } = made;
  const owner = await createUser({ email: `${newId()}@example.com`, name: "Priya Raman" });
  if (!owner.ok) throw new Error(owner.reason);
  const at = { name: "Alder", ownerId: owner.userId, timeZone: "UTC" };
  const alder = await createWorkspace(at);
  if (!alder.ok) throw new Error(alder.reason);
  const { workspaceId } = alder;
  await addMember({ workspaceId, userId, role: "member" });

  const names = async () => {
    const { name } = await db.user.findUniqueOrThrow({ where: { id: userId } });
    const member = await inWorkspace(workspaceId, (tx) =>
      tx.member.findFirstOrThrow({ where: { workspaceId, userId } }),
    );
    return [name, member.name];
  };
  const store = async (name: string) => {
    await db.user.update({ where: { id: userId }, data: { name } });
    await inWorkspace(workspaceId, (tx) =>
      tx.member.updateMany({ where: { workspaceId, userId }, data: { name } }),
    );
  };
  await store("Ines\u202e Carvalho");
  await signInWithProvider(person);
  expect(await names()).toEqual(["Ines Carvalho", "Ines Carvalho"]);

  await store("\u200b");
  await signInWithProvider({ ...person, email: null });
  const local = person.email.split("@")[0];
  expect(await names()).toEqual([local, local]);
});
