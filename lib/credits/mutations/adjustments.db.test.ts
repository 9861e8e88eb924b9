import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { grantCredits, takeCredits } from "@/lib/credits/mutations/adjustments";
import { mustVerify, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { newId } from "@/lib/platform/ids";

test("credits given by hand have their own expiry and a reason; what is taken is there, or refused whole", async () => {
  const workspaceId = await newWorkspace();
  const expiresAt = new Date(Date.now() + 60_000);
  const grant = {
    workspaceId,
    kind: "ai" as const,
    amount: credits(100_00),
    reason: "Launch promotion",
    key: newId(),
    lotId: newId(),
    expiresAt,
  };
  const first = await grantCredits(grant);
  expect(await grantCredits(grant)).toEqual({ ...first, replayed: true });
  expect(await grantCredits({ ...grant, reason: "another" })).toMatchObject({
    reason: "key_reused",
  });

  const take = { workspaceId, kind: "ai" as const, reason: "Granted by mistake", key: newId() };
  expect(await takeCredits({ ...take, amount: credits(100_01) })).toMatchObject({
    ok: false,
    reason: "insufficient_credits",
    shortfall: 1,
  });
  expect(await takeCredits({ ...take, amount: credits(30_00) })).toMatchObject({ current: 70_00 });
  const { current } = await balanceOf(workspaceId, "ai", new Date(expiresAt.getTime() + 1));
  expect(current).toBe(0);
  await mustVerify(workspaceId);
});
