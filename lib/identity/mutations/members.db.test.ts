import { expect, test } from "vitest";
import type { Role } from "@/lib/identity/core/permissions";
import { createApiKey, revokeApiKey } from "@/lib/identity/mutations/api-keys";
import { addMember, changeRole, removeMember } from "@/lib/identity/mutations/members";
import { createUser, renameUser, signUp } from "@/lib/identity/mutations/users";
import {
  changeSlug,
  createAnotherWorkspace,
  createWorkspace,
} from "@/lib/identity/mutations/workspaces";
import { keysInUseBy } from "@/lib/identity/queries/api-keys";
import { membersOf, whoCan } from "@/lib/identity/queries/members";
import { findMember } from "@/lib/identity/queries/memberships";
import { workspacesOf } from "@/lib/identity/queries/workspaces";
import type { WorkspaceId } from "@/lib/identity/types";
import { newId } from "@/lib/platform/ids";

async function person(name = "Mei Tanaka"): Promise<string> {
  const made = await createUser({ email: `${newId()}@alderfinch.example`, name });
  if (!made.ok) throw new Error(made.reason);
  return made.userId;
}

async function workspaceWith(...roles: Role[]) {
  const [owner, ...others] = await Promise.all(["owner", ...roles].map((role) => person(role)));
  if (!owner) throw new Error("An owner is needed.");
  const made = await createWorkspace({ name: "Alder", timeZone: "Europe/Lisbon", ownerId: owner });
  if (!made.ok) throw new Error(made.reason);
  for (const [index, userId] of others.entries()) {
    await addMember({ workspaceId: made.workspaceId, userId, role: roles[index] ?? "member" });
  }
  return { ...made, people: [owner, ...others] as [string, ...string[]] };
}

const owners = async (workspaceId: string) =>
  (await membersOf(workspaceId)).filter(({ role, removed }) => role === "owner" && !removed).length;

test("signing up makes a person and their workspace, at an address made of its name", async () => {
  const one = await signUp(
    { email: " Ada@Example.com ", name: "Ada", password: "correct horse" },
    { name: "Café Norte", timeZone: "Europe/Lisbon" },
  );
  const two = await signUp(
    { email: "bo@example.com", name: "Bo" },
    { name: "Café Norte", timeZone: "Mars/Base" },
  );
  if (!one.ok || !two.ok) throw new Error("refused");

  expect([one.slug, two.slug]).toEqual(["cafe-norte", "cafe-norte-2"]);
  const member = await findMember(one.userId, one.slug);
  expect(member).toMatchObject({
    role: "owner",
    email: "ada@example.com",
    timeZone: "Europe/Lisbon",
  });
  expect(await findMember(two.userId, two.slug)).toMatchObject({ timeZone: "UTC" });
  expect(await findMember(one.userId, two.slug)).toBeNull();
});

test("an address signs up once, however many try at once, and a refused try leaves nothing", async () => {
  const tries = await Promise.all(
    Array.from({ length: 6 }, () =>
      signUp({ email: "race@example.com", name: "Race" }, { name: "Race", timeZone: "UTC" }),
    ),
  );
  expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  const again = await signUp(
    { email: "RACE@example.com", name: "Race" },
    { name: "Race", timeZone: "UTC" },
  );
  expect(again).toEqual({ ok: false, reason: "email_taken" });
  const next = await createWorkspace({ name: "Race", timeZone: "UTC", ownerId: await person() });
  expect(next).toMatchObject({ slug: "race-2" });
});

test("an address of a workspace is refused when malformed, reserved or taken", async () => {
  const ownerId = await person();
  const make = (slug: string) => createWorkspace({ name: "X", slug, timeZone: "UTC", ownerId });
  expect(await make("fern")).toMatchObject({ ok: true, slug: "fern" });
  expect(await make("fern")).toEqual({ ok: false, reason: "slug_taken" });
  expect(await make("api")).toEqual({ ok: false, reason: "slug_reserved" });
  expect(await make("Fern!")).toEqual({ ok: false, reason: "slug_invalid" });
});

test("a workspace that moved is found at both addresses, and nobody else can take the old one", async () => {
  const { workspaceId, slug, people } = await workspaceWith();
  expect(await changeSlug(workspaceId, "moved")).toEqual({ ok: true, slug: "moved" });
  expect(await findMember(people[0], slug)).toMatchObject({ workspaceSlug: "moved" });
  expect(await findMember(people[0], "moved")).toMatchObject({ workspaceId });
  const other = await workspaceWith();
  expect(await changeSlug(other.workspaceId, slug)).toEqual({ ok: false, reason: "slug_taken" });
  expect(await changeSlug(workspaceId, slug)).toEqual({ ok: true, slug });
});

