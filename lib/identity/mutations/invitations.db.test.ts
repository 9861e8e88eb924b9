import { expect, test } from "vitest";
import type { Role } from "@/lib/identity/core/permissions";
import { invite, resendInvitation, revokeInvitation } from "@/lib/identity/mutations/invitations";
import { acceptInvitation, joinAsNewPerson } from "@/lib/identity/mutations/joining";
import { addMember, changeRole, removeMember } from "@/lib/identity/mutations/members";
import { createUser, signUp } from "@/lib/identity/mutations/users";
import { createWorkspace } from "@/lib/identity/mutations/workspaces";
import { findInvitation, pendingInvitations } from "@/lib/identity/queries/invitations";
import { membersOf } from "@/lib/identity/queries/members";
import { findMember } from "@/lib/identity/queries/memberships";
import { db, inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { outboxMails } from "@/lib/platform/mail";

const address = () => `${newId()}@example.com`;
const somewhere = () => newId();

async function person(email = address(), name = "Tomasz Wilk") {
  const made = await createUser({ email, name });
  if (!made.ok) throw new Error(made.reason);
  return { id: made.userId, email, name };
}

async function workspace() {
  const made = await signUp(
    { email: address(), name: "Ines Carvalho" },
    { name: "Alder & Finch", timeZone: "UTC" },
  );
  if (!made.ok) throw new Error(made.reason);
  const owner = await findMember(made.userId, made.slug);
  if (!owner) throw new Error("The owner is no member.");
  return { owner, slug: made.slug, workspaceId: owner.workspaceId };
}

async function memberAs(role: Role, home: { workspaceId: string; slug: string }) {
  const { id } = await person();
  await addMember({ workspaceId: home.workspaceId, userId: id, role });
  const member = await findMember(id, home.slug);
  if (!member) throw new Error("Not a member.");
  return member;
}

async function secretFor(email: string): Promise<string> {
  const mail = (await outboxMails()).find(({ recipient }) => recipient === email);
  return mail?.text.match(/\/invitations\/([\w-]+)/)?.[1] ?? "";
}

test("an invitation lets the invited address in, once, with its role", async () => {
  const { owner, slug } = await workspace();
  const guest = await person();
  expect(await invite(owner, { email: guest.email, role: "billing" })).toMatchObject({
    ok: true,
    mailed: true,
  });
  const secret = await secretFor(guest.email);
  expect(await db.invitationToken.count({ where: { tokenHash: secret } })).toBe(0);
  expect(await findInvitation(secret, new Date())).toMatchObject({
    workspaceName: "Alder & Finch",
    invitedBy: "Ines Carvalho",
    role: "billing",
    state: "open",
    hasAccount: true,
  });

  expect(await acceptInvitation(secret, guest, somewhere())).toEqual({ ok: true, slug });
  expect(await findMember(guest.id, slug)).toMatchObject({ role: "billing" });
  expect(await acceptInvitation(secret, guest, somewhere())).toEqual({
    ok: false,
    reason: "accepted",
  });
});

test("accepted many times at once, it is used once", async () => {
  const { owner, workspaceId } = await workspace();
  const guest = await person();
  await invite(owner, { email: guest.email, role: "member" });
  const secret = await secretFor(guest.email);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => acceptInvitation(secret, guest, somewhere())),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await membersOf(workspaceId)).filter(({ userId }) => userId === guest.id)).toHaveLength(
    1,
  );
});

test("accepted and revoked at once, one of the two wins", async () => {
  for (let round = 0; round < 6; round += 1) {
    const { owner, slug, workspaceId } = await workspace();
    const guest = await person();
    const made = await invite(owner, { email: guest.email, role: "member" });
    const secret = await secretFor(guest.email);
    const [accepted, revoked] = await Promise.all([
      acceptInvitation(secret, guest, somewhere()),
      revokeInvitation(workspaceId, made.ok ? made.invitationId : ""),
    ]);
    expect(accepted.ok).toBe(!revoked);
    expect((await findMember(guest.id, slug)) !== null).toBe(accepted.ok);
  }
});

test("a person who is new joins through the link, with a proved address", async () => {
  const { owner, slug } = await workspace();
  const email = address();
  await invite(owner, { email, role: "member" });
  const join = { token: await secretFor(email), name: "Noor Haddad", password: "a long password" };
  const joined = await joinAsNewPerson(join, somewhere());
  expect(joined).toMatchObject({ ok: true, slug });
  const user = await db.user.findUniqueOrThrow({ where: { email } });
  expect(user.emailVerified).not.toBeNull();
  expect(await joinAsNewPerson(join, somewhere())).toEqual({ ok: false, reason: "accepted" });
});

test("another address, a revoked, an expired and an unknown link are told apart", async () => {
  const { owner, workspaceId } = await workspace();
  const [guest, other] = [await person(), await person()];
  const made = await invite(owner, { email: guest.email, role: "member" });
  const id = made.ok ? made.invitationId : "";
  const secret = await secretFor(guest.email);

  expect(await acceptInvitation(secret, other, somewhere())).toEqual({
    ok: false,
    reason: "other_address",
    invited: guest.email,
  });
  await inWorkspace(workspaceId, (tx) =>
    tx.invitation.updateMany({ where: { workspaceId, id }, data: { expiresAt: new Date() } }),
  );
  expect(await acceptInvitation(secret, guest, somewhere())).toEqual({
    ok: false,
    reason: "expired",
  });
  expect(await pendingInvitations(workspaceId, new Date())).toMatchObject([{ id, expired: true }]);
  expect(await revokeInvitation(workspaceId, id)).toBe(true);
  expect(await revokeInvitation(workspaceId, id)).toBe(false);
  expect(await acceptInvitation(secret, guest, somewhere())).toEqual({
    ok: false,
    reason: "revoked",
  });
  expect(await acceptInvitation("x".repeat(43), guest, somewhere())).toEqual({
    ok: false,
    reason: "unknown",
  });
});

