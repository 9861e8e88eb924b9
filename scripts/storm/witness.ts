// Checks one database for anything that the ledger promises and that does not hold; says what it finds, and fails.
import fc from "fast-check";
import { credits, KINDS, type Kind } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import { anyHistory } from "@/lib/credits/core/testing";
import { closeDoors, crowd, faultsIn, separateDoor } from "@/lib/credits/mutations/crowd/testing";
import {
  asOwner,
  charge,
  command,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { closeDatabase, pool } from "@/lib/platform/db";
import { outboxIn } from "./outbox";
import { storyIn } from "./story";

const NOTHING = {
  timeZone: "UTC",
  lots: { changed: [], opened: [] },
  holds: { changed: [], opened: [] },
  usage: { added: [], givenBack: [] },
};

const DAY = 86_400_000;

/** As the product, in a workspace. Null if it was refused. */
async function asProduct(workspaceId: string, statement: string, values: unknown[] = []) {
  const client = await pool("stream").connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.workspace_id', $1, true)", [workspaceId]);
    return (await client.query(statement, values)).rows;
  } catch {
    return null;
  } finally {
    client.release(true);
  }
}

/** What the product must be refused, and what even the tables' owner must be. */
async function rightsIn(workspaceId: string): Promise<string[]> {
  const elsewhere = await newWorkspace();
  const attempts: [string, string][] = ["account", "lot", "entry", "hold", "key", "outbox"].flatMap(
    (name) => [
      [`credit_${name} can be changed`, `update credit_${name} set kind = kind`],
      [`credit_${name} can be emptied`, `delete from credit_${name}`],
    ],
  );
  attempts.push([
    "a part of the commit can be called alone",
    `select ledger_commit_lots('${workspaceId}', 'ai', '{"changed": [], "opened": []}')`,
  ]);
  const faults: string[] = [];
  for (const [fault, statement] of attempts) {
    if (await asProduct(workspaceId, statement)) faults.push(fault);
  }
  for (const table of ["credit_account", "credit_entry", "credit_lot"]) {
    const seen = await asProduct(elsewhere, `select 1 from ${table}`);
    if (seen?.length !== 0) faults.push(`${table} shows another workspace's rows`);
    const own = await asProduct(workspaceId, `select 1 from ${table}`);
    if (!own?.length) faults.push(`${table} hides a workspace's own rows`);
  }
  return faults;
}

/** Numbers that the database must refuse, each guarded by a single CHECK. */
const LIES: readonly string[] = [
  "update credit_account set debt = -1",
  "update credit_account set held = current + 1",
  "update credit_account set lifetime_used = lifetime_used + 1",
  "update credit_lot set granted = granted + 1",
  "update credit_lot set used = used + remaining + 1, remaining = -1",
  "update credit_hold set captured = amount + 1, released = 0 where state = 'open'",
  "update credit_hold set captured = 0, released = 0 where state <> 'open' and amount > 0",
  "update usage_day set used = -1",
  `with one as (
     insert into credit_key select workspace_id, 'ai', 'api:a', digest, at, seq, amount, current, held from credit_key limit 1 returning *)
   insert into credit_key select workspace_id, 'lead', key, digest, at, seq, amount, current, held from one`,
];

async function liesIn(): Promise<string[]> {
  const told = await Promise.all(
    LIES.map((lie) =>
      asOwner(`begin; ${lie}; rollback`).then(
        () => `accepted: ${lie}`,
        () => null,
      ),
    ),
  );
  return told.filter((fault) => fault !== null);
}

/** Outcomes that no decision made: one decided too early, and one whose rows are missing. */
async function commitsIn(workspaceId: string): Promise<string[]> {
  const [account] = await asOwner(
    `select seq, current, held, debt, lifetime_granted as granted, lifetime_used as used, lifetime_expired as expired,
       lifetime_refunded as refunded, encode(digest, 'hex') as digest, last_at as "lastAt"
     from credit_account where workspace_id = $1 and kind = 'ai'`,
    [workspaceId],
  );
  const seq = Number(account?.seq);
  const commit = (expected: number, next: number) =>
    asProduct(workspaceId, "select ledger_commit($1, 'ai', $2, '[]', '[]', $3) as written", [
      workspaceId,
      expected,
      JSON.stringify({ ...NOTHING, account: { ...account, seq: next } }),
    ]);
  const told = await zonesIn(workspaceId, seq, account);
  const [late, hollow] = [await commit(seq - 1, seq - 1), await commit(seq, seq + 1)];
  return [
    ...(late?.[0]?.written === false ? [] : ["an outcome decided too early is written"]),
    ...(hollow === null ? [] : ["an outcome without its rows is written"]),
    ...told,
  ];
}

/** Days computed in a zone that is no longer the workspace's, and in one that is not yet the account's. */
async function zonesIn(workspaceId: string, seq: number, account: object | undefined) {
  const zone = (name: string) =>
    asOwner("update workspace set time_zone = $2 where id = $1", [workspaceId, name]);
  const commit = (timeZone: string) =>
    asProduct(workspaceId, "select ledger_commit($1, 'ai', $2, '[]', '[]', $3) as written", [
      workspaceId,
      seq,
      JSON.stringify({ ...NOTHING, timeZone, account }),
    ]);
  await zone("Pacific/Auckland");
  const told = [await commit("UTC"), await commit("Pacific/Auckland")];
  await zone("UTC");
  return told
    .filter((rows) => rows?.[0]?.written !== false)
    .map(() => "an outcome told in another zone is written");
}

