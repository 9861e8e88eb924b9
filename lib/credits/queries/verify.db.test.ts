import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import {
  anotherDoor,
  asOwner,
  charge,
  command,
  grant,
  mustVerify,
} from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { type Links, linksHold } from "@/lib/credits/queries/verify/links";
import { someHistory } from "@/lib/credits/queries/verify/testing";
import { newId } from "@/lib/platform/ids";

test("books kept by the door verify, with every kind of entry in them", async () => {
  const workspaceId = await someHistory();
  const types = await asOwner(
    "select distinct type::text from credit_entry where workspace_id = $1",
    [workspaceId],
  );

  expect(types.map((row) => row.type).sort()).toEqual([
    "adjustment",
    "charge",
    "expiry",
    "grant",
    "hold",
    "limit",
    "purchase",
    "refund",
    "release",
  ]);
  await mustVerify(workspaceId);
  expect(await verifyLedger(newId(), "ai")).toMatchObject({ ok: true, entries: 0 });
});

test("a check that goes on from an earlier one reads only what came after, and finds the same", async () => {
  const workspaceId = await someHistory();
  const first = await verifyLedger(workspaceId, "ai");
  if (!first.ok) throw new Error(first.difference);
  // As it comes back from the database.
  const from = JSON.parse(JSON.stringify(first.checkpoint));
  expect(await verifyLedger(workspaceId, "ai", { from })).toEqual({ ...first, entries: 0 });

  const door = anotherDoor();
  const holdId = newId();
  await door.post(workspaceId, "ai", grant(1_000));
  const lapsesAt = new Date(Date.now() + 86_400_000);
  await door.post(
    workspaceId,
    "ai",
    command({ type: "hold", holdId, amount: credits(70), lapsesAt }),
  );
  await door.post(workspaceId, "ai", command({ type: "release", holdId }));
  await door.post(workspaceId, "ai", charge(30));

  const whole = await verifyLedger(workspaceId, "ai");
  if (!whole.ok) throw new Error(whole.difference);
  const gained = whole.entries - first.entries;
  expect(gained).toBeGreaterThan(3);
  expect(await verifyLedger(workspaceId, "ai", { from })).toEqual({ ...whole, entries: gained });
});

test.each([
  [
    "a new entry's amount",
    "update credit_entry set amount = amount - 1 where workspace_id = $1 and seq = (select max(seq) from credit_entry where workspace_id = $1)",
    /digest/,
  ],
  [
    "an old entry gone",
    "delete from credit_entry where workspace_id = $1 and seq = 4",
    /entries, not/,
  ],
  [
    "a balance",
    "update credit_account set current = current - 1, lifetime_used = lifetime_used + 1 where workspace_id = $1",
    // What is the same in both is not told.
    /^The account: the entries say \{"current":"\d+","used":"\d+"\}, stored is \{"current":"\d+","used":"\d+"\}\.$/,
  ],
  [
    "a lot's rest",
    "update credit_lot set remaining = remaining - 1, used = used + 1 where workspace_id = $1 and remaining > 0",
    /^The lot: the entries say \{"id":"[^"]+","remaining":"\d+","used":"\d+"\}, stored is \{"id"/,
  ],
  [
    "the use of a day",
    "update usage_day_member set used = used + 1 where workspace_id = $1",
    /usage_day_member/,
  ],
])("a check that goes on finds %s changed", async (_, sql, message) => {
  const workspaceId = await someHistory();
  const first = await verifyLedger(workspaceId, "ai");
  if (!first.ok) throw new Error(first.difference);
  await anotherDoor().post(workspaceId, "ai", grant(10));
  await anotherDoor().post(workspaceId, "ai", charge(5));
  await asOwner(sql, [workspaceId]);

  expect(await verifyLedger(workspaceId, "ai", { from: first.checkpoint })).toMatchObject({
    ok: false,
    difference: expect.stringMatching(message),
  });
});

