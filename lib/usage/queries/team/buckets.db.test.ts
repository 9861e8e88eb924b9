import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import type { Answer } from "@/lib/credits/core/command";
import {
  anotherDoor,
  asOwner,
  charge,
  command,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { bucketsOf } from "@/lib/usage/queries/team/buckets";

const RANGE = { from: "2026-08-15", to: "2026-11-20" };

/** A charge on the 5th of each month, of a person and an operation. */
async function aHistory() {
  const workspaceId = await newWorkspace();
  let now = new Date("2026-07-01T12:00:00Z");
  const door = anotherDoor(() => now);
  await door.post(workspaceId, "ai", grant(100_000));
  const actor = { type: "member", id: newId() } as const;
  const charged: Answer[] = [];
  for (const month of ["08", "09", "10", "11"]) {
    now = new Date(`2026-${month}-05T12:00:00Z`);
    const over = { actor, operation: "dm_standard" };
    charged.push(await door.post(workspaceId, "ai", charge(1_000, over)));
  }
  const used = async (timeZone = "UTC") => {
    const whose = { workspaceId, kind: "ai" as const, timeZone };
    const buckets = await inWorkspace(workspaceId, (tx) => bucketsOf(tx, whose, RANGE));
    return buckets
      .toSorted((a, b) => a.used - b.used)
      .map((one) => [one.operation, one.actor, one.used, one.charges]);
  };
  const chargeToday = async () => {
    now = new Date("2026-11-20T12:00:00Z");
    await door.post(workspaceId, "ai", charge(2_000, { actor, operation: "dm_standard" }));
  };
  const refund = async (index: number) => {
    now = new Date("2026-11-20T12:00:00Z");
    const first = charged[index];
    const corrects = first?.ok ? first.seq : 0;
    await door.post(workspaceId, "ai", command({ type: "refund", corrects, amount: credits(300) }));
  };
  return { workspaceId, actor: actor.id, used, refund, chargeToday };
}

test("a month that is over is read once, and read again when a refund reached back into it", async () => {
  const { workspaceId, actor, used, refund } = await aHistory();
  const each = (amount: number) => ["dm_standard", actor, amount, 1];
  expect(await used()).toEqual([each(1_000), each(1_000), each(1_000)]);

  // Only the owner of the tables can: were September read again, it would say so.
  const rename = (name: string) =>
    asOwner("update usage_day set operation = $2 where workspace_id = $1 and day < '2026-10-01'", [
      workspaceId,
      name,
    ]);
  await rename("dm_premium");
  expect(await used()).toEqual([each(1_000), each(1_000), each(1_000)]);
  await rename("dm_standard");

  await refund(1);
  expect(await used()).toEqual([each(700), each(1_000), each(1_000)]);
});

test("what is charged today is there at once, and the days before it are not read for it", async () => {
  const { workspaceId, actor, used, chargeToday } = await aHistory();
  const each = (amount: number) => ["dm_standard", actor, amount, 1];
  await used();
  // Only the owner of the tables can: were the days before read again, they would say so.
  await asOwner("update usage_day set operation = 'x' where workspace_id = $1", [workspaceId]);
  await chargeToday();
  expect(await used()).toEqual([each(1_000), each(1_000), each(1_000), each(2_000)]);
});

test("what is kept is of one workspace and one time zone", async () => {
  const first = await aHistory();
  const second = await aHistory();
  expect((await first.used()).map(([, actor]) => actor)).toEqual(Array(3).fill(first.actor));
  expect((await second.used()).map(([, actor]) => actor)).toEqual(Array(3).fill(second.actor));
  await asOwner("update usage_day set operation = 'x' where workspace_id = $1", [
    first.workspaceId,
  ]);
  const again = await first.used("Asia/Kolkata");
  expect(again.map(([operation]) => operation)).toEqual(["x", "x", "x"]);
});
