import { afterEach, expect, test, vi } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { finishRun } from "@/lib/credits/mutations/runs";
import { writeExpiries } from "@/lib/credits/mutations/sweep";
import { aWorkspace } from "@/lib/credits/mutations/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { lotsOf } from "@/lib/credits/queries/lots";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";

afterEach(() => vi.restoreAllMocks());

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR);

test("a workspace without any credits has a balance too", async () => {
  const { workspaceId } = await aWorkspace();
  expect(await balanceOf(workspaceId, "ai", clock.now())).toMatchObject({
    kind: "ai",
    current: 0,
    available: 0,
    level: "empty",
    pacePerDay: null,
    runsOut: null,
    heldBy: [],
    last: null,
    version: 0,
  });
});

test("as of an instant it is right before the sweeper has written anything, and the same afterwards", async () => {
  const { workspaceId, grant, started, balance, capture } = await aWorkspace();
  await grant(500, inHours(2));
  await grant(300);
  const runId = await started(8);
  await capture(runId, 1, "a");
  expect(await balance()).toEqual({ current: 730, held: 490, available: 240 });

  const after = async (hours: number) => {
    const at = await balanceOf(workspaceId, "lead", inHours(hours));
    return { current: at.current / 100, held: at.held / 100, available: at.available / 100 };
  };
  // The hold took the lot that expires; what it keeps outlives the lot, and is gone when the hold lapses.
  expect(await after(3)).toEqual({ current: 730, held: 490, available: 240 });
  const lapsed = await after(25);
  vi.spyOn(clock, "now").mockImplementation(() => inHours(25));
  await writeExpiries();
  expect(await after(25)).toEqual(lapsed);
  expect(lapsed).toEqual({ current: 300, held: 0, available: 300 });
});

test("the last transaction is the newest row of the history: holds and releases are none", async () => {
  const { workspaceId, grant, started, capture } = await aWorkspace();
  await grant(500);
  const runId = await started(2);
  await capture(runId, 1, "a");
  await finishRun({ workspaceId, runId });
  const { last, lifetimeUsed, level } = await balanceOf(workspaceId, "lead", clock.now());
  expect(last).toMatchObject({ label: "CSV import, usernames", amount: -7_000 });
  expect({ lifetimeUsed, level }).toEqual({ lifetimeUsed: 7_000, level: "ok" });
});

test("one time of being low is told from the next by the row that crossed, and what moves between them is neither", async () => {
  const { workspaceId, grant, started, capture } = await aWorkspace();
  const crossedAt = async () => (await balanceOf(workspaceId, "lead", clock.now())).crossedAt;
  expect(await crossedAt()).toBe(0);
  await grant(150);
  expect(await crossedAt()).toBe(0);
  const runId = await started(1);
  const first = await crossedAt();
  expect(first).toBeGreaterThan(0);
  await capture(runId, 1, "a");
  expect(await crossedAt()).toBe(first);
  await grant(50);
  expect(await crossedAt()).toBe(first);
  await started(1);
  expect(await crossedAt()).toBeGreaterThan(first);
});

test("a hold is named by what it is for, and a program's without such a name by its operation", async () => {
  const { workspaceId, actorId, grant, started } = await aWorkspace();
  await grant(500);
  await started(1);
  await post(workspaceId, "lead", {
    type: "hold",
    key: newId(),
    holdId: newId(),
    operation: "custom:crawl",
    amount: credits(10_00),
    lapsesAt: inHours(1),
    actor: { type: "api_key", id: actorId },
    reason: "Hold",
  });
  const { heldBy } = await balanceOf(workspaceId, "lead", clock.now());
  expect(heldBy.map(({ subject }) => subject)).toEqual(["Crawl", "owners.csv"]);
});

test("of many holds of programs the newest and the largest are named, and the others told as one", async () => {
  const { workspaceId, actorId, grant, started } = await aWorkspace();
  await grant(5_000);
  await started(1);
  const lapsesAt = inHours(1);
  const hold = (amount: number) =>
    post(workspaceId, "lead", {
      type: "hold",
      key: newId(),
      holdId: newId(),
      subject: `${amount} leads`,
      amount: credits(amount),
      lapsesAt,
      actor: { type: "api_key", id: actorId },
      reason: "Hold",
    });
  const told = async () => {
    const { held, heldBy } = await balanceOf(workspaceId, "lead", clock.now());
    expect(heldBy.reduce((sum, { amount }) => sum + amount, 0)).toBe(held);
    return heldBy.map(({ subject, count }) => [subject, count]);
  };
  const each = (amounts: number[]) => amounts.map((amount) => [`${amount} leads`, 1]);
  for (const amount of [20, 19, 18, 4, 3, 2, 1]) await hold(amount);
  expect(await told()).toEqual([...each([1, 2, 3, 4, 18, 19, 20]), ["owners.csv", 1]]);
  for (const amount of [5, 6, 7]) await hold(amount);
  expect(await told()).toEqual([
    ...each([7, 6, 5, 18, 19, 20]),
    ["owners.csv", 1],
    ["Holds of programs", 4],
  ]);
});

test("no balance ever shows half of a charge", async () => {
  const { workspaceId, grant, started, capture } = await aWorkspace();
  await grant(7_000);
  const runId = await started(60);
  const work = (async () => {
    for (let part = 0; part < 60; part += 1) await capture(runId, 1, `part ${part}`);
  })();
  let looks = 0;
  let over = false;
  void work.then(() => {
    over = true;
  });
  while (!over) {
    const { current, held, available, lifetimeUsed } = await balanceOf(
      workspaceId,
      "lead",
      clock.now(),
    );
    expect(current + lifetimeUsed).toBe(700_000);
    expect(available + held).toBe(current);
    looks += 1;
  }
  expect(looks).toBeGreaterThan(5);
});

test("lots are listed in the order they are used", async () => {
  const { workspaceId, grant, started } = await aWorkspace();
  await grant(100);
  await grant(200, inHours(48));
  await grant(70, inHours(24));
  await started(1);
  const lots = await lotsOf(workspaceId, "lead", clock.now());
  expect(lots.map(({ bought, left, state }) => [bought / 100, left / 100, state])).toEqual([
    [70, 70, "in_use"],
    [200, 200, "waiting"],
    [100, 100, "waiting"],
  ]);
});
