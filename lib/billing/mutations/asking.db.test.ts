import { afterAll, expect, test } from "vitest";
import { type Asking, askForCredits } from "@/lib/billing/mutations/asking";
import { someBuyer } from "@/lib/billing/mutations/testing";
import { lastAsked } from "@/lib/billing/queries/asking";
import { askForCreditsSchema } from "@/lib/billing/schema";
import { deliverNotice } from "@/lib/credits/mutations/deliver";
import { recentNotices } from "@/lib/credits/queries/alerts";
import { addMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { findMember } from "@/lib/identity/queries/memberships";
import { newId } from "@/lib/platform/ids";
import { outboxMails } from "@/lib/platform/mail";
import { stopWorkers } from "@/lib/platform/queue";

afterAll(stopWorkers);

async function aMember() {
  const buyer = await someBuyer();
  const { workspaceId, workspaceSlug } = buyer;
  const made = await createUser({
    name: "Priya Raman",
    email: `${newId()}@example.com`,
    emailVerified: true,
  });
  if (!made.ok) throw new Error(made.reason);
  await addMember({ workspaceId, userId: made.userId, role: "member" });
  const member = await findMember(made.userId, workspaceSlug);
  if (!member) throw new Error("no member");
  return { ...buyer, member };
}

const asking = (member: Asking["member"], more: Partial<Asking> = {}): Asking => ({
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
  expect(await askForCredits(asking(member, { now }))).toEqual({
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
  expect(await lastAsked(workspaceId, member.userId, new Date(now.getTime() - 1_000))).toEqual({
    ai: { asked: ["Ines Carvalho"], at: now.toISOString() },
    lead: null,
  });
});

test("a message that is cut in the middle of a character arrives", async () => {
  const { member, workspaceId, workspaceSlug: workspace, buyerEmail } = await aMember();
  const { message } = askForCreditsSchema.parse({
    workspace,
    kind: "ai",
    message: "Thank you \ud83d",
    attempt: newId(),
  });
  expect(await askForCredits(asking(member, { message }))).toMatchObject({ ok: true });
  await deliverAll(workspaceId);
  const [mail] = await mailsTo(buyerEmail);
  expect(mail?.text).toContain("Priya Raman writes: Thank you \ufffd");
});

test("for more than any package brings, those who may buy are told which several do", async () => {
  const { member, workspaceId, workspaceSlug, buyerEmail } = await aMember();
  await askForCredits(asking(member, { shortfall: 2_400_00 }));
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
  await askForCredits(asking(member, { kind: "lead", now: at(0) }));
  await askForCredits(asking(member, { kind: "ai", now: at(1) }));
  await askForCredits(asking(member, { kind: "ai", now: at(2) }));
  const told = (since: Date) => lastAsked(workspaceId, member.userId, since);
  expect(await told(at(0))).toEqual({
    ai: { asked: ["Ines Carvalho"], at: at(2).toISOString() },
    lead: { asked: ["Ines Carvalho"], at: at(0).toISOString() },
  });
  expect(await told(at(1))).toMatchObject({ lead: null });
  expect(await told(at(3))).toEqual({ ai: null, lead: null });
});

test("asked again and again on one screen, people are asked once; on the next, once more", async () => {
  const { member, workspaceId, buyerEmail } = await aMember();
  const first = asking(member);
  const answers = await Promise.all([1, 2, 3].map(() => askForCredits(first)));
  const again = await askForCredits({ ...first, now: new Date(Date.now() + 60_000) });
  for (const answer of [...answers, again]) {
    expect(answer).toEqual({ ok: true, asked: ["Ines Carvalho"], at: first.now.toISOString() });
  }
  await deliverAll(workspaceId);
  await deliverAll(workspaceId);
  expect(await mailsTo(buyerEmail)).toHaveLength(1);
  await askForCredits(asking(member, { what: null, shortfall: null, message: "" }));
  await deliverAll(workspaceId);
  const mails = await mailsTo(buyerEmail);
  expect(mails).toHaveLength(2);
  expect(mails[0]?.text).not.toContain("lacks");
});
