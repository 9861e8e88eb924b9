import pg from "pg";
import { expect, test, vi } from "vitest";
import { openInbox } from "@/lib/billing/mutations/testing";
import { switchOffIn, unwatch } from "@/lib/billing/mutations/top-up/switch";
import {
  readyToTopUp,
  runTopUps,
  spendTo,
  switchOnTopUps,
  topUpsOf,
} from "@/lib/billing/mutations/top-up/testing";
import { credits } from "@/lib/credits/core/amount";
import { lockedOut } from "@/lib/credits/mutations/door/testing";
import { inWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";

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
