import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import {
  anotherDoor,
  charge,
  command,
  grant,
  mustVerify,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";

test("a cap that is set binds the next charge, through a door that remembers the account", async () => {
  const workspaceId = await newWorkspace();
  const door = anotherDoor();
  await door.post(workspaceId, "ai", grant(500));
  const cap = { amount: credits(100), mode: "block" as const };
  const set = command({ type: "set_cap", scope: "operation", target: "single_post", cap });
  expect(await door.post(workspaceId, "ai", set)).toMatchObject({ ok: true });
  expect(
    await door.post(workspaceId, "ai", charge(101, { operation: "single_post" })),
  ).toMatchObject({ ok: false, reason: "cap_reached" });
  await mustVerify(workspaceId);
});