test("the keys in use that each member made are counted, also of who is out by now", async () => {
  const { people, ...made } = await workspaceWith("admin");
  const workspaceId = made.workspaceId as WorkspaceId;
  const [owner, admin = ""] = people;
  const make = (userId: string, lifetime: 30 | null = null) =>
    createApiKey({ workspaceId, userId }, { name: "Sync", scopes: ["credits:spend"], lifetime });
  const [first] = [await make(admin), await make(admin, 30), await make(owner)];
  const now = new Date();
  expect(await keysInUseBy(workspaceId, now)).toEqual(
    new Map([
      [admin, 2],
      [owner, 1],
    ]),
  );
  if (first.ok) await revokeApiKey({ workspaceId, userId: owner }, first.apiKeyId);
  await removeMember({ workspaceId, by: owner, userId: admin });
  expect((await keysInUseBy(workspaceId, now)).get(admin)).toBe(1);
  const later = new Date(now.getTime() + 31 * 86_400_000);
  expect([...(await keysInUseBy(workspaceId, later)).keys()]).toEqual([owner]);
});

test("one person makes 20 workspaces a day, and one workspace takes 20 addresses", async () => {
  const ownerId = await person();
  const another = () => createAnotherWorkspace({ name: "More", timeZone: "UTC", ownerId });
  const made = await Promise.all(Array.from({ length: 20 }, another));
  expect(made.filter(({ ok }) => ok)).toHaveLength(20);
  expect(await another()).toMatchObject({ ok: false, reason: "rate_limited" });
  expect(await workspacesOf(ownerId)).toHaveLength(20);

  const { workspaceId } = await workspaceWith();
  const moves = Array.from({ length: 20 }, (_, index) => changeSlug(workspaceId, `hoard-${index}`));
  expect((await Promise.all(moves)).filter(({ ok }) => ok)).toHaveLength(20);
  expect(await changeSlug(workspaceId, "hoard-20")).toMatchObject({ reason: "rate_limited" });
});

test("two owners who leave at once: one stays", async () => {
  for (let round = 0; round < 8; round += 1) {
    const { workspaceId, people } = await workspaceWith("owner");
    const left = await Promise.all(
      people.map((userId) => removeMember({ workspaceId, by: userId, userId })),
    );
    expect(left.filter(({ ok }) => ok)).toHaveLength(1);
    expect(left).toContainEqual({ ok: false, reason: "last_owner" });
    expect(await owners(workspaceId)).toBe(1);
  }
});

test("two owners who demote each other at once: one stays", async () => {
  for (let round = 0; round < 8; round += 1) {
    const { workspaceId, people } = await workspaceWith("owner");
    const [one, two] = people as [string, string];
    const done = await Promise.all([
      changeRole({ workspaceId, by: one, userId: two, role: "member" }),
      changeRole({ workspaceId, by: two, userId: one, role: "member" }),
    ]);
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await owners(workspaceId)).toBe(1);
  }
});

test("an admin who was demoted a moment ago can no longer change roles", async () => {
  const { workspaceId, people } = await workspaceWith("admin", "member");
  const [owner, admin, member] = people as [string, string, string];
  await changeRole({ workspaceId, by: owner, userId: admin, role: "viewer" });
  expect(await changeRole({ workspaceId, by: admin, userId: member, role: "admin" })).toEqual({
    ok: false,
    reason: "not_allowed",
  });
});

test("who is removed is out at once, keeps their name in the history, and can come back", async () => {
  const { workspaceId, slug, people } = await workspaceWith("member");
  const [owner, member] = people as [string, string];
  expect(await findMember(member, slug)).not.toBeNull();
  expect(await removeMember({ workspaceId, by: owner, userId: member })).toEqual({ ok: true });

  expect(await findMember(member, slug)).toBeNull();
  expect(await workspacesOf(member)).toEqual([]);
  await renameUser(member, "Renamed");
  expect(await membersOf(workspaceId)).toMatchObject([
    { userId: owner, removed: false },
    { userId: member, name: "member", removed: true },
  ]);

  await addMember({ workspaceId, userId: member, role: "viewer" });
  expect(await findMember(member, slug)).toMatchObject({ role: "viewer", name: "Renamed" });
  expect(await workspacesOf(member)).toMatchObject([{ slug }]);
});

test("whoever has a permission is listed by name", async () => {
  const { workspaceId, people } = await workspaceWith("admin", "billing", "member");
  expect(await whoCan(workspaceId, "credits:buy")).toEqual(["admin", "billing", "owner"]);
  await removeMember({ workspaceId, by: people[0], userId: people[1] ?? "" });
  expect(await whoCan(workspaceId, "members:manage")).toEqual(["owner"]);
});