test("sent again, the old link stops and the new one has seven days", async () => {
  const { owner, workspaceId, slug } = await workspace();
  const guest = await person();
  const made = await invite(owner, { email: guest.email, role: "member" });
  const id = made.ok ? made.invitationId : "";
  const old = await secretFor(guest.email);
  await inWorkspace(workspaceId, (tx) =>
    tx.invitation.updateMany({ where: { workspaceId, id }, data: { expiresAt: new Date() } }),
  );
  expect(await resendInvitation(owner, id)).toMatchObject({ ok: true, mailed: true });
  expect(await acceptInvitation(old, guest, somewhere())).toEqual({ ok: false, reason: "unknown" });
  expect(await acceptInvitation(await secretFor(guest.email), guest, somewhere())).toEqual({
    ok: true,
    slug,
  });
  expect(await resendInvitation(owner, id)).toEqual({ ok: false, reason: "gone" });
});

test("who is in, or invited already, is not invited again, also not by two at once", async () => {
  const { owner, workspaceId } = await workspace();
  const email = address();
  const both = await Promise.all([1, 2, 3].map(() => invite(owner, { email, role: "member" })));
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both).toContainEqual({ ok: false, reason: "already_invited" });
  expect(await pendingInvitations(workspaceId, new Date())).toHaveLength(1);
  expect(await invite(owner, { email: owner.email, role: "member" })).toEqual({
    ok: false,
    reason: "already_member",
  });
});

test("an invitation outlives its sender's role and leaving; who looks after members sees that, and answers for it by sending it again", async () => {
  const home = await workspace();
  const { workspaceId, owner } = home;
  const admin = await memberAs("admin", home);
  const made = await invite(admin, { email: address(), role: "member" });
  const sentBy = async () => (await pendingInvitations(workspaceId, new Date()))[0]?.sentBy;
  expect(await sentBy()).toBe("Tomasz Wilk");
  const change = { workspaceId, by: owner.userId, userId: admin.userId };
  expect(await changeRole({ ...change, role: "member" })).toEqual({ ok: true });
  expect(await sentBy()).toBe("Tomasz Wilk (no longer an admin)");
  expect(await removeMember(change)).toEqual({ ok: true });
  expect(await sentBy()).toBe("Tomasz Wilk (removed)");
  expect(await resendInvitation(owner, made.ok ? made.invitationId : "")).toMatchObject({
    ok: true,
  });
  expect(await sentBy()).toBe("Ines Carvalho");
});

test("only owners invite owners", async () => {
  const home = await workspace();
  const admin = await memberAs("admin", home);
  expect(await invite(admin, { email: address(), role: "owner" })).toEqual({
    ok: false,
    reason: "only_owners_make_owners",
  });
  const made = await invite(home.owner, { email: address(), role: "owner" });
  const before = await pendingInvitations(home.workspaceId, new Date());
  expect(await resendInvitation(admin, made.ok ? made.invitationId : "")).toEqual({
    ok: false,
    reason: "only_owners_make_owners",
  });
  // The refused attempt changed nothing: neither the date until which it is valid, nor who answers for it.
  expect(await pendingInvitations(home.workspaceId, new Date())).toEqual(before);
});

test("an invitation of another workspace can be neither seen, sent nor revoked", async () => {
  const [here, there] = [await workspace(), await workspace()];
  const made = await invite(there.owner, { email: address(), role: "member" });
  const id = made.ok ? made.invitationId : "";
  expect(await pendingInvitations(here.workspaceId, new Date())).toEqual([]);
  expect(await revokeInvitation(here.workspaceId, id)).toBe(false);
  expect(await resendInvitation(here.owner, id)).toEqual({ ok: false, reason: "gone" });
});

test("who was removed comes back through an invitation", async () => {
  const home = await workspace();
  const member = await memberAs("member", home);
  const { workspaceId } = home;
  await removeMember({ workspaceId, by: home.owner.userId, userId: member.userId });
  expect(await invite(home.owner, { email: member.email, role: "viewer" })).toMatchObject({
    ok: true,
  });
  const user = { id: member.userId, email: member.email, name: member.name };
  expect(await acceptInvitation(await secretFor(member.email), user, somewhere())).toMatchObject({
    ok: true,
  });
  expect(await findMember(member.userId, home.slug)).toMatchObject({ role: "viewer" });
});

test("guessing links is stopped", async () => {
  const guest = await person();
  const ip = somewhere();
  const answers = [];
  for (let round = 0; round < 31; round += 1) {
    answers.push(await acceptInvitation("y".repeat(43), guest, ip));
  }
  expect(answers.at(-2)).toEqual({ ok: false, reason: "unknown" });
  expect(answers.at(-1)).toMatchObject({ ok: false, reason: "rate_limited" });
});

test("whoever makes more workspaces may not send mails without end", async () => {
  const { owner } = await workspace();
  const email = address();
  const another = async () => {
    const made = await createWorkspace({ name: "More", timeZone: "UTC", ownerId: owner.userId });
    const member = made.ok ? await findMember(owner.userId, made.slug) : null;
    if (!member) throw new Error("The owner is no member.");
    return member;
  };
  for (const by of [owner, await another()]) {
    const tries = Array.from({ length: 100 }, () => invite(by, { email, role: "viewer" }));
    expect((await Promise.all(tries)).filter(({ ok }) => ok)).toHaveLength(1);
  }
  expect(await invite(await another(), { email, role: "viewer" })).toMatchObject({
    ok: false,
    reason: "rate_limited",
  });
});
