import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { credits, type Kind } from "@/lib/credits/core/amount";
import {
  changeRecipients,
  changeWebhook,
  removeWebhook,
  replaceWebhookSecret,
} from "@/lib/credits/mutations/alert-settings";
import { testMail, testWebhook } from "@/lib/credits/mutations/alert-test";
import { deliverNotice } from "@/lib/credits/mutations/deliver";
import { post } from "@/lib/credits/mutations/door";
import {
  asOwner,
  charge,
  command,
  grant,
  mustVerify,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import {
  changeThreshold,
  liftLimit,
  removeThreshold,
  setLimit,
} from "@/lib/credits/mutations/limits";
import { relayNotices } from "@/lib/credits/mutations/notices";
import { signature } from "@/lib/credits/providers/webhook";
import { webhookReceiver } from "@/lib/credits/providers/webhook-receiver/testing";
import {
  alertChannels,
  audienceOf,
  markOf,
  recentNotices,
  webhookSecret,
} from "@/lib/credits/queries/alerts";
import { capsOf, thresholdsOf } from "@/lib/credits/queries/limits";
import { alertWebhook } from "@/lib/credits/schema/alert-webhook";
import { addMember, removeMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { newId } from "@/lib/platform/ids";
import { stopWorkers } from "@/lib/platform/queue";

vi.hoisted(() => vi.stubEnv("WEBHOOKS_TO_PRIVATE", "1"));

const { url: HOOK, heard, answers, forget } = await webhookReceiver();

beforeEach(forget);
afterAll(stopWorkers);

async function someone(workspaceId: string, role: "owner" | "member" = "member") {
  const email = `${newId()}@example.com`;
  const made = await createUser({ name: "Priya Raman", email, emailVerified: true });
  if (!made.ok) throw new Error(made.reason);
  await addMember({ workspaceId, userId: made.userId, role });
  return { userId: made.userId, email };
}

async function aWorkspace(timeZone?: string) {
  const workspaceId = await newWorkspace(timeZone);
  const owner = await someone(workspaceId, "owner");
  return { workspaceId, ...owner, workspaceSlug: workspaceId, workspaceName: "Alder\u202e" };
}

const limitOf = (target: string, amount: number, kind: Kind = "ai") => ({
  kind,
  scope: "member" as const,
  target,
  amount: credits(amount),
  mode: "block" as const,
  isNew: false,
});

test("a limit binds, counts what was used and held before it, and can be raised and lifted", async () => {
  const by = await aWorkspace();
  const { workspaceId, userId } = by;
  const actor = { type: "member", id: userId } as const;
  await post(workspaceId, "ai", grant(900_00));
  await post(workspaceId, "ai", charge(30_00, { actor }));
  const hold = command({
    type: "hold",
    holdId: newId(),
    amount: credits(20_00),
    lapsesAt: new Date(Date.now() + 3_600_000),
    actor,
  });
  await post(workspaceId, "ai", hold);

  expect(await setLimit(by, limitOf(userId, 60_00))).toEqual({ ok: true });
  const [cap] = await capsOf(workspaceId, new Date());
  expect(cap).toMatchObject({ kind: "ai", used: 30_00, held: 20_00, left: 10_00, mode: "block" });
  expect(await post(workspaceId, "ai", charge(10_01, { actor }))).toMatchObject({
    reason: "cap_reached",
    left: 10_00,
  });
  await setLimit(by, limitOf(userId, 60_01));
  expect(await post(workspaceId, "ai", charge(10_01, { actor }))).toMatchObject({ ok: true });

  expect(await liftLimit(by, limitOf(userId, 0))).toEqual({ ok: true });
  expect(await capsOf(workspaceId, new Date())).toEqual([]);
  expect(await liftLimit(by, limitOf(userId, 0))).toMatchObject({ reason: "unknown_target" });
  await mustVerify(workspaceId);
});

test("who set a limit, and why, is an entry of the ledger", async () => {
  const by = await aWorkspace();
  await setLimit(by, limitOf(by.userId, 60_00));
  const entries = await asOwner<{ actor_id: string; reason: string }>(
    "select actor_id, reason from credit_entry where workspace_id = $1 and type = 'limit'",
    [by.workspaceId],
  );
  expect(entries).toEqual([
    { actor_id: by.userId, reason: "Monthly limit of 60.00 AI credits for Priya Raman, block" },
  ]);
});

test("no limit is set for a stranger, an operation of the other kind, or twice as new", async () => {
  const by = await aWorkspace();
  const stranger = await aWorkspace();
  const unknown = { ok: false, reason: "unknown_target" };
  expect(await setLimit(by, limitOf(stranger.userId, 1_00))).toEqual(unknown);
  const operation = { ...limitOf("single_post", 1_00, "lead"), scope: "operation" as const };
  expect(await setLimit(by, operation)).toEqual(unknown);
  expect(await setLimit(by, { ...operation, kind: "ai" })).toEqual({ ok: true });
  expect(await setLimit(by, { ...operation, kind: "ai", isNew: true })).toMatchObject({
    reason: "exists",
  });
  expect(await capsOf(stranger.workspaceId, new Date())).toEqual([]);
});

test("the limit of somebody who left stays, cannot be changed, and can be lifted", async () => {
  const by = await aWorkspace();
  const { userId } = await someone(by.workspaceId);
  await setLimit(by, limitOf(userId, 5_00));
  await removeMember({ workspaceId: by.workspaceId, by: by.userId, userId });
  expect(await capsOf(by.workspaceId, new Date())).toHaveLength(1);
  expect(await setLimit(by, limitOf(userId, 6_00))).toMatchObject({ reason: "unknown_target" });
  expect(await liftLimit(by, limitOf(userId, 0))).toEqual({ ok: true });
});

test("a month is that of the workspace's zone", async () => {
  const { workspaceId, userId, ...by } = await aWorkspace("Pacific/Kiritimati");
  await setLimit({ workspaceId, userId, ...by }, limitOf(userId, 5_00));
  const [cap] = await capsOf(workspaceId, new Date("2030-01-31T11:00:00Z"));
  expect(cap?.month).toBe("2030-02");
});

test("warnings are set, told at the new amount, and removed; the presets stay", async () => {
  const by = await aWorkspace();
  const { workspaceId } = by;
  await post(workspaceId, "ai", grant(500_00));
  const set = (threshold: string | null, amount: number) =>
    changeThreshold(by, { kind: "ai", threshold, amount: credits(amount) });
  expect(await set("low", 300_00)).toEqual({ ok: true });
  expect(await set(null, 400_00)).toEqual({ ok: true });
  expect(await set(null, 400_00)).toMatchObject({ reason: "duplicate" });
  expect(await set("critical", 300_00)).toMatchObject({ reason: "critical_above_low" });
  expect(await set("nothing", 5_00)).toMatchObject({ reason: "unknown" });
  await post(workspaceId, "ai", charge(150_00));
  await relayNotices(workspaceId);
  expect((await recentNotices(workspaceId)).map(({ facts }) => facts)).toMatchObject([
    { below: 400_00, available: 350_00 },
  ]);

  const own = (await thresholdsOf(workspaceId)).ai[0];
  expect(own).toMatchObject({ below: 400_00, armed: false });
  expect(await removeThreshold(by, { kind: "ai", threshold: own?.id ?? "" })).toEqual({ ok: true });
  expect(await removeThreshold(by, { kind: "ai", threshold: "low" })).toMatchObject({
    reason: "fixed",
  });
  const { ai, lead } = await thresholdsOf(workspaceId);
  expect(ai.map(({ id, below }) => [id, below])).toEqual([
    ["low", 300_00],
    ["critical", 10_01],
    ["empty", 1],
  ]);
  expect(lead.map(({ below }) => below)).toEqual([100_00, 10_01, 1]);
  await mustVerify(workspaceId);
});

test("whom was chosen, of the people in the workspace, is told", async () => {
  const { workspaceId, userId } = await aWorkspace();
  const priya = await someone(workspaceId);
  const stranger = await aWorkspace();
  const change = (recipients: string[]) =>
    changeRecipients(workspaceId, { inApp: false, email: true, recipients });
  const members = expect.arrayContaining([userId, priya.userId]);
  const unset = { members, inApp: true, email: true, webhookUrl: null };
  expect(await audienceOf(workspaceId)).toEqual({ ...unset, recipients: [userId] });
  await change([priya.userId]);
  expect(await audienceOf(workspaceId)).toMatchObject({
    recipients: [priya.userId],
    inApp: false,
    email: true,
  });
  expect(await change([stranger.userId])).toMatchObject({ reason: "not_a_member" });
  expect((await audienceOf(workspaceId)).recipients).toEqual([priya.userId]);
  await removeMember({ workspaceId, by: userId, userId: priya.userId });
  // Nobody who was chosen is here: those are told who are where nobody was chosen.
  expect(await audienceOf(workspaceId)).toMatchObject({ members: [userId], recipients: [userId] });
});

test("the secret is answered when it is made, kept with another address, gone with the webhook", async () => {
  const { workspaceId } = await aWorkspace();
  expect(await replaceWebhookSecret(workspaceId, "")).toMatchObject({ reason: "no_webhook" });
  expect(await changeWebhook(workspaceId, "ftp://x")).toMatchObject({ reason: "url_scheme" });
  const first = await changeWebhook(workspaceId, HOOK);
  const secret = await webhookSecret(workspaceId);
  expect(first).toEqual({ ok: true, secret });
  expect(secret).toMatch(/^whsec_.{43}$/);
  expect(await changeWebhook(workspaceId, `${HOOK}2`)).toEqual({ ok: true, secret: null });
  expect(await webhookSecret(workspaceId)).toBe(secret);
  expect(Object.keys(await alertChannels(workspaceId))).not.toContain("webhookSecret");

  const second = await replaceWebhookSecret(workspaceId, markOf(secret));
  expect(second).not.toMatchObject({ secret });
  await removeWebhook(workspaceId);
  expect(await webhookSecret(workspaceId)).toBeNull();
});

test("a test is really sent, says what happened, and is limited", async () => {
  const asker = await aWorkspace();
  const { workspaceId } = asker;
  expect(await testWebhook(asker)).toMatchObject({ reason: "no_webhook" });
  await changeWebhook(workspaceId, HOOK);
  answers.push(204, 500);
  expect(await testWebhook(asker)).toEqual({ ok: true });
  expect(await testWebhook(asker)).toEqual({ ok: false, reason: "status_500" });
  const [first] = heard;
  const at = Number(/^t=(\d+),/.exec(first?.signature ?? "")?.[1]);
  const secret = (await webhookSecret(workspaceId)) ?? "";
  expect(first?.signature).toBe(signature(first?.payload ?? "", secret, new Date(at * 1000)));
  const posted = alertWebhook.parse(JSON.parse(first?.payload ?? "{}"));
  expect(posted).toMatchObject({ type: "credits.test", id: first?.id });

  await changeWebhook(workspaceId, "http://127.0.0.1:1/closed");
  expect(await testWebhook(asker)).toEqual({ ok: false, reason: "unreachable" });
  expect(await testMail(asker)).toEqual({ ok: true });
  const mails = await asOwner<{ subject: string }>(
    "select subject from mail_message where recipient = $1",
    [asker.email],
  );
  expect(mails).toEqual([{ subject: "Alder: test of alerts" }]);

  for (let tries = 4; tries < 10; tries += 1) await testMail(asker);
  expect(await testMail(asker)).toMatchObject({ reason: "rate_limited" });
  expect(await testWebhook(asker)).toMatchObject({ reason: "rate_limited" });
});

test("whoever makes more workspaces sends no more tests for it", async () => {
  const { userId, ...first } = await aWorkspace();
  const askers = [first, await aWorkspace(), await aWorkspace()].map((one) => ({ ...one, userId }));
  const answers: unknown[] = [];
  for (const asker of askers) {
    for (let tries = 0; tries < 10; tries += 1) answers.push(await testMail(asker));
  }
  expect(answers.slice(0, 20)).toEqual(Array(20).fill({ ok: true }));
  expect(answers[20]).toMatchObject({ reason: "rate_limited" });
});

test("a notice for a webhook that was changed meanwhile goes nowhere, and says so", async () => {
  const { workspaceId } = await aWorkspace();
  await changeWebhook(workspaceId, HOOK);
  await post(workspaceId, "ai", grant(200_00));
  await post(workspaceId, "ai", charge(200_00));
  await relayNotices(workspaceId);
  await changeWebhook(workspaceId, `${HOOK}/new`);
  const [notice] = await recentNotices(workspaceId);
  const delivery = { workspaceId, noticeId: notice?.id ?? "", channel: "webhook" as const };
  await deliverNotice({ ...delivery, target: HOOK });
  expect(heard).toEqual([]);
  const [after] = await recentNotices(workspaceId);
  const hook = after?.deliveries.find(({ channel }) => channel === "webhook");
  expect(hook).toMatchObject({ failure: "withdrawn", deliveredAt: null });

  // What was withdrawn stays so, also when the old address comes back and the job with it.
  await changeWebhook(workspaceId, HOOK);
  await deliverNotice({ ...delivery, target: HOOK });
  expect(heard).toEqual([]);
});