/** Each changes rows of one workspace in a way that only the owner of the tables can. */
const LIES: [what: string, sql: string, told: RegExp][] = [
  [
    "an amount",
    "update credit_entry set amount = amount - 1 where workspace_id = $1 and seq = 6",
    /Entry 6 .*digest/,
  ],
  [
    "an input",
    `update credit_entry set inputs = '{"words": 121}' where workspace_id = $1 and inputs is not null`,
    /digest/,
  ],
  [
    "an actor",
    "update credit_entry set actor_type = 'api_key' where workspace_id = $1 and seq = 5",
    /Entry 5 .*digest/,
  ],
  [
    "a time",
    "update credit_entry set at = at + interval '1 microsecond' where workspace_id = $1 and seq = 3",
    /digest/,
  ],
  [
    "a missing entry",
    "delete from credit_entry where workspace_id = $1 and seq = 4",
    /Entry 5 .*follows 3/,
  ],
  [
    "the last entry missing",
    "delete from credit_entry where seq = (select max(seq) from credit_entry where workspace_id = $1)",
    /The account/,
  ],
  [
    "the order of two entries",
    // Both rows are complete, digests and times included, each under the other's number.
    `with two as (delete from credit_entry where workspace_id = $1 and seq in (5, 6) returning *)
     insert into credit_entry select (jsonb_populate_record(null::credit_entry, to_jsonb(two) || jsonb_build_object('seq', 11 - seq))).*
     from two where (select count(*) from two) = 2`,
    /After entry 4: Entry 5 /,
  ],
  [
    "the order of all entries",
    `with every as (delete from credit_entry where workspace_id = $1 returning *)
     insert into credit_entry select (jsonb_populate_record(null::credit_entry, to_jsonb(every) || jsonb_build_object(
       'seq', (select max(seq) + 1 from every) - seq))).* from every`,
    /After entry 0: Entry 1 /,
  ],
  [
    "a balance",
    "update credit_account set current = current - 1, lifetime_used = lifetime_used + 1 where workspace_id = $1",
    /The account/,
  ],
  [
    "a lot's rest",
    "update credit_lot set remaining = remaining - 1, used = used + 1 where workspace_id = $1 and source = 'grant'",
    /The lot/,
  ],
  [
    "a lot's end",
    "update credit_lot set expires_at = expires_at + interval '1 day' where workspace_id = $1 and expires_at is not null",
    /The lot/,
  ],
  [
    "a lot of nobody",
    "insert into credit_lot select workspace_id, kind, gen_random_uuid(), label, source, source_id, granted, remaining, held, used, expired, refunded, created_at, expires_at from credit_lot where workspace_id = $1 limit 1",
    /The lot/,
  ],
  [
    "a hold's lapse",
    "update credit_hold set lapses_at = lapses_at + interval '1 day' where workspace_id = $1 and state = 'open'",
    /The hold/,
  ],
  [
    "an ended hold",
    "update credit_hold set captured = captured + 1, released = released - 1 where workspace_id = $1 and state <> 'open'",
    /The hold/,
  ],
  ["a day's use", "update usage_day set used = used + 1 where workspace_id = $1", /usage_day:/],
  [
    "an operation's use",
    "update usage_day_operation set charges = charges + 1 where workspace_id = $1",
    /usage_day_operation/,
  ],
  ["a member's use", "delete from usage_day_member where workspace_id = $1", /usage_day_member/],
  [
    "a campaign's use",
    "update usage_day_campaign set day = day + 1 where workspace_id = $1",
    /usage_day_campaign/,
  ],
  [
    "a lost answer",
    "delete from credit_key where workspace_id = $1 and seq = 5",
    /Entry 5 has no answer/,
  ],
  [
    "an answer to nothing",
    "insert into credit_key select workspace_id, kind, 'a stray key', digest, at, seq, amount, current, held from credit_key where workspace_id = $1 limit 1",
    /a stray key names entry .* not its own/,
  ],
  [
    "a hold of nobody",
    "insert into credit_hold select workspace_id, kind, gen_random_uuid(), amount, captured, released, lots, state, operation, subject, run_id, created_at, lapses_at from credit_hold where workspace_id = $1 and state <> 'open' limit 1",
    /The hold .* has no entry/,
  ],
  [
    "an answer of another",
    "update credit_key set seq = 1 where workspace_id = $1 and seq = 5",
    /not its own/,
  ],
];

test.each(LIES)(
  "verifying finds %s that was changed behind the ledger's back",
  async (_, sql, message) => {
    const workspaceId = await someHistory();
    await asOwner(sql, [workspaceId]);

    const verified = await verifyLedger(workspaceId, "ai");
    expect(verified).toMatchObject({ ok: false, difference: expect.stringMatching(message) });
    expect(await verifyLedger(workspaceId, "ai", { links: linksBeside() })).toEqual(verified);
  },
);

function linksBeside(): Links {
  let held = true;
  return {
    check: async (chained) => {
      held &&= linksHold(chained);
    },
    allHold: async () => held,
  };
}
