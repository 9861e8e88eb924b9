import { expect, test } from "vitest";
import { addMember, changeRole, removeMember } from "@/lib/identity/mutations/members";
import { openSession, revokeOtherSessions, revokeSession } from "@/lib/identity/mutations/sessions";
import { createUser } from "@/lib/identity/mutations/users";
import { createWorkspace } from "@/lib/identity/mutations/workspaces";
import { onAccessLost } from "@/lib/identity/queries/access-lost";
import { newId } from "@/lib/platform/ids";

async function person(name: string): Promise<string> {
  const made = await createUser({ email: `${newId()}@alderfinch.example`, name });
  if (!made.ok) throw new Error(made.reason);
  return made.userId;
}

async function team() {
  const [ines, mei] = [await person("Ines"), await person("Mei")];
  const made = await createWorkspace({ name: "Alder", timeZone: "UTC", ownerId: ines });
  if (!made.ok) throw new Error(made.reason);
  const { workspaceId, slug } = made;
  await addMember({ workspaceId, userId: mei, role: "member" });
  return { workspaceId, slug, ines, mei };
}

function watched(seat: { sessionId: string; userId: string; slug: string }) {
  const seen = { gone: 0 };
  return { seen, stop: onAccessLost(seat, () => (seen.gone += 1)) };
}

const mustLoseAccess = (seen: { gone: number }) =>
  expect.poll(() => seen.gone, { interval: 20 }).toBe(1);

test("who is taken out of a workspace is gone at once, and nobody else", async () => {
  const { workspaceId, slug, ines, mei } = await team();
  const one = watched({ sessionId: await openSession(mei), userId: mei, slug });
  const other = watched({ sessionId: await openSession(ines), userId: ines, slug });
  await changeRole({ workspaceId, by: ines, userId: mei, role: "viewer" });
  await removeMember({ workspaceId, by: ines, userId: mei });
  await mustLoseAccess(one.seen);
  expect(other.seen.gone).toBe(0);
  for (const { stop } of [one, other]) stop();
});

test("a browser that is signed out is gone at once, and not the one that it was done in", async () => {
  const { slug, mei } = await team();
  const [here, lost, third] = [
    await openSession(mei),
    await openSession(mei),
    await openSession(mei),
  ];
  const [kept, away, last] = [here, lost, third].map((sessionId) =>
    watched({ sessionId, userId: mei, slug }),
  );
  if (!kept || !away || !last) throw new Error("Three are watched.");
  await revokeSession(mei, lost);
  await mustLoseAccess(away.seen);
  expect([kept.seen.gone, last.seen.gone]).toEqual([0, 0]);
  await revokeOtherSessions(mei, here);
  await mustLoseAccess(last.seen);
  expect([kept.seen.gone, away.seen.gone]).toEqual([0, 1]);
  for (const { stop } of [kept, away, last]) stop();
});
