import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import { anotherDoor, charge, grant, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { findBalanceSeries } from "@/lib/usage/queries/series";

test("each day closes at the workspace's own midnight, also where clocks change, and grants are steps like purchases", async () => {
  // On 1 November clocks go back in St. John's, half an hour from every full one.
  const timeZone = "America/St_Johns";
  const workspaceId = await newWorkspace(timeZone);
  let now = new Date();
  const door = anotherDoor(() => now);
  const post = async (at: string, said: Command) => {
    now = new Date(at);
    expect(await door.post(workspaceId, "ai", said)).toMatchObject({ ok: true });
  };
  await post("2026-10-30T12:00:00Z", grant(100_00));
  await post("2026-11-01T02:29:59.999Z", charge(1_00));
  await post("2026-11-01T02:30:00Z", charge(2_00));
  await post("2026-11-02T03:29:59.999Z", charge(4_00));
  await post("2026-11-02T03:30:00Z", charge(8_00));
  await post("2026-11-03T12:00:00Z", grant(credits(50_00), { source: "purchase" }));

  const series = await findBalanceSeries({
    workspaceId,
    kind: "ai",
    timeZone,
    days: 3,
    now: new Date("2026-11-03T13:00:00Z"),
  });
  expect(series.points).toEqual([
    { at: "2026-10-31T02:30:00.000Z", balance: 100_00 },
    { at: "2026-11-01T02:30:00.000Z", balance: 99_00 },
    { at: "2026-11-02T03:30:00.000Z", balance: 93_00 },
    { at: "2026-11-03T03:30:00.000Z", balance: 85_00 },
  ]);
  expect(series.since).toBe("2026-10-30");
  expect(series.steps.map(({ type, balanceAfter }) => [type, balanceAfter])).toEqual([
    ["purchase", 135_00],
  ]);
  const wider = await findBalanceSeries({ workspaceId, kind: "ai", timeZone, days: 5, now });
  expect(wider.steps.map(({ type }) => type)).toEqual(["grant", "purchase"]);
});
