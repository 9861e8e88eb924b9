import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AlertFacts } from "@/lib/credits/core/alert";
import { credits } from "@/lib/credits/core/amount";
import { changeRecipients } from "@/lib/credits/mutations/alert-settings";
import { deliverNotice } from "@/lib/credits/mutations/deliver";
import {
  anotherDoor,
  asOwner,
  charge,
  command,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { notify, notifyExpiries, relayNotices } from "@/lib/credits/mutations/notices";
import { signature } from "@/lib/credits/providers/webhook";
import { webhookReceiver } from "@/lib/credits/providers/webhook-receiver/testing";
import { audienceOf, recentNotices } from "@/lib/credits/queries/alerts";
import { alertWebhook } from "@/lib/credits/schema/alert-webhook";
import { addMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { stopWorkers } from "@/lib/platform/queue";

vi.hoisted(() => vi.stubEnv("WEBHOOKS_TO_PRIVATE", "1"));

const { url: HOOK, heard, answers, forget } = await webhookReceiver();
const SECRET = "whsec_of_the_workspace";

beforeEach(forget);
afterEach(() => vi.restoreAllMocks());
afterAll(stopWorkers);

async function aWorkspace(webhookUrl: string | null = null) {
  const workspaceId = await newWorkspace();
  const email = `${newId()}@example.com`;
  const made = await createUser({ name: "Ines Carvalho", email, emailVerified: true });
  if (!made.ok) throw new Error(made.reason);
  await addMember({ workspaceId, userId: made.userId, role: "owner" });
  await inWorkspace(workspaceId, (tx) =>
    tx.alertSetting.create({ data: { workspaceId, webhookUrl, webhookSecret: SECRET } }),
  );
  return { workspaceId, userId: made.userId, email };
}

const mailsTo = (email: string) =>
  asOwner<{ subject: string }>("select subject from mail_message where recipient = $1", [email]);

/** Delivers every notice to every place it goes to, as the queue would; returns what failed. */
async function deliverAll(workspaceId: string): Promise<string[]> {
  const notices = await recentNotices(workspaceId);
  const failures: string[] = [];
  for (const { deliveries } of notices.toReversed()) {
    for (const { noticeId, channel, target } of deliveries) {
      if (channel === "app") continue;
      const to = channel as "email" | "webhook";
      await deliverNotice({ workspaceId, noticeId, channel: to, target }).catch((error: Error) =>
        failures.push(error.message),
      );
    }
  }
  return failures;
}

test("a crossing is one notice and one mail, however often it is relayed and delivered", async () => {
  const { workspaceId, email } = await aWorkspace();
  const door = anotherDoor();
  await door.post(workspaceId, "ai", grant(200_00));
  await door.post(workspaceId, "ai", charge(150_00));
  await Promise.all([relayNotices(workspaceId), relayNotices(workspaceId)]);
  await relayNotices(workspaceId);
  await asOwner("update workspace set name = 'נועה' where id = $1", [workspaceId]);
  await deliverAll(workspaceId);
  await deliverAll(workspaceId);

  const mails = await mailsTo(email);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.subject).toBe("\u2068נועה\u2069: AI credits are low: 50.00 available");
});

test("a webhook is signed, tried again until it is taken, and then not sent any more", async () => {
  const { workspaceId } = await aWorkspace(HOOK);
  const door = anotherDoor();
  await door.post(workspaceId, "lead", grant(200_00));
  await door.post(workspaceId, "lead", charge(200_00));
  await relayNotices(workspaceId);

  answers.push(500, 302);
  expect(await deliverAll(workspaceId)).toEqual(["A notice was not taken: status_500"]);
  expect(await deliverAll(workspaceId)).toEqual(["A notice was not taken: status_302"]);
  expect(await deliverAll(workspaceId)).toEqual([]);
  expect(await deliverAll(workspaceId)).toEqual([]);
  expect(heard).toHaveLength(3);

  const [, , taken] = heard;
  const at = Number(/^t=(\d+),/.exec(taken?.signature ?? "")?.[1]);
  expect(taken?.signature).toBe(signature(taken?.payload ?? "", SECRET, new Date(at * 1000)));
  expect(JSON.parse(taken?.payload ?? "{}")).toMatchObject({
    type: "credits.threshold",
    kind: "lead",
    title: "No lead credits left",
    facts: { threshold: "empty", available: 0 },
  });
  const [notice] = await recentNotices(workspaceId);
  const hook = notice?.deliveries.find(({ channel }) => channel === "webhook");
  expect(hook).toMatchObject({ attempts: 3, failure: null });
});

test("every kind of alert is posted as the API's description says", async () => {
  const { workspaceId, userId } = await aWorkspace(HOOK);
  const purchase = { purchaseId: newId(), packageName: "Popular" };
  const cap = { scope: "member", target: userId, amount: credits(100_00), mode: "block" } as const;
  const alerts: AlertFacts[] = [
    { about: "threshold", threshold: "low", below: 100_00, available: 49_20, held: 0 },
    { about: "threshold", threshold: "low", below: 100_00, available: 49_20 },
    { about: "cap", cap, used: 85_00, share: 80, month: "2026-11" },
    { about: "expiry", label: "Popular", amount: 1, expiresAt: new Date().toISOString(), days: 7 },
    { about: "dispute", ...purchase, state: "lost", taken: 9_00, owed: 1_00 },
    { about: "top_up", event: "stopped", why: "The bank declined the card." },
    { about: "top_up", event: "over_limit", why: "" },
    { about: "top_up", event: "declined", why: "The bank declined the card." },
    {
      about: "purchase",
      ...purchase,
      buyerId: userId,
      state: "paid",
      amount: 550_00,
      settled: 0,
      auto: true,
    },
  ];
  const audience = await audienceOf(workspaceId);
  await inWorkspace(workspaceId, async (tx) => {
    for (const [at, facts] of alerts.entries()) {
      const notice = { kind: "ai" as const, key: `told:${at}`, facts, at: new Date() };
      await notify(tx, workspaceId, notice, audience);
    }
  });
  expect(await deliverAll(workspaceId)).toEqual([]);

  const posted = heard.map(({ payload }) => alertWebhook.parse(JSON.parse(payload)));
  const facts = posted.map((one) => (one.type === "credits.test" ? null : one.facts));
  expect(facts).toHaveLength(alerts.length);
  expect(facts).toEqual(expect.arrayContaining(alerts));
});

test("a cap's share is told with whose cap it is", async () => {
  const { workspaceId, userId } = await aWorkspace();
  const door = anotherDoor();
  await door.post(workspaceId, "ai", grant(900_00));
  const cap = { amount: credits(100_00), mode: "notify" as const };
  const set = command({ type: "set_cap", scope: "member", target: userId, cap });
  await door.post(workspaceId, "ai", set);
  const actor = { type: "member", id: userId } as const;
  await door.post(workspaceId, "ai", charge(85_00, { actor }));
  await relayNotices(workspaceId);
  expect((await recentNotices(workspaceId)).map(({ facts }) => facts)).toMatchObject([
    { about: "cap", share: 80, used: 85_00, cap: { scope: "member", target: userId } },
  ]);
});

test("an expiry is told 30, 7 and 1 days ahead, each once, by whoever looks how often", async () => {
  const { workspaceId } = await aWorkspace();
  const start = Date.now();
  const at = (days: number) => new Date(start + days * 86_400_000);
  const door = anotherDoor(() => at(0));
  await door.post(workspaceId, "ai", grant(40_00, { expiresAt: at(60) }));
  await door.post(workspaceId, "ai", grant(10_00, { expiresAt: at(5) }));

  const now = vi.spyOn(clock, "now");
  const days: unknown[] = [];
  for (const day of [0, 4.5, 29, 30.5, 31, 52.9, 53.1, 58.9, 59.5, 61]) {
    now.mockReturnValue(at(day));
    await Promise.all([notifyExpiries(), notifyExpiries()]);
    const notices = await recentNotices(workspaceId);
    days.push(notices.map(({ facts }) => (facts as { days: number }).days).toReversed());
  }
  expect(days).toEqual([
    [],
    [1],
    [1],
    [1, 30],
    [1, 30],
    [1, 30],
    [1, 30, 7],
    [1, 30, 7],
    [1, 30, 7, 1],
    [1, 30, 7, 1],
  ]);
});

test("an expiry of credits that are all set aside is told too: they may come back too late", async () => {
  const { workspaceId } = await aWorkspace();
  const start = Date.now();
  const at = (days: number) => new Date(start + days * 86_400_000);
  const door = anotherDoor(() => at(0));
  const sourceId = newId();
  const expiresAt = at(20);
  await door.post(workspaceId, "ai", grant(40_00, { source: "purchase", sourceId, expiresAt }));
  const holdId = newId();
  await door.post(workspaceId, "ai", command({ type: "freeze", sourceId, holdId }));
  const now = vi.spyOn(clock, "now");
  for (const day of [1, 14, 19.5, 21]) {
    now.mockReturnValue(at(day));
    await notifyExpiries();
  }
  const notices = await recentNotices(workspaceId);
  expect(notices.map(({ facts }) => facts)).toMatchObject([
    { about: "expiry", amount: 40_00, days: 1 },
    { about: "expiry", amount: 40_00, days: 6 },
  ]);
});

test("an expiry that is told late says how many days there really are", async () => {
  const { workspaceId } = await aWorkspace();
  const start = Date.now();
  const at = (days: number) => new Date(start + days * 86_400_000);
  await anotherDoor(() => at(0)).post(workspaceId, "ai", grant(40_00, { expiresAt: at(60) }));
  const now = vi.spyOn(clock, "now");
  for (const day of [40, 57.4]) {
    now.mockReturnValue(at(day));
    await notifyExpiries();
  }
  const notices = await recentNotices(workspaceId);
  expect(notices.map(({ facts }) => (facts as { days: number }).days)).toEqual([3, 20]);
});

test("neither clocks that change, nor another time zone, nor days of downtime tell an expiry twice", async () => {
  const { workspaceId } = await aWorkspace();
  const moveTo = (zone: string) =>
    asOwner("update workspace set time_zone = $2 where id = $1", [workspaceId, zone]);
  await moveTo("Europe/Lisbon");
  const expiresAt = new Date("2026-11-01T00:00:00Z");
  const door = anotherDoor(() => new Date("2026-09-01T00:00:00Z"));
  await door.post(workspaceId, "ai", grant(40_00, { expiresAt }));

  const now = vi.spyOn(clock, "now");
  const look = async (from: string, to: string) => {
    for (let at = Date.parse(from); at < Date.parse(to); at += 12 * 3_600_000) {
      now.mockReturnValue(new Date(at));
      await notifyExpiries();
    }
  };
  await look("2026-09-25T00:07:00Z", "2026-10-20T00:00:00Z");
  // A week without anybody, in which clocks go back and seven days ahead pass.
  await look("2026-10-27T09:07:00Z", "2026-10-29T00:00:00Z");
  await moveTo("Pacific/Kiritimati");
  await look("2026-10-29T00:07:00Z", "2026-11-02T00:00:00Z");
  const notices = await recentNotices(workspaceId);
  const told = notices.map(({ at, facts }) => [at.toISOString(), (facts as { days: number }).days]);
  expect(told.toReversed()).toEqual([
    ["2026-10-02T00:07:00.000Z", 30],
    ["2026-10-27T09:07:00.000Z", 5],
    ["2026-10-31T00:07:00.000Z", 1],
  ]);
});

test("a workspace without settings tells those who may buy, and nobody of another workspace", async () => {
  const { workspaceId, email } = await aWorkspace();
  const other = await aWorkspace();
  await inWorkspace(workspaceId, (tx) => tx.alertSetting.deleteMany({ where: { workspaceId } }));
  const viewer = await createUser({ name: "V", email: `${newId()}@example.com` } as never);
  if (viewer.ok) await addMember({ workspaceId, userId: viewer.userId, role: "viewer" });
  const door = anotherDoor();
  await door.post(workspaceId, "ai", grant(200_00));
  await door.post(workspaceId, "ai", charge(200_00));
  await relayNotices(workspaceId);
  await deliverAll(workspaceId);
  expect(await mailsTo(email)).toHaveLength(1);
  expect(await mailsTo(other.email)).toHaveLength(0);
  const [notice] = await recentNotices(workspaceId);
  expect(notice?.deliveries.map(({ channel }) => channel).toSorted()).toEqual(["app", "email"]);
});

test("a mail that waits goes to nobody who is no longer told by then; what somebody asked of them still does", async () => {
  const { workspaceId, userId, email } = await aWorkspace();
  const audience = await audienceOf(workspaceId);
  const low = { threshold: "low", below: 100_00, available: 49_20, held: 0 };
  const asks = { by: "Mei", message: "", what: null, shortfall: null, buy: null };
  for (const facts of [
    { about: "threshold", ...low },
    { about: "request", ...asks },
  ] as const) {
    const notice = { kind: "ai", key: facts.about, facts, at: clock.now() } as const;
    await inWorkspace(workspaceId, (tx) => notify(tx, workspaceId, notice, audience));
  }
  await changeRecipients(workspaceId, { inApp: true, email: false, recipients: [userId] });
  expect(await deliverAll(workspaceId)).toEqual([]);
  expect((await mailsTo(email)).map(({ subject }) => subject)).toEqual([
    expect.stringContaining("Mei asks for AI credits"),
  ]);
});
