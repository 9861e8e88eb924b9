import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { entryDigest, firstDigest } from "@/lib/credits/core/entry";
import {
  anotherDoor,
  asOwner,
  charge,
  command,
  entriesIn,
  grant,
  mustVerify,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { someHistory } from "@/lib/credits/queries/verify/testing";
import { sha256 } from "@/lib/platform/sha256";

/** Ids in descending order, so that the first row to differ is not the first in its table. */
const [FIRST, SECOND] = [
  "00000000-0000-4000-8000-000000000001",
  "00000000-0000-4000-8000-000000000002",
];

test.each([
  [
    "entries",
    "update credit_entry set reason = 'Another' where workspace_id = $1 and seq in (4, 6)",
    /^After entry 3: Entry 4 /,
  ],
  [
    "lots of nobody",
    `insert into credit_lot select workspace_id, kind, stray::uuid, label, source, source_id, granted, remaining, held, used, expired,
       refunded, created_at, expires_at
     from (select * from credit_lot where workspace_id = $1 limit 1) one, unnest(array['${SECOND}', '${FIRST}']) stray`,
    new RegExp(`^The lot: .* stored is .*${FIRST}`),
  ],
  [
    "answers to nothing",
    `insert into credit_key select workspace_id, kind, stray, digest, at, seq, amount, current, held
     from (select * from credit_key where workspace_id = $1 limit 1) one, unnest(array['stray 2', 'stray 1']) stray`,
    /^The key stray 1 names entry /,
  ],
  [
    "holds of nobody",
    `insert into credit_hold select workspace_id, kind, stray::uuid, amount, captured, released, lots, state, operation, subject,
       run_id, created_at, lapses_at
     from (select * from credit_hold where workspace_id = $1 and state <> 'open' limit 1) one, unnest(array['${SECOND}', '${FIRST}']) stray`,
    new RegExp(`^The hold ${FIRST} has no entry`),
  ],
])("of several %s that are not true, the first is named", async (_, sql, message) => {
  const workspaceId = await someHistory();
  await asOwner(sql, [workspaceId]);
  expect(await verifyLedger(workspaceId, "ai")).toMatchObject({
    ok: false,
    difference: expect.stringMatching(message),
  });
});

test("a charge that was refunded by more than it was is found, though every entry was sealed anew", async () => {
  const workspaceId = await newWorkspace();
  const door = anotherDoor();
  await door.post(workspaceId, "ai", grant(700));
  await door.post(workspaceId, "ai", charge(40));
  await door.post(workspaceId, "ai", charge(100));
  await door.post(workspaceId, "ai", command({ type: "refund", corrects: 3, amount: credits(90) }));
  await mustVerify(workspaceId);

  let digest = firstDigest(workspaceId, "ai", sha256);
  for (const entry of await entriesIn(workspaceId)) {
    const corrects = entry.corrects && 2;
    digest = entryDigest(digest, { ...entry, corrects }, sha256);
    await asOwner(
      "update credit_entry set corrects = $3, digest = decode($4, 'hex') where workspace_id = $1 and seq = $2",
      [workspaceId, entry.seq, corrects, digest],
    );
  }
  const head = "update credit_account set digest = decode($2, 'hex') where workspace_id = $1";
  await asOwner(head, [workspaceId, digest]);
  expect(await verifyLedger(workspaceId, "ai")).toMatchObject({
    ok: false,
    difference: "Charge 2 was refunded by more than it was.",
  });
});
