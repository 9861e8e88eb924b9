import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { download } from "@/lib/platform/download";
import { newId } from "@/lib/platform/ids";
import { EXPORT_COLUMNS } from "@/lib/usage/core/csv";
import { NO_FILTERS } from "@/lib/usage/core/filters";
import { exportCsv } from "@/lib/usage/queries/export";

const [small, large] = [newId(), newId()];
const [FEW, MANY] = [10_000, 100_000];
const MEGABYTE = 1_048_576;

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

beforeAll(async () => {
  await plantMany(small, FEW);
  await plantMany(large, MANY);
  await asOwner("analyze credit_entry");
});

/** This many rows of both kinds, each with its own text and an amount derived from its number. */
const plantMany = (workspaceId: string, count: number) =>
  asOwner(
    `insert into credit_entry (workspace_id, kind, seq, type, amount, current_after, held_after, operation,
       subject, reason, actor_type, lots, key, digest, at)
     select $1, case when n % 4 = 0 then 'lead' else 'ai' end::credit_kind, n,
       case when n % 10 = 0 then 'grant' else 'charge' end::entry_type,
       case when n % 10 = 0 then 1000 + n else -(n % 977) end, n * 7 % 1000003, 0,
       case when n % 10 <> 0 then 'dm_premium' end, 'Message ' || n || ', "Spring; roast"', 'Planted', 'system',
       '[]', n::text, '\\x', '2026-01-01Z'::timestamptz + n * interval '1 second'
     from generate_series(1, $2::int) n`,
    [workspaceId, count],
  );

const exported = (workspaceId: string) =>
  download(exportCsv({ workspaceId, timeZone: "UTC", filters: NO_FILTERS }), {
    name: "history.csv",
    type: "text/csv",
  });

type Row = Record<(typeof EXPORT_COLUMNS)[number], string>;
type Sums = Record<"ai" | "lead", { rows: number; numbers: number; credits: bigint }>;

/** Reads a whole export as a browser does. Returns the sum of its rows, and the peak of memory meanwhile. */
async function readThrough(workspaceId: string): Promise<{ peak: number; sums: Sums }> {
  const kept = () => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const sums: Sums = {
    ai: { rows: 0, numbers: 0, credits: 0n },
    lead: { rows: 0, numbers: 0, credits: 0n },
  };
  const before = kept();
  let [peak, pieces] = [0, 0];
  for await (const piece of exported(workspaceId).body ?? []) {
    // The first piece is the head; each ends with a whole row.
    if (pieces > 0) addRows(sums, parse(Buffer.from(piece), { columns: [...EXPORT_COLUMNS] }));
    if (pieces++ % 10 === 0) peak = Math.max(peak, kept() - before);
  }
  return { peak: peak / MEGABYTE, sums };
}

function addRows(sums: Sums, rows: readonly Row[]): void {
  for (const { kind, transaction, credits } of rows) {
    const sum = sums[kind as "ai" | "lead"];
    sum.rows += 1;
    sum.numbers += Number(transaction.split("-")[1]);
    sum.credits += BigInt(credits.replace(".", ""));
  }
}

test("ten times as many rows take no more memory, and their sum is the ledger's to the hundredth", async () => {
  await readThrough(small);
  const [few, many] = [await readThrough(small), await readThrough(large)];
  // Kept as text, all rows would take twenty megabytes more; as objects, thirty.
  expect(many.peak).toBeLessThan(few.peak + 8);

  const ledger = await asOwner<{ kind: string; rows: string; numbers: string; credits: string }>(
    `select kind, count(*) as rows, sum(seq) as numbers, sum(amount) as credits
     from credit_entry where workspace_id = $1 group by kind`,
    [large],
  );
  const told = ledger.map(({ kind, rows, numbers, credits }) => [
    kind,
    { rows: Number(rows), numbers: Number(numbers), credits: BigInt(credits) },
  ]);
  expect(many.sums).toEqual(Object.fromEntries(told));
}, 240_000);

test("when the reader leaves, nothing of the export stays open in the database", async () => {
  const reader = exported(large).body?.getReader();
  await reader?.read();
  await reader?.read();
  await reader?.cancel();
  const busy = () =>
    asOwner<{ count: number }>(
      `select count(*)::int from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
    ).then(([found]) => found?.count);
  await expect.poll(busy).toBe(0);
});