/** A repeated key, at a door that remembers the account but no keys. */
async function repeatsIn(): Promise<string[]> {
  const workspaceId = await newWorkspace();
  const door = separateDoor(() => new Date());
  const command = charge(100);
  await door.post(workspaceId, "ai", grant(1_000));
  await door.post(workspaceId, "ai", command);
  const again = await door.post(workspaceId, "ai", command);
  const other = await door.post(workspaceId, "ai", { ...command, reason: "another" });
  return [
    ...(again.ok && again.replayed && again.current === 900 ? [] : ["a repeat is carried out"]),
    ...(other.ok ? ["a key is good for two commands"] : []),
  ];
}

/** Many charges of few operations in one commit. */
async function togetherIn(): Promise<string[]> {
  const workspaceId = await newWorkspace();
  const door = separateDoor(() => new Date());
  await door.post(workspaceId, "ai", grant(1_000));
  const said = Array.from({ length: 40 }, (_, index) => charge(1, { operation: `op${index % 6}` }));
  await Promise.all(said.map((one) => door.post(workspaceId, "ai", one)));
  const verified = await verifyLedger(workspaceId, "ai");
  return verified.ok ? [] : [verified.difference];
}

/** A door that sees one lot at first, and an older lot that ends later. */
async function orderIn(): Promise<string[]> {
  const workspaceId = await newWorkspace();
  const grants = [null, new Date(Date.now() + DAY)].map((expiresAt) => grant(100, { expiresAt }));
  const door = separateDoor(() => new Date(), 1);
  for (const command of grants)
    await separateDoor(() => new Date()).post(workspaceId, "ai", command);
  await door.post(workspaceId, "ai", charge(10));
  const rows = await asOwner<{ remaining: string }>(
    "select remaining from credit_lot where workspace_id = $1 order by expires_at",
    [workspaceId],
  );
  const left = rows.map(({ remaining }) => remaining).join();
  return left === "90,100" ? [] : [`lots are spent in another order: ${left}`];
}

/** A charge of one kind when the other has the older lot, by a door that remembers nothing. */
async function kindsIn(): Promise<string[]> {
  const workspaceId = await newWorkspace();
  const post = (kind: Kind, command: Command) =>
    separateDoor(() => new Date(), 1).post(workspaceId, kind, command);
  await post("ai", grant(1_000));
  await post("lead", grant(100));
  const spent = await post("lead", charge(50));
  const verified = await Promise.all(KINDS.map((kind) => verifyLedger(workspaceId, kind)));
  return [
    ...(spent.ok && spent.current === 50 ? [] : ["credits of one kind pay for the other"]),
    ...verified.flatMap((one) => (one.ok ? [] : [one.difference])),
  ];
}

/** Two refunds of a charge that together exceed it, each decided by a door that remembers nothing. */
async function refundsIn(): Promise<string[]> {
  const workspaceId = await newWorkspace();
  const post = (command: Command) =>
    separateDoor(() => new Date()).post(workspaceId, "ai", command);
  await post(grant(1_000));
  const spent = await post(charge(100));
  const corrects = spent.ok ? spent.seq : 0;
  const refund = () => post(command({ type: "refund", corrects, amount: credits(70) }));
  const [first, second] = [await refund(), await refund()];
  return first.ok && !second.ok ? [] : ["more of a charge is given back than it was"];
}

/** Use around a midnight of the workspace's next zone: recomputed, each day is one of that zone. */
async function retoldIn(): Promise<string[]> {
  const workspaceId = await newWorkspace();
  let now = new Date("2026-03-01T10:00:00Z");
  const door = separateDoor(() => now);
  await door.post(workspaceId, "ai", grant(1_000));
  const spend = async (at: string, hundredths: number) => {
    now = new Date(at);
    const answer = await door.post(workspaceId, "ai", charge(hundredths));
    return answer.ok ? answer.seq : 0;
  };
  const corrects = await spend("2026-03-01T10:59:59.999Z", 70);
  await spend("2026-03-01T11:00:00Z", 30);
  await door.post(workspaceId, "ai", command({ type: "refund", corrects, amount: credits(20) }));
  const late = await asProduct(
    workspaceId,
    "select ledger_retell($1, 'ai', 1, 'UTC', '{2026-03-01}', '{2026-03-01}') as done",
    [workspaceId],
  );
  await asOwner("update workspace set time_zone = 'Pacific/Auckland' where id = $1", [workspaceId]);
  await spend("2026-03-02T12:00:00Z", 5);

  const days = await asOwner<{ day: string; used: string }>(
    "select day::text, used from usage_day where workspace_id = $1 order by day",
    [workspaceId],
  );
  const told = days.map(({ day, used }) => `${day} ${used}`).join();
  const verified = await verifyLedger(workspaceId, "ai");
  return [
    ...(late?.[0]?.done === false ? [] : ["days of an account that has moved on are retold"]),
    ...(told === "2026-03-01 50,2026-03-02 30,2026-03-03 5" ? [] : [`days are retold as ${told}`]),
    ...(verified.ok ? [] : [verified.difference]),
  ];
}

const steps = fc.sample(anyHistory, { seed: 7, numRuns: 25 }).flat();
const workspaceId = await newWorkspace();
const calls = await crowd(workspaceId, steps);
const faults = [
  ...(await faultsIn(workspaceId, calls)),
  ...(await rightsIn(workspaceId)),
  ...(await liesIn()),
  ...(await commitsIn(workspaceId)),
  ...(await storyIn()),
  ...(await togetherIn()),
  ...(await repeatsIn()),
  ...(await orderIn()),
  ...(await kindsIn()),
  ...(await refundsIn()),
  ...(await retoldIn()),
  ...(await outboxIn()),
];
for (const fault of faults) console.log(fault);
await closeDoors();
await closeDatabase();
process.exit(faults.length === 0 ? 0 : 1);
