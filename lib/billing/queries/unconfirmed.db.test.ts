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
  const older = await newWorkspace();
  await purchase(older, "processing", { createdAt: new Date(dayBefore.getTime() - 1) });
  expect(await unconfirmedPurchases({ workspaceId: older, kind: "ai" }, dayBefore)).toEqual([]);
  await purchase(await newWorkspace(), "processing");

  const found = await unconfirmedPurchases({ workspaceId, kind: "ai" }, dayBefore);
  expect(found.map(({ state }) => state).toSorted()).toEqual(["failed", "open", "processing"]);
  expect(found[0]).toMatchObject({ credits: 55_000, at: at.toISOString() });
  expect(await unconfirmedPurchases({ workspaceId, kind: "lead" }, dayBefore)).toEqual([]);
});

test("one that is bought by itself waits for its next try, or for its bank; nobody left a checkout", async () => {
  const workspaceId = await newWorkspace();
  const { id } = await purchase(workspaceId, "open");
  const stands = async (state: string, nextTryAt: Date | null) => {
    await inWorkspace(workspaceId, async (tx) => {
      await tx.topUp.deleteMany({ where: { workspaceId } });
      const times = { nextTryAt, createdAt: at, updatedAt: at };
      const about = { workspaceId, id, kind: "ai", crossing: "ai:1", tries: 1 } as const;
      await tx.topUp.create({ data: { ...about, state, failure: "card_declined", ...times } });
    });
    return unconfirmedPurchases({ workspaceId, kind: "ai" }, dayBefore);
  };
  const soon = new Date(at.getTime() + 3_600_000);
  expect(await stands("waiting", soon)).toMatchObject([
    { state: "waiting", nextTryAt: soon.toISOString() },
  ]);
  expect(await stands("charging", null)).toMatchObject([{ state: "processing", nextTryAt: null }]);
});
