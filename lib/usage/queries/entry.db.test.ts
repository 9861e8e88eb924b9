import { beforeAll, expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { createDoor } from "@/lib/credits/mutations/door";
import { campaignsOf } from "@/lib/credits/queries/campaigns";
import { inWorkspace, pool } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { type Filters, NO_FILTERS } from "@/lib/usage/core/filters";
import { findCampaignChoices } from "@/lib/usage/queries/campaign-choices";
import { findEntry } from "@/lib/usage/queries/entry";
import { exportHistory } from "@/lib/usage/queries/export";
import { findHistory } from "@/lib/usage/queries/history";
import { findLastCharge, findLotEntries } from "@/lib/usage/queries/lot-entries";
import { findOpenEntry } from "@/lib/usage/queries/open-entry";
import { findPeople } from "@/lib/usage/queries/people";
import { findBalanceSeries } from "@/lib/usage/queries/series";
import { plantEntries } from "@/lib/usage/queries/testing";

const workspaceId = newId();
const [mei, hana, lotId, holdId, campaignId] = [newId(), newId(), newId(), newId(), newId()];
const START = Date.parse("2026-11-01T12:00:00Z");
const HOUR = 3_600_000;
let now = START;

beforeAll(async () => {
  await inWorkspace(workspaceId, async (tx) => {
    await tx.workspace.create({
      data: { id: workspaceId, slug: "w", name: "W", timeZone: "Europe/Lisbon" },
    });
    const joinedAt = new Date(START);
    await tx.member.createMany({
      data: [
        {
          workspaceId,
          userId: mei,
          role: "member",
          name: "Mei Tanaka",
          email: "m@x.example",
          joinedAt,
        },
        {
          workspaceId,
          userId: hana,
          role: "member",
          name: "Hana Okafor",
          email: "h@x.example",
          joinedAt,
          removedAt: new Date(),
        },
      ],
    });
  });
  await bookHistory();
});

async function bookHistory() {
  const door = createDoor({ pool: () => pool("ledger"), now: () => new Date(now) });
  const post = async (hours: number, command: Parameters<typeof door.post>[2]) => {
    now = START + hours * HOUR;
    const answer = await door.post(workspaceId, "ai", command);
    if (!answer.ok) throw new Error(answer.reason);
    return answer;
  };
  const system = { type: "system" } as const;
  await post(0, {
    type: "grant",
    key: "g",
    lotId,
    source: "grant",
    sourceId: null,
    label: "Popular",
    amount: credits(10_000),
    expiresAt: null,
    actor: system,
    reason: "To begin with",
  });
  const about = {
    actor: { type: "member", id: hana } as const,
    reason: "Messages",
    operation: "dm_premium",
    subject: "Café owners, 2 messages",
    campaignId,
    quantity: 2,
    rateCardVersion: "2026-10-01",
    quotedMax: credits(1_200),
    inputs: {
      campaign: "Spring",
      items: [
        { label: "Message 1", note: "900 words", amount: 400 },
        { label: "Message 2", note: "1,000 words", amount: 450 },
      ],
    },
  };
  await post(30, {
    type: "hold",
    key: "h",
    holdId,
    amount: credits(1_200),
    lapsesAt: new Date(START + 40 * HOUR),
    ...about,
  });
  const charge = await post(31, {
    type: "capture",
    key: "c",
    holdId,
    amount: credits(850),
    settle: true,
    ...about,
  });
  await post(50, {
    type: "refund",
    key: "r",
    corrects: charge.seq,
    amount: credits(450),
    actor: system,
    reason: "Message 2 failed",
  });
}

const rows = async () =>
  (await findHistory({ workspaceId, timeZone: "Europe/Lisbon", filters: NO_FILTERS })).rows;

test("the history of a run held, charged and refunded: holds and releases are no rows", async () => {
  expect(
    (await rows()).map(({ label, amount, balanceAfter }) => [label, amount, balanceAfter]),
  ).toEqual([
    ["Refund", 450, 9_600],
    ["Direct messages, premium", -850, 9_150],
    ["Grant", 10_000, 10_000],
  ]);
});

test("a charge tells its units, what was held and returned, its lot, and its refund", async () => {
  const [refund, charge, grant] = await rows();
  const found = await findEntry(workspaceId, { kind: "ai", seq: charge?.seq ?? 0 });
  expect(found?.transaction.actor).toEqual({ kind: "removed", id: hana, name: "Hana Okafor" });
  expect(found?.explained).toMatchObject({
    why: { lines: [{ amount: 400 }, { amount: 450 }] },
    quoted: { min: null, max: 1_200 },
    held: { amount: 1_200, returned: 350, page: null },
    takenFrom: [{ label: "Popular", amount: 850, cameIn: grant?.id }],
    balanceBefore: 10_000,
    campaign: { id: campaignId, name: "Spring" },
    refunds: [{ id: refund?.id, amount: 450 }],
  });
  const back = await findEntry(workspaceId, { kind: "ai", seq: refund?.seq ?? 0 });
  expect(back?.explained.corrects).toMatchObject({
    id: charge?.id,
    label: "Direct messages, premium",
  });
});

test("an opened row has its neighbours in the filtered history, and its formula", async () => {
  const [refund, charge, grant] = await rows();
  const open = (filters: Partial<Filters>) =>
    findOpenEntry({
      workspaceId,
      timeZone: "Europe/Lisbon",
      filters: { ...NO_FILTERS, ...filters },
      of: { kind: "ai", seq: charge?.seq ?? 0 },
      now: new Date(now),
    });
  expect(await open({})).toMatchObject({
    newer: refund?.id,
    older: grant?.id,
    inFilter: true,
    explained: {
      formula: { text: expect.stringContaining("per word") },
      cheaper: { quantity: 2, tier: "standard" },
    },
  });
  expect(await open({ op: "grant" })).toMatchObject({
    newer: null,
    older: grant?.id,
    inFilter: false,
  });
});

test("a lot leads to the row it came in with, in its own workspace and kind only", async () => {
  const ask = (over: { workspaceId?: string; kind?: "ai" | "lead" }) =>
    findLotEntries({ workspaceId, kind: "ai", lots: [lotId, newId()], ...over });
  expect([...(await ask({}))]).toEqual([[lotId, "ai-1"]]);
  expect((await ask({ kind: "lead" })).size).toBe(0);
  expect((await ask({ workspaceId: newId() })).size).toBe(0);
});

test("a lot was last charged when the last of its charges was made, and by no refund", async () => {
  const ask = (over: { workspaceId?: string; kind?: "ai" | "lead"; lot?: string }) =>
    findLastCharge({ workspaceId, kind: "ai", lot: lotId, ...over });
  expect(await ask({})).toEqual(new Date(START + 31 * HOUR));
  expect(await ask({ lot: newId() })).toBeNull();
  expect(await ask({ kind: "lead" })).toBeNull();
  expect(await ask({ workspaceId: newId() })).toBeNull();
});

test("another workspace has no such row, and nobody has one for a hold", async () => {
  const [, charge] = await rows();
  expect(await findEntry(newId(), { kind: "ai", seq: charge?.seq ?? 0 })).toBeNull();
  expect(await findEntry(workspaceId, { kind: "ai", seq: 2 })).toBeNull();
  expect(await findEntry(workspaceId, { kind: "lead", seq: 1 })).toBeNull();
});

test("the series holds each day's balance and the steps", async () => {
  const series = await findBalanceSeries({
    workspaceId,
    kind: "ai",
    timeZone: "Europe/Lisbon",
    days: 5,
    now: new Date("2026-11-05T09:00:00Z"),
  });
  expect(series.since).toBe("2026-11-01");
  expect(series.points.map(({ at, balance }) => [at.slice(0, 10), balance])).toEqual([
    ["2026-11-02", 10_000],
    ["2026-11-03", 9_150],
    ["2026-11-04", 9_600],
    ["2026-11-05", 9_600],
  ]);
  expect(series.steps).toMatchObject([{ type: "grant", amount: 10_000, balanceAfter: 10_000 }]);
});

test("of more steps than a chart has room for, the series keeps the newest, in the order of time", async () => {
  const busy = newId();
  const entries = Array.from({ length: 103 }, (_, index) => ({
    kind: "ai" as const,
    seq: index + 1,
    type: "grant",
    amount: 100,
    at: new Date(START + index * 60_000),
    operation: null,
  }));
  await plantEntries(busy, entries);
  const { steps } = await findBalanceSeries({
    workspaceId: busy,
    kind: "ai",
    timeZone: "UTC",
    days: 5,
    now: new Date("2026-11-05T09:00:00Z"),
  });
  expect(steps.map(({ id }) => id)).toEqual(entries.slice(3).map(({ seq }) => `ai-${seq}`));
});

test("filters offer the people, those who left last, and the campaigns by name", async () => {
  expect((await findPeople(workspaceId)).map(({ name, removed }) => [name, removed])).toEqual([
    ["Mei Tanaka", false],
    ["Hana Okafor", true],
  ]);
  expect(await campaignsOf(workspaceId)).toEqual([{ id: campaignId, name: "Spring" }]);
});

test("a filter's page carries the latest campaigns and the chosen one, and says that there are more", async () => {
  const busy = newId();
  const entries = Array.from({ length: 52 }, (_, index) => ({
    kind: index % 2 ? ("ai" as const) : ("lead" as const),
    seq: index + 1,
    at: new Date(START + index * 60_000),
    campaignId: newId(),
    subject: `Campaign ${index + 1}`,
  }));
  await plantEntries(busy, entries);
  const newest = entries.toReversed().map(({ subject }) => subject);
  const oldest = entries[0]?.campaignId ?? null;
  const namesOf = (choices: { name: string }[]) => choices.map(({ name }) => name);

  const all = await findCampaignChoices(busy, null);
  expect(namesOf(all.campaigns)).toEqual(newest.slice(0, 50));
  expect(all.moreCampaigns).toBe(true);
  const chosen = await findCampaignChoices(busy, oldest);
  expect(namesOf(chosen.campaigns)).toEqual([...newest.slice(0, 50), "Campaign 1"]);
  expect(namesOf((await findCampaignChoices(busy, newId())).campaigns)).toHaveLength(50);
  expect(namesOf(await campaignsOf(busy))).toEqual(newest);
  expect(await findCampaignChoices(workspaceId, campaignId)).toEqual({
    campaigns: [{ id: campaignId, name: "Spring" }],
    moreCampaigns: false,
  });
});

test("an export is exactly the filtered history, however many batches it takes", async () => {
  const large = newId();
  const entries = Array.from({ length: 2_345 }, (_, index) => ({
    kind: index % 3 ? ("ai" as const) : ("lead" as const),
    seq: index + 1,
    at: new Date(START + index * 60_000),
    operation: index % 2 ? "dm_premium" : "rss_item",
  }));
  await plantEntries(large, entries);
  const filters = { ...NO_FILTERS, op: "dm_premium" };
  const ids: string[] = [];
  for await (const batch of exportHistory({ workspaceId: large, timeZone: "UTC", filters })) {
    ids.push(...batch.map(({ id }) => id));
  }
  const expected = entries.filter(({ operation }) => operation === "dm_premium").reverse();
  expect(ids).toEqual(expected.map(({ kind, seq }) => `${kind}-${seq}`));
});
