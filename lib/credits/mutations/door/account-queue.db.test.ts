import { expect, test } from "vitest";
import { createDoor } from "@/lib/credits/mutations/door";
import { charge, grant, mustVerify, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { pool } from "@/lib/platform/db";

/** A door whose clock is broken the given times it is asked, counted from the first. */
function doorWithClock(broken: readonly number[]) {
  let asked = 0;
  const now = () => {
    asked += 1;
    if (broken.includes(asked)) throw new Error("No time to be had.");
    return new Date();
  };
  return createDoor({ pool: () => pool("ledger"), now });
}

test("what goes wrong while the next commit is decided early is forgotten when its turn comes", async () => {
  const workspaceId = await newWorkspace();
  // Asked to load for the grant and to decide it, to decide the first charge, and then the second one early.
  const door = doorWithClock([4]);
  expect(await door.post(workspaceId, "ai", grant(1_000))).toMatchObject({ ok: true });
  const answers = await Promise.all([
    door.post(workspaceId, "ai", charge(1)),
    door.post(workspaceId, "ai", charge(2)),
  ]);
  expect(answers).toMatchObject([
    { ok: true, current: 999 },
    { ok: true, current: 997 },
  ]);
  expect(await mustVerify(workspaceId)).toBe(3);
});

test("what goes wrong again is told to those whose turn it is, and to nobody else", async () => {
  const workspaceId = await newWorkspace();
  const door = doorWithClock([4, 5]);
  await door.post(workspaceId, "ai", grant(1_000));
  const [first, second] = await Promise.allSettled([
    door.post(workspaceId, "ai", charge(1)),
    door.post(workspaceId, "ai", charge(2)),
  ]);
  expect(first).toMatchObject({ status: "fulfilled", value: { ok: true } });
  expect(second).toMatchObject({ status: "rejected", reason: { message: "No time to be had." } });
  expect(await door.post(workspaceId, "ai", charge(3))).toMatchObject({ ok: true, current: 996 });
  expect(await mustVerify(workspaceId)).toBe(3);
});
