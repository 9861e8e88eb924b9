import { afterAll, beforeEach, expect, test } from "vitest";
import type { AlertFacts } from "@/lib/credits/core/alert";
import { credits } from "@/lib/credits/core/amount";
import type { LiveEvent } from "@/lib/credits/core/live";
import { changeRecipients } from "@/lib/credits/mutations/alert-settings";
import {
  anotherDoor,
  charge,
  command,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { markRead } from "@/lib/credits/mutations/inbox";
import { notify, relayNotices } from "@/lib/credits/mutations/notices";
import { audienceOf } from "@/lib/credits/queries/alerts";
import { inboxCountOf, inboxOf, type Reader } from "@/lib/credits/queries/inbox";
import { watchWorkspace } from "@/lib/credits/queries/watch";
import { type Role, roleAllows } from "@/lib/identity/core/permissions";
import { addMember, removeMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { stopWorkers } from "@/lib/platform/queue";
import { interrupted } from "@/lib/platform/testing";

afterAll(() => stopWorkers());

const door = anotherDoor();
let workspaceId: string;
let ines: Reader;
beforeEach(async () => {
  workspaceId = await newWorkspace();
  ines = await someone(workspaceId, "owner");
});

async function someone(where: string, role: Role): Promise<Reader> {
  const email = `${newId()}@example.com`;
  const made = await createUser({ name: role, email, emailVerified: true });
  if (!made.ok) throw new Error(made.reason);
  await addMember({ workspaceId: where, userId: made.userId, role });
  const { userId } = made;
  const can: Reader["can"] = (permission) => roleAllows(role, permission);
  return { workspaceId: where, workspaceSlug: "alder", timeZone: "UTC", userId, can };
}

/** Lets the balance of a kind fall below low, or any other threshold, and relays what was decided. */
async function fall(kind: "ai" | "lead" = "ai", to = 50_00, where = workspaceId) {
  await door.post(where, kind, grant(200_00));
  const answer = await door.post(where, kind, charge(200_00 - to));
  await relayNotices(where);
  return answer;
}

const titles = async (reader: Reader) => (await inboxOf(reader)).notices.map(({ title }) => title);

test("a crossing is shown once, with the row that explains it, whoever relays it how often", async () => {
  const answer = await fall();
  await Promise.all([relayNotices(workspaceId), relayNotices(workspaceId)]);
  const { notices, unread } = await inboxOf(ines);
  expect(unread).toBe(1);
  expect(notices).toMatchObject([
    {
      title: "AI credits are low: 50.00 available",
      tone: "warning",
      href: `/alder/settings/billing?tx=ai-${answer.ok ? answer.seq : ""}`,
      read: false,
    },
  ]);
});

test("a crossing by a hold, which the history does not show, leads to the page", async () => {
  await door.post(workspaceId, "lead", grant(200_00));
  const lapsesAt = new Date(Date.now() + 3_600_000);
  const held = { type: "hold", holdId: newId(), amount: credits(150_00), lapsesAt } as const;
  await door.post(workspaceId, "lead", command(held));
  await relayNotices(workspaceId);
  expect((await inboxOf(ines)).notices).toMatchObject([
    { title: "Lead credits are low: 50 available", href: "/alder/settings/billing?kind=lead" },
  ]);
});

test("those who may buy are told, or whom an admin chose; never another workspace, nor who comes later", async () => {
  const billing = await someone(workspaceId, "billing");
  const priya = await someone(workspaceId, "member");
  const elsewhere = await someone(await newWorkspace(), "owner");
  await fall();
  expect(await titles(ines)).toHaveLength(1);
  expect(await titles(billing)).toHaveLength(1);
  expect(await titles(priya)).toEqual([]);
  expect(await titles(elsewhere)).toEqual([]);

  const chosen = { inApp: true, email: false, recipients: [priya.userId] };
  await changeRecipients(workspaceId, chosen);
  await fall("lead");
  expect(await titles(priya)).toEqual(["Lead credits are low: 50 available"]);
  expect(await titles(ines)).toHaveLength(1);

  await changeRecipients(workspaceId, { ...chosen, inApp: false });
  await fall("lead", 5_00);
  expect(await titles(priya)).toHaveLength(1);
  expect(await titles(await someone(workspaceId, "owner"))).toEqual([]);
});

test("whose limit it is sees it as theirs, and others with the name; each is led where they may look", async () => {
  const priya = await someone(workspaceId, "member");
  await door.post(workspaceId, "ai", grant(900_00));
  const cap = { amount: credits(100_00), mode: "block" as const };
  const limit = { type: "set_cap", scope: "member", target: priya.userId, cap } as const;
  await door.post(workspaceId, "ai", command(limit));
  const actor = { type: "member", id: priya.userId } as const;
  const used = await door.post(workspaceId, "ai", charge(100_00, { actor }));
  await relayNotices(workspaceId);
  const rest = "used 100% of a monthly limit of 100.00 AI credits";
  expect((await inboxOf(ines)).notices).toMatchObject([
    { title: `member ${rest}`, href: "/alder/settings/alerts" },
  ]);
  expect((await inboxOf(priya)).notices).toMatchObject([
    { title: `You ${rest}`, href: `/alder/settings/billing?tx=ai-${used.ok ? used.seq : ""}` },
  ]);
});

test("what one has read stays unread for others, and only one's own can be read", async () => {
  const mei = await someone(workspaceId, "admin");
  await fall();
  await fall("lead");
  const [first] = (await inboxOf(ines)).notices;
  expect(await markRead(ines, { ids: [first?.id ?? ""] })).toEqual({ ok: true, read: 1 });
  expect(await markRead(ines, { ids: [first?.id ?? ""] })).toEqual({ ok: true, read: 0 });
  expect((await inboxOf(ines)).notices.map(({ read }) => read)).toEqual([true, false]);
  expect((await inboxCountOf(mei)).unread).toBe(2);

  const stranger = await someone(await newWorkspace(), "owner");
  const there = { workspaceId: stranger.workspaceId, userId: ines.userId };
  const { newest } = await inboxCountOf(ines);
  expect(await markRead(there, { upTo: newest })).toEqual({ ok: true, read: 0 });
  expect(await markRead({ workspaceId, userId: stranger.userId }, { upTo: newest })).toEqual({
    ok: true,
    read: 0,
  });
  expect((await inboxCountOf(ines)).unread).toBe(1);
});

test("marking all read leaves what came after the screen's newest one", async () => {
  await fall();
  const { newest } = await inboxCountOf(ines);
  await fall("lead");
  await markRead(ines, { upTo: newest });
  const { notices, unread } = await inboxOf(ines);
  expect(unread).toBe(1);
  expect(notices.map(({ kind, read }) => [kind, read])).toEqual([
    ["lead", false],
    ["ai", true],
  ]);
});

test("row-level security hides the notices of one workspace from every other", async () => {
  await fall();
  const other = await newWorkspace();
  const seen = await inWorkspace(other, async (tx) => ({
    notices: await tx.notice.count(),
    deliveries: await tx.noticeDelivery.count(),
    read: await tx.noticeDelivery.updateMany({ data: { readAt: new Date() } }),
  }));
  expect(seen).toEqual({ notices: 0, deliveries: 0, read: { count: 0 } });
});

test("open pages hear of what is new and of what was read", async () => {
  const events: LiveEvent[] = [];
  const stop = watchWorkspace(workspaceId, null, (event) => events.push(event));
  const marks = () =>
    events.flatMap((event) => (event.type === "notices" ? [event.data.mark] : []));
  await expect.poll(marks).toHaveLength(1);
  await fall();
  await expect.poll(marks).toHaveLength(2);
  const { newest } = await inboxCountOf(ines);
  await markRead(ines, { upTo: newest });
  await expect.poll(marks).toHaveLength(3);
  expect(new Set(marks()).size).toBe(3);
  stop();
});

test("what comes while the bell is rendered is counted, or the stream says that there is more", async () => {
  const rendered = await interrupted(() => inboxCountOf(ines), {
    after: /"?notice(_delivery)?"?/i,
    by: () => fall(),
  });
  const now = await inboxCountOf(ines);
  expect(now.unread).toBe(1);
  expect(rendered.mark).not.toBe(now.mark);
});

test("a notice that was begun before another and comes after it is heard of too", async () => {
  const audience = await audienceOf(workspaceId);
  const facts: AlertFacts = {
    about: "expiry",
    label: "Popular",
    amount: 100,
    expiresAt: new Date().toISOString(),
    days: 7,
  };
  let between = "";
  await interrupted(() => fall(), {
    after: /insert into.*"notice"/is,
    by: async () => {
      const other = { kind: "lead", key: newId(), facts, at: new Date() } as const;
      await inWorkspace(workspaceId, (tx) => notify(tx, workspaceId, other, audience));
      between = (await inboxCountOf(ines)).mark;
    },
  });
  const { unread, mark } = await inboxCountOf(ines);
  expect(unread).toBe(2);
  expect(mark).not.toBe(between);
});

test("a notice that was read before another and committed after it is heard of too", async () => {
  const mei = await someone(workspaceId, "owner");
  await fall();
  const { newest } = await inboxCountOf(ines);
  let between = "";
  await interrupted(() => markRead(ines, { upTo: newest }), {
    after: /update.*"notice_delivery"/is,
    by: async () => {
      await markRead(mei, { upTo: newest });
      between = (await inboxCountOf(ines)).mark;
    },
  });
  const { unread, mark } = await inboxCountOf(ines);
  expect(unread).toBe(0);
  expect(mark).not.toBe(between);
});

test("somebody who left is told nothing more", async () => {
  const mei = await someone(workspaceId, "admin");
  await removeMember({ workspaceId, by: ines.userId, userId: mei.userId });
  await fall();
  expect(await titles(mei)).toEqual([]);
});
