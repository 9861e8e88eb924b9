import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { inWorkspace, readTogether } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { dayOf } from "@/lib/usage/core/calendar";
import { type Filters, NO_FILTERS } from "@/lib/usage/core/filters";
import { operationFilter } from "@/lib/usage/core/operations";
import { countByOperation, countHistory } from "@/lib/usage/queries/counts";
import { exportHistory } from "@/lib/usage/queries/export";
import { findHistory, findNeighbours, type HistoryQuery } from "@/lib/usage/queries/history";
import { type PlantedEntry, plantEntries } from "@/lib/usage/queries/testing";
import { parseEntryId } from "@/lib/usage/schema";

const timeZone = "Asia/Kolkata";
const workspaceId = newId();
const otherWorkspace = newId();
const [ines, tomasz, campaign, run] = [newId(), newId(), newId(), newId()];
const START = Date.parse("2026-03-01T00:00:00Z");
const OPERATIONS = ["dm_premium", "dm_standard", "content_generation", "lead_sourcing"];

let planted: PlantedEntry[] = [];

beforeAll(async () => {
  planted = [...shaped("ai", 700, 1), ...shaped("lead", 400, 2)];
  await plantEntries(workspaceId, planted, timeZone);
  await plantEntries(otherWorkspace, [{ kind: "ai", seq: 1, at: new Date(START) }]);
});

/** A history with everything in it that filters tell apart, both kinds often at the very same instant. */
function shaped(kind: "ai" | "lead", count: number, seed: number): PlantedEntry[] {
  const numbers = fc.sample(fc.nat({ max: 1_000_000 }), { numRuns: count * 5, seed });
  const pick = <T>(values: readonly T[], index: number): T =>
    values[(numbers[index] ?? 0) % values.length] as T;
  return Array.from({ length: count }, (_, index) => {
    const type = pick(
      ["charge", "charge", "charge", "hold", "release", "refund", "purchase"],
      index,
    );
    return {
      kind,
      seq: index + 1,
      at: new Date(START + index * 4 * 3_600_000),
      type,
      operation: type === "charge" ? pick(OPERATIONS, count + index) : null,
      actorId: pick([ines, tomasz, null], 2 * count + index),
      campaignId: pick([campaign, null], 3 * count + index),
      runId: pick([run, null, null], 4 * count + index),
    };
  });
}

const visible = (entry: PlantedEntry) => entry.type !== "hold" && entry.type !== "release";

/** The second model: every filter as a sentence over every entry. */
function naive(filters: Filters, zone = timeZone): string[] {
  const wanted = filters.op ? operationFilter(filters.op) : null;
  return planted
    .filter(visible)
    .filter(({ kind }) => !filters.kind || kind === filters.kind)
    .filter(({ type, operation }) =>
      !wanted
        ? true
        : wanted.by === "type"
          ? type === wanted.type
          : wanted.by === "charge"
            ? type === "charge"
            : type === "charge" && wanted.names.includes(operation ?? ""),
    )
    .filter(({ actorId }) =>
      !filters.member ? true : filters.member === "system" ? !actorId : actorId === filters.member,
    )
    .filter(({ campaignId }) => !filters.campaign || campaignId === filters.campaign)
    .filter(({ runId }) => !filters.run || runId === filters.run)
    .filter(({ at }) => !filters.from || dayOf(at, zone) >= filters.from)
    .filter(({ at }) => !filters.to || dayOf(at, zone) <= filters.to)
    .toSorted(
      (a, b) =>
        b.at.getTime() - a.at.getTime() ||
        (a.kind === b.kind ? b.seq - a.seq : a.kind < b.kind ? 1 : -1),
    )
    .map(({ kind, seq }) => `${kind}-${seq}`);
}

const cursor = (id: string | null) => (id ? parseEntryId(id) : null);
const query = (filters: Filters): HistoryQuery => ({
  workspaceId,
  timeZone,
  filters,
  pageSize: 37,
});

async function walk(filters: Filters): Promise<string[]> {
  const ids: string[] = [];
  let before: string | null = null;
  do {
    const page = await findHistory({ ...query(filters), before: cursor(before) });
    ids.push(...page.rows.map(({ id }) => id));
    before = page.older;
  } while (before);
  return ids;
}

const ONE_FILTER: Partial<Filters>[] = [
  { kind: "ai" },
  { kind: "lead" },
  { op: "dm_premium" },
  { op: "group:messages" },
  { op: "refund" },
  { op: "charge" },
  { op: "no_such_operation" },
  { member: ines },
  { member: "system" },
  { member: newId() },
  { campaign },
  { run },
  { from: "2026-04-10" },
  { to: "2026-04-10" },
  { from: "2026-04-10", to: "2026-04-10" },
  { from: "2026-04-01", to: "2026-04-30" },
  { from: "2031-01-01" },
  { to: "2020-01-01" },
];

const PAIRS = ONE_FILTER.flatMap((one, index) =>
  ONE_FILTER.slice(index).map((other) => ({ ...NO_FILTERS, ...one, ...other })),
);

