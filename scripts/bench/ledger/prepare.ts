import { readFile } from "node:fs/promises";
import { credits, type Kind } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { newId } from "@/lib/platform/ids";
import { OPERATIONS } from "./contenders";
import { asOwner, HOT, makeWorkspaces, spreadWorkspace } from "./workspaces";

export const PLENTY = credits(1_000_000_000_000);
const YEAR = 365 * 86_400_000;
const LOTS = 3;

const LIMIT = `
  create table bench_balance (workspace_id uuid primary key, balance bigint not null check (balance >= 0))
    with (fillfactor = 30);
  create table bench_entry (
    workspace_id uuid not null, amount bigint not null, balance_after bigint not null, key text not null,
    at timestamptz not null);
  grant select, insert, update on bench_balance, bench_entry to wellspent_app`;

/** Makes the hot workspace and as many others, each with three lots and its caps, and the tables of the limit. */
export async function prepareWrites(many: number): Promise<void> {
  const ids = [HOT, ...Array.from({ length: many }, (_, index) => spreadWorkspace(index))];
  await makeWorkspaces(ids);
  await asOwner(async (client) => {
    await client.query(LIMIT);
    await client.query("insert into bench_balance select id, $2 from unnest($1::uuid[]) id", [
      ids,
      PLENTY,
    ]);
  });
  for (let lot = 1; lot <= LOTS; lot++) {
    await Promise.all(ids.map((id) => grantLot(id, new Date(Date.now() + lot * YEAR))));
  }
  await Promise.all(ids.map(capOperations));
}

/** Gives one workspace its three lots and its caps. */
export async function prepareHot(id: string): Promise<void> {
  for (let lot = 1; lot <= LOTS; lot++) await grantLot(id, new Date(Date.now() + lot * YEAR));
  await capOperations(id);
}

/** A monthly cap that blocks, for every operation: each charge and each hold is counted by one, and none is refused. */
async function capOperations(workspaceId: string): Promise<void> {
  const about = { actor: { type: "system" }, reason: "Measured" } as const;
  const cap = { amount: PLENTY, mode: "block" } as const;
  const answers = await Promise.all(
    OPERATIONS.map((target) =>
      post(workspaceId, "ai", {
        ...about,
        type: "set_cap",
        key: newId(),
        scope: "operation",
        target,
        cap,
      }),
    ),
  );
  if (!answers.every(({ ok }) => ok)) throw new Error("A cap was refused.");
}

/** Grants a lot that expires at `expiresAt`, or never. */
export async function grantLot(
  workspaceId: string,
  expiresAt: Date | null,
  amount = PLENTY,
  kind: Kind = "ai",
) {
  const answer = await post(workspaceId, kind, {
    type: "grant",
    key: newId(),
    lotId: newId(),
    source: "grant",
    sourceId: null,
    label: "A lot",
    amount,
    expiresAt,
    actor: { type: "system" },
    reason: "Measured",
  });
  if (!answer.ok) throw new Error(`A grant was refused: ${answer.reason}`);
}

const PEER_FUNCTIONS = ["peer_account(text)", "peer_transfer(text, text, bigint)"];

/**
 * Loads another ledger. Its file must define two functions: `peer_account(name text) returns text`, which opens an
 * account that may go below zero, and `peer_transfer(paying text, taking text, amount bigint)`. Refuses a file that
 * does not.
 */
export async function preparePeer(file: string, many: number): Promise<void> {
  const sql = await readFile(file, "utf8");
  const names = Array.from({ length: many }, (_, index) => [
    spreadWorkspace(index),
    `sales ${index}`,
  ]);
  await asOwner(async (client) => {
    await client.query(sql);
    const { rows } = await client.query<{ name: string }>(
      "select name from unnest($1::text[]) name where to_regprocedure(name) is null",
      [PEER_FUNCTIONS],
    );
    if (rows[0]) throw new Error(`${file} makes no function ${rows[0].name}.`);
    await client.query("create table bench_peer (name text primary key, id text not null)");
    await client.query(
      "insert into bench_peer select name, peer_account(name) from unnest($1::text[]) name",
      [[HOT, "sales", ...names.flat()]],
    );
    await client.query(
      "grant all on all tables in schema public to wellspent_app; grant usage on all sequences in schema public to wellspent_app",
    );
  });
}
