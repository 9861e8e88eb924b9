import { afterEach, expect, test, vi } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import {
  charge,
  command,
  grant,
  mustPost,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import {
  adjustmentsSince,
  chargesSince,
  expiriesSince,
  usedFrom,
} from "@/lib/credits/queries/movements";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";

afterEach(() => vi.restoreAllMocks());

const HOUR = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms);

test("a run's charges are one, the largest comes first, and every charge is in the sum", async () => {
  const workspaceId = await newWorkspace();
  const account = { workspaceId, kind: "ai" as const };
  const member = newId();
  const runId = newId();
  const actor = { type: "member" as const, id: member };
  await post(workspaceId, "ai", grant(100_00));
  for (const part of [300, 200, 100]) {
    await post(
      workspaceId,
      "ai",
      charge(part, { runId, operation: "dm_premium", subject: "Cafés", actor }),
    );
  }
  for (const amount of [500, 400, 50, 0]) await post(workspaceId, "ai", charge(amount));

  const charges = await chargesSince(account, ago(HOUR));
  expect(charges).toMatchObject({ used: 15_50, count: 6, complete: true });
  expect(
    charges.largest.map(({ id, runId: of, used, charges: count }) => [id, of, used, count]),
  ).toEqual([
    ["ai-4", runId, 6_00, 3],
    ["ai-5", null, 5_00, 1],
    ["ai-6", null, 4_00, 1],
  ]);
  expect(charges.largest[0]).toMatchObject({
    operation: "dm_premium",
    subject: "Cafés",
    actor: { id: member, kind: "member" },
  });
  expect(await chargesSince(account, new Date(Date.now() + HOUR))).toEqual({
    used: 0,
    refunded: 0,
    count: 0,
    complete: true,
    largest: [],
  });
  const elsewhere = { workspaceId: await newWorkspace(), kind: "ai" as const };
  expect(await chargesSince(elsewhere, ago(HOUR))).toMatchObject({ count: 0 });
  expect(await chargesSince({ ...account, kind: "lead" }, ago(HOUR))).toMatchObject({ count: 0 });
});

test("what expired and what was adjusted are told as the rows they are", async () => {
  const workspaceId = await newWorkspace();
  const account = { workspaceId, kind: "ai" as const };
  await post(workspaceId, "ai", grant(40_00, { expiresAt: ago(HOUR) }));
  await post(workspaceId, "ai", grant(10_00));
  await post(
    workspaceId,
    "ai",
    command({ type: "adjust", amount: credits(2_50), reason: "Granted twice" }),
  );

  const [expired] = await expiriesSince(account, ago(48 * HOUR), new Date());
  expect(expired).toMatchObject({ amount: -40_00 });
  expect(await adjustmentsSince(account, ago(HOUR))).toMatchObject([
    { amount: -2_50, reason: "Granted twice", cause: "hand" },
  ]);
  expect(await adjustmentsSince(account, new Date(Date.now() + HOUR))).toEqual([]);
  const elsewhere = { workspaceId: await newWorkspace(), kind: "ai" as const };
  expect(await expiriesSince(elsewhere, ago(48 * HOUR), new Date())).toEqual([]);
});

test("a refund is taken off what was used, of a run and of the whole", async () => {
  const workspaceId = await newWorkspace();
  const account = { workspaceId, kind: "ai" as const };
  const runId = newId();
  await mustPost(workspaceId, grant(100_00));
  await mustPost(workspaceId, charge(6_00, { runId }));
  const failed = await mustPost(workspaceId, charge(5_00, { runId }));
  const whole = await mustPost(workspaceId, charge(9_00));
  await mustPost(workspaceId, charge(6_50));
  for (const [{ seq }, amount] of [
    [failed, 3_00],
    [failed, 1_00],
    [whole, 9_00],
  ] as const) {
    await mustPost(
      workspaceId,
      command({ type: "refund", corrects: Number(seq), amount: credits(amount) }),
    );
  }

  const charges = await chargesSince(account, ago(HOUR));
  expect(charges).toMatchObject({ used: 13_50, refunded: 13_00, count: 4 });
  expect(charges.largest.map(({ used, charges: count }) => [used, count])).toEqual([
    [7_00, 2],
    [6_50, 1],
  ]);
  const dayBefore = ago(24 * HOUR)
    .toISOString()
    .slice(0, 10);
  expect(await usedFrom(account, dayBefore)).toBe(13_50);
  expect(await usedFrom({ ...account, kind: "lead" }, dayBefore)).toBe(0);
});