/** Counted, each operation and type for itself, and in all, as a reader of every entry would in that zone. */
async function expectCounts(zone: string, filter: Partial<Filters>): Promise<void> {
  const filters = { ...NO_FILTERS, ...filter };
  const scope = { workspaceId, timeZone: zone, filters };
  const counts = await countByOperation(scope);
  const byName = new Map(counts.map(({ name, count }) => [name, count]));
  expect(byName.size).toBe(counts.length);
  for (const name of [...OPERATIONS, "refund", "purchase"]) {
    const rows = naive({ ...filters, op: name }, zone);
    expect(byName.get(name) ?? 0, `${name} of ${JSON.stringify(filters)}`).toBe(rows.length);
  }
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  expect(total, JSON.stringify(filters)).toBe(naive({ ...filters, op: null }, zone).length);
  expect(await countHistory(scope)).toBe(naive(filters, zone).length);
}

describe("the history equals a naive filter over every entry", () => {
  test("without a filter", async () => expect(await walk(NO_FILTERS)).toEqual(naive(NO_FILTERS)));

  test("for every filter, and every pair of filters", async () => {
    for (const filters of PAIRS) {
      expect(await walk(filters), JSON.stringify(filters)).toEqual(naive(filters));
    }
  });

  test("an export is exactly those rows, for every filter", async () => {
    for (const filter of ONE_FILTER) {
      const filters = { ...NO_FILTERS, ...filter };
      const rows = (await Array.fromAsync(exportHistory(query(filters)))).flat();
      expect(
        rows.map(({ id }) => id),
        JSON.stringify(filter),
      ).toEqual(naive(filters));
    }
  });

  test("the counts are those of the rows", async () => {
    for (const filter of PAIRS) await expectCounts(timeZone, filter);
  });

  test("the counts are those of the rows while the ledger still counts the days of another zone", async () => {
    for (const filter of ONE_FILTER) await expectCounts("America/St_Johns", filter);
  });
});

describe("walking the pages", () => {
  test("backwards gives the same pages as forwards", async () => {
    const first = await findHistory(query(NO_FILTERS));
    const second = await findHistory({ ...query(NO_FILTERS), before: cursor(first.older) });
    const third = await findHistory({ ...query(NO_FILTERS), before: cursor(second.older) });
    const back = await findHistory({ ...query(NO_FILTERS), after: cursor(third.newer) });
    expect(back).toEqual(second);
    expect(await findHistory({ ...query(NO_FILTERS), after: cursor(back.newer) })).toEqual(first);
    expect(first.newer).toBeNull();
  });

  test("neither skips nor repeats a row while new ones arrive", async () => {
    const filters = { ...NO_FILTERS };
    const before = naive(filters);
    const seen: string[] = [];
    let edge: string | null = null;
    let seq = 701;
    do {
      const page = await findHistory({ ...query(filters), before: cursor(edge) });
      seen.push(...page.rows.map(({ id }) => id));
      edge = page.older;
      const arrived = { kind: "ai" as const, seq, at: new Date(START + seq * 4 * 3_600_000) };
      planted.push({ ...arrived, type: "charge", operation: "dm_premium", actorId: ines });
      await plantEntries(workspaceId, planted.slice(-1));
      seq += 1;
    } while (edge);
    expect(seen).toEqual(before);
  });

  test("a drawer's neighbours are the rows above and below", async () => {
    const filters = { ...NO_FILTERS, op: "group:messages" };
    const ids = naive(filters);
    const of = parseEntryId(ids[5] ?? "");
    if (!of) throw new Error("The history is too short.");
    expect(await findNeighbours({ ...query(filters), of })).toEqual({
      newer: ids[4],
      older: ids[6],
    });
  });
});

test("a workspace sees its own rows only", async () => {
  const page = await findHistory({ ...query(NO_FILTERS), workspaceId: otherWorkspace });
  expect(page.rows.map(({ id }) => id)).toEqual(["ai-1"]);
  expect((await findHistory({ ...query(NO_FILTERS), workspaceId: newId() })).rows).toEqual([]);
});

test("the kind finds its rows in the index, under the rights of the product", async () => {
  const plan = await inWorkspace(workspaceId, async (tx) => {
    await tx.$executeRaw`set local enable_seqscan = off`;
    return tx.$queryRaw<{ "QUERY PLAN": string }[]>`explain select seq from credit_history
      where workspace_id = ${workspaceId}::uuid and kind = 'ai' order by seq desc limit 1`;
  });
  const lines = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(lines).toMatch(/Index Cond: .*kind = 'ai'/);
  expect(lines).not.toMatch(/Filter: \(kind/);
});

test("after a page is read, other reads of the same transaction may sort", async () => {
  const query = { workspaceId, timeZone, filters: NO_FILTERS };
  const settings = await readTogether(workspaceId, async () => {
    await findHistory(query);
    return inWorkspace(workspaceId, (tx) => tx.$queryRaw`show enable_sort`);
  });
  expect(settings).toEqual([{ enable_sort: "on" }]);
});
