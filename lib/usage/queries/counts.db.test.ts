import { expect, test } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { newId } from "@/lib/platform/ids";
import { type Filters, NO_FILTERS } from "@/lib/usage/core/filters";
import { countByOperation } from "@/lib/usage/queries/counts";
import { type PlantedEntry, plantEntries } from "@/lib/usage/queries/testing";

const [ines, tomasz, campaign] = [newId(), newId(), newId()];

/** One entry an hour, the first at midnight of 1 April, from the number given. */
const hours = (from: number, entries: readonly Partial<PlantedEntry>[]): PlantedEntry[] =>
  entries.map((entry, index) => ({
    kind: "ai",
    seq: from + index,
    at: new Date(Date.UTC(2026, 3, 1, from + index - 1)),
    operation: "dm_premium",
    ...entry,
  }));

const FIRST: Partial<PlantedEntry>[] = [
  { type: "purchase", operation: null },
  { actorId: ines },
  { actorId: ines, campaignId: campaign },
  { actorId: tomasz, operation: "dm_standard" },
];

const NEWER: Partial<PlantedEntry>[] = [
  { actorId: ines },
  { type: "hold", operation: null, actorId: ines },
  { type: "refund", operation: null, actorId: ines, campaignId: campaign },
  { actorId: tomasz, campaignId: campaign, operation: "lead_sourcing" },
];

const counter = (workspaceId: string) => async (over: Partial<Filters>) => {
  const filters = { ...NO_FILTERS, ...over };
  const counts = await countByOperation({ workspaceId, timeZone: "UTC", filters });
  return Object.fromEntries(counts.map(({ name, count }) => [name, count]));
};

test("newer entries are added to what was counted, under every filter they belong to", async () => {
  const workspaceId = newId();
  const count = counter(workspaceId);
  const all = () =>
    Promise.all([
      count({}),
      count({ kind: "lead" }),
      count({ member: ines }),
      count({ campaign }),
      count({ member: tomasz, campaign }),
      count({ to: "2026-04-01" }),
      count({ from: "2026-04-02" }),
    ]);
  expect(await all()).toEqual([{}, {}, {}, {}, {}, {}, {}]);
  await plantEntries(workspaceId, hours(1, FIRST));
  const first = { purchase: 1, dm_premium: 2, dm_standard: 1 };
  expect(await all()).toEqual([first, {}, { dm_premium: 2 }, { dm_premium: 1 }, {}, first, {}]);
  await plantEntries(workspaceId, hours(5, NEWER));
  await plantEntries(workspaceId, hours(25, [{ actorId: ines }]));
  await plantEntries(workspaceId, hours(1, [{ kind: "lead", operation: "lead_sourcing" }]));
  const newer = { purchase: 1, dm_premium: 3, dm_standard: 1, refund: 1, lead_sourcing: 1 };
  const both = { ...newer, dm_premium: 4, lead_sourcing: 2 };
  const expected = [
    both,
    { lead_sourcing: 1 },
    { dm_premium: 4, refund: 1 },
    { dm_premium: 1, refund: 1, lead_sourcing: 1 },
    { lead_sourcing: 1 },
    { ...newer, lead_sourcing: 2 },
    { dm_premium: 1 },
  ];
  expect(await all()).toEqual(expected);
  expect(await all()).toEqual(expected);
});

test("what was counted is not read again, however much is newer", async () => {
  const workspaceId = newId();
  const count = counter(workspaceId);
  await plantEntries(workspaceId, hours(1, FIRST));
  expect(await count({ member: ines })).toEqual({ dm_premium: 2 });
  // What no program does to an entry, to see whether it is looked at.
  await asOwner(`update credit_entry set actor_id = $2 where workspace_id = $1 and seq = 2`, [
    workspaceId,
    tomasz,
  ]);
  await plantEntries(workspaceId, hours(5, NEWER));
  expect(await count({ member: ines })).toEqual({ dm_premium: 3, refund: 1 });
  // So many that counting begins anew.
  const many = Array.from({ length: 2_001 }, () => ({ actorId: ines }));
  await plantEntries(workspaceId, hours(9, many));
  expect(await count({ member: ines })).toEqual({ dm_premium: 2_003, refund: 1 });
});

test("another history in its place is counted anew", async () => {
  const workspaceId = newId();
  const count = counter(workspaceId);
  await plantEntries(workspaceId, hours(1, FIRST));
  expect(await count({ member: ines })).toEqual({ dm_premium: 2 });
  await asOwner(`update credit_entry set actor_id = $2, digest = '\\x01' where workspace_id = $1`, [
    workspaceId,
    tomasz,
  ]);
  expect(await count({ member: ines })).toEqual({});
  await asOwner(`delete from credit_entry where workspace_id = $1 and seq = 4`, [workspaceId]);
  expect(await count({ member: tomasz })).toEqual({ purchase: 1, dm_premium: 2 });
});
