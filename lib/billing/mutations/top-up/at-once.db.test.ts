import pg from "pg";
import { expect, test, vi } from "vitest";
import { openInbox } from "@/lib/billing/mutations/testing";
import { switchOffBy } from "@/lib/billing/mutations/top-up/settings";
import {
  resumeAfterDisputes,
  switchOffIn,
  unwatch,
  watchAsSet,
  watchBelow,
} from "@/lib/billing/mutations/top-up/switch";
import {
  hoursLater,
  intentsOf,
  readyToTopUp,
  runTopUps,
  spendTo,
  switchOnTopUps,
  topUpsOf,
} from "@/lib/billing/mutations/top-up/testing";
import { findDueTopUps } from "@/lib/billing/queries/top-ups";
import { credits } from "@/lib/credits/core/amount";
import { beside, lockedOut } from "@/lib/credits/mutations/door/testing";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { interrupted } from "@/lib/platform/testing";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

const bySystem = { stopped: "card_declined" };

/** Expects automatic top-ups to be on, and the next crossing to buy. */
async function mustBuyAt(workspaceId: string, left: number) {
  await spendTo(workspaceId, left);
  await runTopUps(workspaceId);
  expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "charged" }]);
}

test("switched on between the two halves of switching off, it buys", async () => {
  const bought = await readyToTopUp(inbox);
  const { workspaceId } = bought;
  await inWorkspace(workspaceId, (tx) => switchOffIn(tx, workspaceId, "ai", bySystem));
  expect(await switchOnTopUps(bought)).toEqual({ ok: true });
  await unwatch(workspaceId, "ai");
  await mustBuyAt(workspaceId, 50_00);
});

test("switched off while somebody switches it on at another amount, it buys at that one", async () => {
  const bought = await readyToTopUp(inbox);
  const { workspaceId } = bought;
  const other = new pg.Client({ connectionString: env.DATABASE_URL });
  await other.connect();
  await other.query("begin");
  await other.query("select from top_up_setting where workspace_id = $1 for update", [workspaceId]);
  const switching = switchOnTopUps(bought, { threshold: credits(200_00) });
  // The ledger knows, the settings do not yet.
  await expect.poll(lockedOut).toBe(1);
  await unwatch(workspaceId, "ai");
  await other.query("rollback");
  await other.end();
  expect(await switching).toEqual({ ok: true });
  await mustBuyAt(workspaceId, 150_00);
});

const isDue = async (workspaceId: string) =>
  (await findDueTopUps(clock.now(), hoursLater(clock.now(), -24))).some(
    (due) => due.workspaceId === workspaceId,
  );

test("a dispute decided just as a top-up finds it open wakes that top-up at once", async () => {
  const bought = await readyToTopUp(inbox);
  const { workspaceId } = bought;
  await inbox.openDispute(bought);
  let decided: Promise<unknown> | null = null;
  await interrupted(() => runTopUps(workspaceId), {
    after: /"purchase_dispute"/,
    by: async () => {
      decided = (await beside(() => inbox.closeDisputes(bought, "won"))).end;
    },
  });
  await decided;
  expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "waiting", failure: "disputed" }]);
  expect(await isDue(workspaceId)).toBe(true);
});

test("of two disputes decided at once, the last wakes the top-up that waited for both", async () => {
  const { workspaceId, purchaseId } = await readyToTopUp(inbox);
  const facts = { workspaceId, purchaseId, credits: 0n, amountCents: 1_000, createdAt: new Date() };
  await inWorkspace(workspaceId, (tx) =>
    tx.purchaseDispute.createMany({
      data: ["one", "other"].map((id) => ({ ...facts, id, state: "open" })),
    }),
  );
  await spendTo(workspaceId, 50_00);
  await runTopUps(workspaceId);
  expect(await topUpsOf(workspaceId)).toMatchObject([{ state: "waiting", failure: "disputed" }]);
  expect(await isDue(workspaceId)).toBe(false);

  const decide = (id: string) =>
    inWorkspace(workspaceId, async (tx) => {
      await tx.purchaseDispute.updateMany({ where: { workspaceId, id }, data: { state: "won" } });
      await resumeAfterDisputes(tx, workspaceId, clock.now());
    });
  let other: Promise<unknown> | null = null;
  await interrupted(() => decide("one"), {
    after: /count.*"purchase_dispute"/is,
    by: async () => {
      other = (await beside(() => decide("other"))).end;
    },
  });
  await other;
  expect(await isDue(workspaceId)).toBe(true);
});

test("two who change the amount at once: the ledger watches the one that is set in the end", async () => {
  const bought = await readyToTopUp(inbox);
  const { workspaceId, buyerId } = bought;
  // The ledger knows an amount that the settings do not know yet.
  await watchBelow(workspaceId, { kind: "ai", threshold: credits(200_00), setBy: buyerId });
  await interrupted(() => watchAsSet(workspaceId, "ai"), {
    after: /"credit_threshold"/,
    by: () => switchOnTopUps(bought, { threshold: credits(200_00) }),
  });
  await mustBuyAt(workspaceId, 150_00);
});

test("switched off while the bank is asked, and declined, it waits for no other try", async () => {
  const { workspaceId, buyerId: userId } = await readyToTopUp(inbox);
  const reasons = ["insufficient_funds"];
  await payments.control("decline-saved-card", { workspace: workspaceId, reasons });
  await spendTo(workspaceId, 50_00);
  await interrupted(() => runTopUps(workspaceId), {
    // The bank is about to be asked.
    after: /update.*"purchase".*"payment_intent_id"/is,
    by: () => switchOffBy({ workspaceId, userId }, "ai", clock.now()),
  });
  expect(await topUpsOf(workspaceId)).toMatchObject([
    { state: "off", nextTryAt: null, failure: "insufficient_funds" },
  ]);
  await runTopUps(workspaceId);
  expect(await intentsOf(workspaceId)).toMatchObject([{ status: "canceled" }]);
});
