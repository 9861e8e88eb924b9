import { expect, test } from "vitest";
import { unconfirmedPurchases } from "@/lib/billing/queries/unconfirmed";
import { newWorkspace } from "@/lib/credits/mutations/door/testing";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const at = new Date("2026-11-20T12:00:00Z");
const dayBefore = new Date(at.getTime() - 86_400_000);

const purchase = (workspaceId: string, state: string, over: { createdAt?: Date } = {}) =>
  inWorkspace(workspaceId, (tx) =>
    tx.purchase.create({
      data: {
        workspaceId,
        id: newId(),
        kind: "ai",
        packageId: "popular",
        packageName: state,
        credits: 55_000n,
        priceCents: 5_000,
        currency: "usd",
        state,
        returnPath: "/",
        buyerId: newId(),
        createdAt: at,
        ...over,
      },
    }),
  );

test("purchases that brought no credits, of this workspace, this kind and this while", async () => {
  const workspaceId = await newWorkspace();
  for (const state of ["paid", "expired", "open", "processing", "failed"]) {
    await purchase(workspaceId, state);
  }
  await purchase(workspaceId, "processing", { createdAt: new Date(dayBefore.getTime() - 1) });
  await purchase(await newWorkspace(), "processing");

  const found = await unconfirmedPurchases({ workspaceId, kind: "ai" }, dayBefore);
  expect(found.map(({ state }) => state).toSorted()).toEqual(["failed", "open", "processing"]);
  expect(found[0]).toMatchObject({ credits: 55_000, at: at.toISOString() });
  expect(await unconfirmedPurchases({ workspaceId, kind: "lead" }, dayBefore)).toEqual([]);
});
