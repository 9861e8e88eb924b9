import { expect, test, vi } from "vitest";
import { openInbox } from "@/lib/billing/mutations/testing";
import { readyToTopUp, runTopUps, spendTo, topUpsOf } from "@/lib/billing/mutations/top-up/testing";
import { type Hint, listen } from "@/lib/platform/events";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);
const inbox = openInbox(payments);

test("open pages hear of a top-up for which the month's limit leaves no room", async () => {
  const { workspaceId } = await readyToTopUp(inbox, { monthlyLimitCents: 5_000 });
  await spendTo(workspaceId, 50_00);
  await runTopUps(workspaceId);
  await inbox.process(await inbox.arrived("payment_intent.succeeded"));
  await spendTo(workspaceId, 50_00);

  const hints: Hint[] = [];
  const onHint = (hint: Hint) => void hints.push(hint);
  const ready = Promise.withResolvers<void>();
  const stop = listen({ onHint, onReady: () => ready.resolve(), onMissed: () => {} });
  await ready.promise;
  await runTopUps(workspaceId);
  const waiting = (await topUpsOf(workspaceId)).find(({ state }) => state === "waiting");
  expect(waiting).toMatchObject({ failure: "over_limit" });
  const told = { workspaceId, purchase: { id: waiting?.id } };
  await expect.poll(() => hints, { timeout: 5_000 }).toContainEqual(told);
  stop();
});
