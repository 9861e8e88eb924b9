import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Figures, measureLedger } from "./ledger/measure";
import { preparePeer } from "./ledger/prepare";
import { summary } from "./ledger/summary";
import { asOwner } from "./ledger/workspaces";

// The bench in its small form: it must run and print every figure, whatever they are.
let figures: Figures;

/** Another ledger, as small as possible; and one that opens accounts and moves nothing. */
const OPENS = "create function peer_account(name text) returns text language sql as 'select name';";
const MOVES = `create table peer_entry (paying text, taking text, amount bigint);
  create function peer_transfer(paying text, taking text, amount bigint) returns void language sql
    as 'insert into peer_entry values (paying, taking, amount)';`;
const folder = await mkdtemp(join(tmpdir(), "peer-"));
const [peer, half] = [join(folder, "peer.sql"), join(folder, "half.sql")];
afterAll(() => rm(folder, { recursive: true }));

beforeAll(async () => {
  await writeFile(peer, OPENS + MOVES);
  await writeFile(half, OPENS);
  await expect(preparePeer(half, 1)).rejects.toThrow(
    `${half} makes no function peer_transfer(text, text, bigint).`,
  );
  await asOwner((client) => client.query("drop function peer_account"));
  vi.spyOn(console, "log").mockReturnValue();
  const everything = { cases: /(hot|spread) (1|8)$/, only: null, peer };
  figures = await measureLedger({ quick: true, entries: 2_000, ...everything });
}, 600_000);

const positive = (values: readonly number[]) => values.every((value) => value > 0);

test("the writes are told for every contender in every case", () => {
  const told = figures.writes?.map(
    ({ workspaces, callers, what }) => `${workspaces} ${callers} ${what}`,
  );
  const alone = ["limit", "charge", "hold + capture"];
  const both = alone.flatMap((what) => (what === "limit" ? [what] : [what, `${what}, 2 servers`]));
  expect(told).toEqual(
    ["hot", "spread"].flatMap((where) => [
      ...[...alone, "peer"].map((what) => `${where} 1 ${what}`),
      ...[...both, "peer"].map((what) => `${where} 8 ${what}`),
    ]),
  );
  for (const { perSecond, p50, p99, toLimit } of figures.writes ?? []) {
    expect(positive([perSecond, p50, p99])).toBe(true);
    // So short a slice may round to nothing beside the limit.
    expect(toLimit).toBeGreaterThanOrEqual(0);
  }
});

test("what the writes left behind adds up", () => {
  expect(figures.verify).toHaveLength(2);
  for (const { entries, perSecond, peakMegabytes } of figures.verify ?? []) {
    expect(positive([entries, perSecond, peakMegabytes])).toBe(true);
  }
});

test("charges are told for many lots and for many entries", () => {
  expect(figures.lots?.map(({ what }) => what)).toEqual(["1 lot", "12 lots", "1000 lots"]);
  expect(figures.flat?.map(({ what }) => what)).toEqual([
    "limit, beside 0 entries",
    "new workspace",
    "limit, beside 200 entries",
    "new workspace",
    "limit, beside 2000 entries",
    "new workspace",
    "workspace with 200 of them",
  ]);
});

test("the reads are told in the database and from Node", () => {
  const told = figures.reads?.map(({ what }) => what) ?? [];
  for (const what of [
    "history: all, first page",
    "history: all, deep page",
    "history: member + campaign, deep page",
    "history: operation + dates, first page",
    "rollup: 30 days by day and operation",
    "rollup: 365 days by member",
    "balance on a date",
  ]) {
    expect(told).toContain(what);
  }
  for (const { database, node } of figures.reads ?? []) {
    expect(positive([database.p50, database.p99, node.p50, node.p99])).toBe(true);
  }
});

test("the tables hold every case", () => {
  const told = summary(figures);
  for (const words of [
    "| hot | 8 |",
    "| spread | 1 |",
    "| 1000 lots |",
    "of 138 reads below 20 ms",
  ]) {
    expect(told).toContain(words);
  }
});
