import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import { addDays } from "@/lib/credits/core/date";
import { anotherDoor, charge, grant, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { startOfDay } from "@/lib/usage/core/calendar";
import { bandsOf } from "@/lib/usage/core/team/bands";
import { barsOf } from "@/lib/usage/core/team/chart";
import { type Period, periodsOf } from "@/lib/usage/core/team/periods";
import { byName } from "@/lib/usage/core/team/sums";
import { itemsOf } from "@/lib/usage/core/team/usage";
import { exportUsage } from "@/lib/usage/queries/team/export";
import { ines, tomasz } from "@/lib/usage/queries/team/testing";
import { findTeamUsage, type TeamUsageQuery } from "@/lib/usage/queries/team/usage";

// Half an hour from every full one, and clocks change on 1 November.
const ZONE = "America/St_Johns";
const RANGE = { from: "2026-09-21", to: "2026-11-20" };
/** 61 days are compared with those nine weeks earlier. */
const NINE_WEEKS = 63;
const FIRST = addDays(RANGE.from, -NINE_WEEKS);

/** What each day used: in its first instant by one member, a millisecond before its end by another. */
const usedOn = (day: string) => Number(day.slice(8)) * 100 + Number(day.slice(5, 7));

const query = (workspaceId: string, timeZone: string, periods: Period[]): TeamUsageQuery => ({
  workspaceId,
  kind: "ai",
  timeZone,
  member: null,
  campaign: null,
  periods,
  step: "day",
  comparison: "before",
  group: "operation",
});

test("what a range is compared with is what the same weekdays before used, bar by bar and in the export", async () => {
  const workspaceId = await newWorkspace(ZONE);
  let now = startOfDay(FIRST, ZONE);
  const door = anotherDoor(() => now);
  const post = async (said: Command) =>
    expect(await door.post(workspaceId, "ai", said)).toMatchObject({ ok: true });
  await post(grant(9_000_000));
  const by = (id: string, operation: string) => ({
    actor: { type: "member", id } as const,
    operation,
  });
  for (let day = FIRST; day <= RANGE.to; day = addDays(day, 1)) {
    now = startOfDay(day, ZONE);
    await post(charge(usedOn(day), by(ines, "dm_premium")));
    now = new Date(startOfDay(addDays(day, 1), ZONE).getTime() - 1);
    await post(charge(1, by(tomasz, "single_post")));
  }

  const periods = periodsOf(RANGE, "day");
  const asked = query(workspaceId, ZONE, periods);
  const facts = await findTeamUsage(asked);
  const before = facts.before?.uses ?? [];
  const items = itemsOf(facts.uses, before, (name) => name);
  const bands = bandsOf(items, byName(facts.ranking), "operation");
  const { uses, since } = facts;
  const bars = barsOf({ ...asked, bands, uses, before, since });
  expect(bars.map(({ from, used, before: earlier }) => [from, used, earlier])).toEqual(
    periods.map(({ from }) => [from, usedOn(from) + 1, usedOn(addDays(from, -NINE_WEEKS)) + 1]),
  );
  expect(since).toBe(FIRST);
  const earlierDays = periods.map(({ from }) => addDays(from, -NINE_WEEKS));
  const all = earlierDays.reduce((sum, day) => sum + usedOn(day), 0);
  expect(items.find(({ name }) => name === "dm_premium")?.before).toBe(all);
  expect(facts.before?.actors.find(({ name }) => name === ines)?.used).toBe(all);
  expect(facts.before?.actors.find(({ name }) => name === tomasz)?.used).toBe(61);

  const lines = (await Array.fromAsync(exportUsage(asked))).flat();
  expect(
    lines.map(({ range, period, name, used }) => [range, period.from, period.to, name, used]),
  ).toEqual(
    (["shown", "compared"] as const).flatMap((range) =>
      (range === "shown" ? periods.map(({ from }) => from) : earlierDays).flatMap((day) => [
        [range, day, day, "dm_premium", usedOn(day)],
        [range, day, day, "single_post", 1],
      ]),
    ),
  );
  // Of one member alone, what it is compared with is that member's.
  const own = await findTeamUsage({ ...asked, member: tomasz });
  expect(own.before?.uses.reduce((sum, { used }) => sum + used, 0)).toBe(61);
  expect(await findTeamUsage({ ...asked, comparison: "none" })).toMatchObject({ before: null });
});

test("what came in lies on the workspace's own day, to the millisecond", async () => {
  const workspaceId = await newWorkspace("Asia/Kathmandu");
  let now = new Date();
  const door = anotherDoor(() => now);
  // Midnight there is a quarter past six in the evening, UTC.
  for (const [at, amount] of [
    ["2026-02-28T18:15:00Z", 500_00],
    ["2026-03-01T18:14:59.999Z", 1_00],
    ["2026-03-02T18:15:00Z", 20_00],
    ["2026-03-03T18:15:00Z", 7_00],
  ] as const) {
    now = new Date(at);
    const said = grant(credits(amount), { source: "purchase" });
    expect(await door.post(workspaceId, "ai", said)).toMatchObject({ ok: true });
  }
  const periods = periodsOf({ from: "2026-03-01", to: "2026-03-03" }, "day");
  const facts = await findTeamUsage(query(workspaceId, "Asia/Kathmandu", periods));
  expect(facts.since).toBe("2026-03-01");
  expect(facts.arrivals.map(({ period, amount }) => [period, amount])).toEqual([
    [0, 501_00],
    [2, 20_00],
  ]);
});
