import { afterAll, expect, test } from "vitest";
import { type CreditRequest, requestCredits } from "@/lib/billing/mutations/credit-requests";
import { someBuyer } from "@/lib/billing/mutations/testing";
import { lastCreditRequests } from "@/lib/billing/queries/buyers";
import { askForCreditsSchema } from "@/lib/billing/schema";
import { credits } from "@/lib/credits/core/amount";
import { changeRecipients } from "@/lib/credits/mutations/alert-settings";
import { deliverNotice } from "@/lib/credits/mutations/deliver";
import { post } from "@/lib/credits/mutations/door";
import { charge, command, grant } from "@/lib/credits/mutations/door/testing";
import { recentNotices } from "@/lib/credits/queries/alerts";
import { inboxCountOf } from "@/lib/credits/queries/inbox";
import type { Role } from "@/lib/identity/core/permissions";
import { addMember, removeMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { findMember } from "@/lib/identity/queries/memberships";
import { newId } from "@/lib/platform/ids";
import { outboxMails } from "@/lib/platform/mail";
import { stopWorkers } from "@/lib/platform/queue";

afterAll(stopWorkers);

/** Somebody new in a workspace. */
async function join(workspaceId: string, name: string, role: Role) {
  const email = `${newId()}@example.com`;
  const made = await createUser({ name, email, emailVerified: true });
  if (!made.ok) throw new Error(made.reason);
  await addMember({ workspaceId, userId: made.userId, role });
  return { userId: made.userId, email };
}

async function aMember() {
  const buyer = await someBuyer();
  const { userId } = await join(buyer.workspaceId, "Priya Raman", "member");
  const member = await findMember(userId, buyer.workspaceSlug);
  if (!member) throw new Error("no member");
  return { ...buyer, member };
}

const creditRequest = (
  member: CreditRequest["member"],
  more: Partial<CreditRequest> = {},
): CreditRequest => ({
  member,
  kind: "ai",
  message: "Two posts are waiting.",
  what: "Generating 12 premium messages",
  shortfall: 101_00,
  attempt: newId(),
  now: new Date(),
  ...more,
});

async function deliverAll(workspaceId: string) {
  for (const { deliveries } of await recentNotices(workspaceId)) {
    for (const { noticeId, channel, target } of deliveries) {
      if (channel === "email") await deliverNotice({ workspaceId, noticeId, channel, target });
    }
  }
}

const mailsTo = async (email: string) =>
  (await outboxMails()).filter(({ recipient }) => recipient === email);

test("those who may buy get what is lacking, for what, and a link to the package that covers it", async () => {
  const { member, workspaceId, workspaceSlug, buyerEmail } = await aMember();
  const now = new Date();
  expect(await requestCredits(creditRequest(member, { now }))).toEqual({
    ok: true,
    asked: ["Ines Carvalho"],
    at: now.toISOString(),
  });
  await deliverAll(workspaceId);
  const [mail, ...more] = await mailsTo(buyerEmail);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe("Alder & Finch: Priya Raman asks for AI credits");
  expect(mail?.text).toContain("Generating 12 premium messages lacks 101.00 AI credits.");
  expect(mail?.text).toContain("Priya Raman writes: Two posts are waiting.");
  expect(mail?.text).toContain(`/${workspaceSlug}/settings/billing?buy=basic`);
  expect(await mailsTo(member.email)).toEqual([]);
  expect(
    await lastCreditRequests(workspaceId, member.userId, new Date(now.getTime() - 1_000)),
  ).toEqual({
    ai: { asked: ["Ines Carvalho"], at: now.toISOString() },
    lead: null,
  });
});

test("everyone who may buy here is asked, by mail and in the product, whoever gets alerts; nobody else is", async () => {
  const { member, workspaceId, buyerId, buyerEmail } = await aMember();
  const admin = await join(workspaceId, "Ada Admin", "admin");
  const billing = await join(workspaceId, "Bo Billing", "billing");
  const viewer = await join(workspaceId, "Vera Viewer", "viewer");
  const left = await join(workspaceId, "Lars Left", "admin");
  await removeMember({ workspaceId, by: buyerId, userId: left.userId });
  await changeRecipients(workspaceId, { inApp: false, email: false, recipients: [viewer.userId] });

  const answer = await requestCredits(creditRequest(member));
  const names = ["Ada Admin", "Bo Billing", "Ines Carvalho"];
  expect(answer.ok && answer.asked.toSorted()).toEqual(names);
  await deliverAll(workspaceId);
  const reached = async ({ userId, email }: { userId: string; email: string }) => ({
    mails: (await mailsTo(email)).length,
    unread: (await inboxCountOf({ workspaceId, userId })).unread,
  });
  for (const one of [{ userId: buyerId, email: buyerEmail }, admin, billing]) {
    expect(await reached(one)).toEqual({ mails: 1, unread: 1 });
  }
  for (const one of [viewer, left, member]) {
    expect(await reached(one)).toEqual({ mails: 0, unread: 0 });
  }
});

test("where there is a debt, the package that is named covers what is lacking after it is settled", async () => {
  const { member, workspaceId, workspaceSlug, buyerEmail } = await aMember();
  const dispute = { sourceId: newId(), holdId: newId() };
  for (const said of [
    grant(200_00, { source: "purchase", sourceId: dispute.sourceId }),
    charge(200_00),
    command({ type: "freeze", ...dispute }),
    command({ type: "forfeit", ...dispute, amount: credits(200_00) }),
  ]) {
    expect(await post(workspaceId, "ai", said)).toMatchObject({ ok: true });
  }
  await requestCredits(creditRequest(member));
  await deliverAll(workspaceId);
  const [mail] = await mailsTo(buyerEmail);
  // Of Basic's 250, which covers the 101.00 alone, 50 would be left.
  expect(mail?.text).toContain(`/${workspaceSlug}/settings/billing?buy=popular`);
});

test("a message that is cut in the middle of a character arrives", async () => {
  const { member, workspaceId, workspaceSlug: workspace, buyerEmail } = await aMember();
  const { message } = askForCreditsSchema.parse({
    workspace,
    kind: "ai",
    message: "Thank you \ud83d",
    attempt: newId(),
  });
  expect(await requestCredits(creditRequest(member, { message }))).toMatchObject({ ok: true });
  await deliverAll(workspaceId);
  const [mail] = await mailsTo(buyerEmail);
  expect(mail?.text).toContain("Priya Raman writes: Thank you \ufffd");
});

test("for more than any package brings, those who may buy are told which several do", async () => {
  const { member, workspaceId, workspaceSlug, buyerEmail } = await aMember();
  await requestCredits(creditRequest(member, { shortfall: 2_400_00 }));
  await deliverAll(workspaceId);
  const [mail] = await mailsTo(buyerEmail);
  expect(mail?.text).toContain(
    "lacks 2,400.00 AI credits. No single package covers it. Max and Starter cover it: 2,450 for $210, one purchase each.",
  );
  expect(mail?.text).toContain(`/${workspaceSlug}/settings/billing?buy=max`);
});

test("the latest request of each kind is told, also when the other kind was asked for later", async () => {
  const { member, workspaceId } = await aMember();
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 14, minutes));
  await requestCredits(creditRequest(member, { kind: "lead", now: at(0) }));
  await requestCredits(creditRequest(member, { kind: "ai", now: at(1) }));
  await requestCredits(creditRequest(member, { kind: "ai", now: at(2) }));
  const told = (since: Date) => lastCreditRequests(workspaceId, member.userId, since);
  expect(await told(at(0))).toEqual({
    ai: { asked: ["Ines Carvalho"], at: at(2).toISOString() },
    lead: { asked: ["Ines Carvalho"], at: at(0).toISOString() },
  });
  expect(await told(at(1))).toMatchObject({ lead: null });
  expect(await told(at(3))).toEqual({ ai: null, lead: null });
});

test("asked again and again on one screen, people are asked once; on the next, once more", async () => {
  const { member, workspaceId, buyerEmail } = await aMember();
  const first = creditRequest(member);
  const answers = await Promise.all([1, 2, 3].map(() => requestCredits(first)));
  const again = await requestCredits({ ...first, now: new Date(Date.now() + 60_000) });
  for (const answer of [...answers, again]) {
    expect(answer).toEqual({ ok: true, asked: ["Ines Carvalho"], at: first.now.toISOString() });
  }
  await deliverAll(workspaceId);
  await deliverAll(workspaceId);
  expect(await mailsTo(buyerEmail)).toHaveLength(1);
  await requestCredits(creditRequest(member, { what: null, shortfall: null, message: "" }));
  await deliverAll(workspaceId);
  const mails = await mailsTo(buyerEmail);
  expect(mails).toHaveLength(2);
  expect(mails[0]?.text).not.toContain("lacks");
});