test("a refund of a purchase, a lost dispute and a correction by hand are told apart", async () => {
  const workspaceId = await newWorkspace();
  const [purchase, disputed, holdId] = [newId(), newId(), newId()];
  const by = { sourceId: disputed, holdId };
  await mustPost(workspaceId, grant(50_00, { source: "purchase", sourceId: purchase }));
  await mustPost(workspaceId, grant(40_00, { source: "purchase", sourceId: disputed }));
  await mustPost(workspaceId, charge(20_00));
  const revoke = (amount: number) =>
    command({
      type: "revoke",
      sourceId: purchase,
      amount: credits(amount),
      reason: "Refund of Popular",
    });
  await mustPost(workspaceId, revoke(10_00));
  await mustPost(workspaceId, grant(10_00, { source: "adjustment", sourceId: purchase }));
  await mustPost(workspaceId, command({ type: "freeze", ...by }));
  await mustPost(workspaceId, command({ type: "forfeit", ...by, amount: credits(30_00) }));
  await mustPost(workspaceId, command({ type: "adjust", amount: credits(2_50) }));
  await mustPost(workspaceId, revoke(90_00));
  // Nothing is left of it: this refund takes nothing.
  await mustPost(workspaceId, revoke(90_00));

  const adjusted = await adjustmentsSince({ workspaceId, kind: "ai" }, ago(HOUR));
  expect(adjusted.map(({ cause, amount }) => [cause, amount])).toEqual([
    ["refund", -27_50],
    ["hand", -2_50],
    ["dispute", -30_00],
    ["refund", 10_00],
    ["refund", -10_00],
  ]);
});

test("what was owed after a lost dispute, and what it takes of a refund that failed, is the dispute's", async () => {
  const workspaceId = await newWorkspace();
  const [spent, refunded] = [newId(), newId()];
  const lose = async (sourceId: string, amount: number) => {
    const about = { sourceId, holdId: newId() };
    await mustPost(workspaceId, command({ type: "freeze", ...about }));
    await mustPost(workspaceId, command({ type: "forfeit", ...about, amount: credits(amount) }));
  };
  await mustPost(workspaceId, grant(20_00, { source: "purchase", sourceId: spent }));
  await mustPost(workspaceId, charge(20_00));
  await lose(spent, 20_00);
  await mustPost(workspaceId, grant(50_00, { source: "purchase", sourceId: refunded }));
  await mustPost(
    workspaceId,
    command({ type: "revoke", sourceId: refunded, amount: credits(30_00) }),
  );
  await lose(refunded, 30_00);
  await mustPost(workspaceId, grant(30_00, { source: "adjustment", sourceId: refunded }));

  const adjusted = await adjustmentsSince({ workspaceId, kind: "ai" }, ago(HOUR));
  expect(adjusted.filter(({ cause }) => cause === "dispute").map(({ reason }) => reason)).toContain(
    "Debt settled",
  );
  expect(
    adjusted
      .map(({ cause, reason }) => [cause, reason])
      .filter(([, why]) => why === "Taken by a lost dispute"),
  ).toEqual([["dispute", "Taken by a lost dispute"]]);
  expect(adjusted.map(({ cause }) => cause)).not.toContain("hand");
});

test("every expiry of the while is told, however many there were", async () => {
  const workspaceId = await newWorkspace();
  for (const hours of [5, 4, 3, 2, 1]) {
    await mustPost(workspaceId, grant(10_00, { expiresAt: ago(hours * HOUR) }));
  }
  await mustPost(workspaceId, grant(1_00));
  const account = { workspaceId, kind: "ai" as const };
  expect(await expiriesSince(account, ago(48 * HOUR), new Date())).toHaveLength(5);
});

test("what the balance no longer counts has expired, with or without a row: once, of a lot or of a hold", async () => {
  const workspaceId = await newWorkspace();
  const account = { workspaceId, kind: "ai" as const };
  const at = (hours: number) => new Date(Date.now() + hours * HOUR);
  await mustPost(workspaceId, grant(10_00, { expiresAt: at(1) }));
  await mustPost(workspaceId, grant(5_00));
  const held = { holdId: newId(), amount: credits(4_00), lapsesAt: at(2) };
  await mustPost(workspaceId, command({ type: "hold", ...held }));

  const later = async (hours: number) => {
    const expired = await expiriesSince(account, ago(HOUR), at(hours));
    const { current } = await balanceOf(workspaceId, "ai", at(hours));
    expect(15_00 + expired.reduce((sum, { amount }) => sum + amount, 0)).toBe(current);
    return expired;
  };
  expect(await later(0.5)).toEqual([]);
  const [free] = await later(1.5);
  expect(free).toMatchObject({ amount: -6_00, reason: "Expired: A lot", unbooked: true });
  expect(await later(3)).toMatchObject([{ amount: -10_00, unbooked: true }]);

  vi.spyOn(clock, "now").mockReturnValue(at(3));
  await mustPost(workspaceId, charge(1));
  const booked = await expiriesSince(account, ago(HOUR), at(3));
  expect(booked.map(({ amount, unbooked }) => [amount, unbooked])).toEqual([
    [-4_00, undefined],
    [-6_00, undefined],
  ]);
});
