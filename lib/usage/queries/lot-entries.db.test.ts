import { expect, test } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { newId } from "@/lib/platform/ids";
import { findLastCharge } from "@/lib/usage/queries/lot-entries";
import { plantEntries } from "@/lib/usage/queries/testing";

const START = Date.UTC(2026, 3, 1);
const minute = (seq: number) => new Date(START + seq * 60_000);

const plant = (workspaceId: string, from: number, to: number) =>
  plantEntries(
    workspaceId,
    Array.from({ length: to - from + 1 }, (_, index) => ({
      kind: "ai" as const,
      seq: from + index,
      at: minute(from + index),
    })),
  );

/** Makes an entry, planted without lots, one that charged this lot. */
const charge = (workspaceId: string, lot: string, seq: number) =>
  asOwner(`update credit_entry set lots = $2 where workspace_id = $1 and seq = $3`, [
    workspaceId,
    JSON.stringify([[lot, -100]]),
    seq,
  ]);

test("of the end of a lot, what was looked at is not looked at again, and what is newer is", async () => {
  const [workspaceId, lot] = [newId(), newId()];
  const last = () => findLastCharge({ workspaceId, kind: "ai", lot });
  expect(await last()).toBeNull();
  await plant(workspaceId, 1, 4);
  await charge(workspaceId, lot, 2);
  expect(await last()).toEqual(minute(2));
  // What no program does to an entry, to see whether it is looked at.
  await charge(workspaceId, lot, 3);
  expect(await last()).toEqual(minute(2));
  await plant(workspaceId, 5, 6);
  await charge(workspaceId, lot, 5);
  expect(await last()).toEqual(minute(5));
});

test("what was found is forgotten once it is not among the latest rows, as if it had never been", async () => {
  const [workspaceId, lot] = [newId(), newId()];
  const last = () => findLastCharge({ workspaceId, kind: "ai", lot });
  await plant(workspaceId, 1, 2);
  await charge(workspaceId, lot, 2);
  expect(await last()).toEqual(minute(2));
  await plant(workspaceId, 3, 5_001);
  expect(await last()).toEqual(minute(2));
  await plant(workspaceId, 5_002, 5_002);
  expect(await last()).toBeNull();
});

test("another history in its place is looked at anew", async () => {
  const [workspaceId, lot] = [newId(), newId()];
  const last = () => findLastCharge({ workspaceId, kind: "ai", lot });
  await plant(workspaceId, 1, 3);
  await charge(workspaceId, lot, 3);
  expect(await last()).toEqual(minute(3));
  await asOwner(
    `update credit_entry set lots = '[]', digest = '\\x01' where workspace_id = $1 and seq = 3`,
    [workspaceId],
  );
  await charge(workspaceId, lot, 1);
  expect(await last()).toEqual(minute(1));
});
