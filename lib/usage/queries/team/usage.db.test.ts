import { beforeAll, describe, expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { anotherDoor, command, grant, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { Day } from "@/lib/usage/core/calendar";
import { bandsOf } from "@/lib/usage/core/team/bands";
import { barsOf } from "@/lib/usage/core/team/chart";
import { cumulate } from "@/lib/usage/core/team/cumulative";
import { periodsOf } from "@/lib/usage/core/team/periods";
import { byName } from "@/lib/usage/core/team/sums";
import { itemsOf } from "@/lib/usage/core/team/usage";
import type { Grouping, Step } from "@/lib/usage/core/team/view";
import { exportUsage } from "@/lib/usage/queries/team/export";
import { type Dimension, type UsageScope, usageOf } from "@/lib/usage/queries/team/sums";
import {
  campaigns,
  history,
  ines,
  isWanted,
  key,
  naive,
  tomasz,
  type UseHistory,
  usesIn,
  ZONES,
  type Zone,
} from "@/lib/usage/queries/team/testing";
import {
  COLUMN,
  findTeamUsage,
  scopeOf,
  type TeamUsageQuery,
} from "@/lib/usage/queries/team/usage";

type SubjectFilter = Pick<UsageScope, "member" | "campaign" | "operation">;

const DIMENSIONS: Dimension[][] = [
  [],
  ["period"],
  ["operation"],
  ["actor"],
  ["campaign"],
  ["period", "operation"],
  ["period", "actor"],
  ["period", "campaign"],
  ["actor", "operation"],
  ["actor", "campaign"],
  ["operation", "campaign"],
];
const FILTERS: SubjectFilter[] = [
  { member: null, campaign: null },
  { member: ines, campaign: null },
  { member: key, campaign: null },
  { member: "system", campaign: null },
  { member: null, campaign: campaigns[0] ?? null },
  { member: tomasz, campaign: campaigns[1] ?? null },
  { member: newId(), campaign: null },
  { member: null, campaign: null, operation: "dm_premium" },
];

/** Rows of sums under the names that `naive` gives them. */
function byNames(
  rows: readonly { used: number; charges: number }[],
  dimensions: readonly Dimension[],
) {
  const named = rows.map(({ used, charges, ...names }) => {
    const values = dimensions.map((one) => (names as Record<string, unknown>)[one]);
    return [values.join("|"), { used, charges }] as const;
  });
  return Object.fromEntries(named.toSorted());
}

async function compareAll(
  { workspaceId, uses }: UseHistory,
  timeZone: string,
  range: { from: Day; to: Day },
) {
  for (const step of ["day", "week", "month"] satisfies Step[]) {
    for (const wanted of FILTERS) {
      const scope = scopeOf(
        { workspaceId, kind: "ai", timeZone, ...wanted },
        periodsOf(range, step),
      );
      // One transaction for all of them: they are questions about the same days.
      await inWorkspace(workspaceId, async (tx) => {
        const sums = await usageOf(tx, scope);
        for (const dimensions of DIMENSIONS) {
          expect(
            byNames(await sums(scope, dimensions), dimensions),
            `${timeZone} ${step} ${dimensions} ${JSON.stringify(wanted)}`,
          ).toEqual(naive(uses, scope, dimensions));
        }
      });
    }
  }
}

const query = (
  workspaceId: string,
  timeZone: string,
  over: Partial<TeamUsageQuery> = {},
): TeamUsageQuery => ({
  workspaceId,
  kind: "ai",
  timeZone,
  member: null,
  campaign: null,
  periods: [],
  step: "day",
  comparison: "before",
  group: "operation",
  ...over,
});

describe.each(Object.keys(ZONES) as Zone[])("in %s", (zone) => {
  let told: UseHistory;
  beforeAll(async () => {
    told = await history(zone, zone.length * 7_919);
  });

  const DIVIDED = { operation: "operation", member: "actor", campaign: "campaign" } as const;

  test("what was used is the sum of the entries, to the hundredth, however it is divided", async () => {
    expect(told.uses.length).toBeGreaterThan(300);
    await compareAll(told, zone, ZONES[zone]);
  });

  test("the page's figures, bars, tables and export all say the same", async () => {
    const periods = periodsOf(ZONES[zone], "day");
    const inRange = told.uses.filter(({ day }) => day >= ZONES[zone].from && day <= ZONES[zone].to);
    const total = inRange.reduce((sum, { used }) => sum + used, 0);
    for (const group of ["operation", "member", "campaign"] satisfies Grouping[]) {
      const asked = query(told.workspaceId, zone, { periods, group });
      const facts = await findTeamUsage(asked);
      const items = itemsOf(facts.uses, facts.before?.uses ?? null, (name) => name);
      const bands = bandsOf(items, byName(facts.ranking), group);
      const bars = barsOf({
        ...asked,
        bands,
        uses: facts.uses,
        before: facts.before?.uses ?? null,
        since: facts.since,
      });
      const sum = (rows: readonly { used: number }[]) =>
        rows.reduce((all, { used }) => all + used, 0);
      const parts = bars.flatMap((bar) => bar.parts);
      expect([
        sum(bands),
        sum(bars),
        sum(facts.actors),
        sum(facts.operations),
        parts.reduce((a, b) => a + b, 0),
      ]).toEqual(Array(5).fill(total));
      const named = inRange.map((use) => ({ ...use, name: use[DIVIDED[group]] }));
      expect(byName(facts.uses)).toEqual(byName(named));
      if (group !== "member") expect(sum(facts.shares)).toBe(total);
      const lines = (await Array.fromAsync(exportUsage(asked))).flat();
      expect(sum(lines.filter(({ range }) => range === "shown"))).toBe(total);
      expect(lines).toHaveLength(facts.uses.length + (facts.before?.uses.length ?? 0));
      expect(COLUMN[group] in (facts.uses[0] ?? {})).toBe(true);
    }
  });

  test("use that is added up ends with the entries' sum, and so do the runs of each operation, to the hundredth", async () => {
    const inRange = told.uses.filter(({ day }) => day >= ZONES[zone].from && day <= ZONES[zone].to);
    const sum = (rows: readonly { used: number }[]) =>
      rows.reduce((all, { used }) => all + used, 0);
    for (const step of ["day", "week"] satisfies Step[]) {
      const periods = periodsOf(ZONES[zone], step);
      for (const member of [null, ines, key, "system"]) {
        for (const operation of ["dm_premium", "custom:scan"]) {
          const asked = query(told.workspaceId, zone, { periods, step, member, operation });
          const facts = await findTeamUsage(asked);
          const items = itemsOf(facts.uses, null, (name) => name);
          const bands = bandsOf(items, byName(facts.ranking), "operation");
          const bars = barsOf({ ...asked, bands, uses: facts.uses, before: null, since: null });
          const scope = { ...scopeOf(asked, periods), operation };
          const wanted = inRange.filter((use) => isWanted(use, scope));
          const costs = facts.costs ?? [];
          expect(cumulate(bars).at(-1)?.total.used).toBe(sum(wanted));
          expect(costs.reduce((all, { cost }) => all + cost, 0)).toBe(sum(wanted));
          expect(costs).toHaveLength(wanted.reduce((all, { charges }) => all + charges, 0));
        }
      }
    }
  });

  test("another time zone is exact at once, and still so when the rollups were told anew", async () => {
    const other = zone === "Asia/Kolkata" ? "Pacific/Apia" : "Asia/Kolkata";
    const { workspaceId } = told;
    await inWorkspace(workspaceId, (tx) =>
      tx.workspace.update({ where: { id: workspaceId }, data: { timeZone: other } }),
    );
    const uses = await usesIn(workspaceId, other);
    await compareAll({ workspaceId, uses }, other, ZONES[zone]);
    const door = anotherDoor(() => new Date());
    const answer = await door.post(
      workspaceId,
      "ai",
      command({ type: "charge", amount: credits(0) }),
    );
    expect(answer.ok).toBe(true);
    const account = await inWorkspace(workspaceId, (tx) =>
      tx.creditAccount.findFirst({ where: { workspaceId, kind: "ai" } }),
    );
    expect(account?.usageZone).toBe(other);
    await compareAll({ workspaceId, uses }, other, ZONES[zone]);
  });
});

test("what came in is told by period, and as bought only when all of it was", async () => {
  const workspaceId = await newWorkspace();
  let now = new Date("2026-03-01T10:00:00Z");
  const door = anotherDoor(() => now);
  const comes = async (day: string, source: "purchase" | "grant", amount: number) => {
    now = new Date(`2026-03-${day}T10:00:00Z`);
    expect(await door.post(workspaceId, "ai", grant(amount, { source }))).toMatchObject({
      ok: true,
    });
  };
  await comes("01", "purchase", 500_00);
  await comes("03", "grant", 1_00);
  await comes("05", "purchase", 200_00);
  await comes("05", "grant", 3_00);
  const periods = periodsOf({ from: "2026-03-01" as Day, to: "2026-03-06" as Day }, "day");
  const { arrivals } = await findTeamUsage(query(workspaceId, "UTC", { periods }));
  expect(arrivals).toEqual([
    { period: 0, amount: 500_00, type: "purchase" },
    { period: 2, amount: 1_00, type: "grant" },
    { period: 4, amount: 203_00, type: "both" },
  ]);
});

test("another workspace's use is nobody's", async () => {
  const { workspaceId } = await history("Europe/London", 5);
  const stranger = await newWorkspace("Europe/London");
  const periods = periodsOf(ZONES["Europe/London"], "day");
  const facts = await findTeamUsage(query(stranger, "Europe/London", { periods }));
  expect(facts).toMatchObject({ uses: [], actors: [], operations: [], arrivals: [], since: null });
  // Its name in the question is not enough: the transaction is confined to the other one.
  const crossed = await inWorkspace(stranger, async (tx) => {
    const scope = scopeOf(query(workspaceId, "Europe/London"), periods);
    return (await usageOf(tx, scope))(scope, ["operation"]);
  });
  expect(crossed).toEqual([]);
});

test("what was used of one kind is nothing of the other", async () => {
  const { workspaceId } = await history("Europe/London", 6);
  const periods = periodsOf(ZONES["Europe/London"], "day");
  const asked = query(workspaceId, "Europe/London", { periods });
  expect((await findTeamUsage(asked)).uses).not.toEqual([]);
  expect(await findTeamUsage({ ...asked, kind: "lead" })).toMatchObject({
    uses: [],
    actors: [],
    operations: [],
    arrivals: [],
    names: { campaigns: new Map() },
    since: null,
  });
});
