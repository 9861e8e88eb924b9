import { beforeEach, expect, test } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { newRatesFromNow, priceOf } from "@/lib/credits/mutations/rate-cards/testing";
import { currentRateCard } from "@/lib/credits/queries/rate-card";
import { findRun } from "@/lib/credits/queries/runs";
import { runImport } from "@/lib/leads/jobs/importing";
import { importOf, names, start, truth, workspaceFor } from "@/lib/leads/mutations/testing";
import { clock } from "@/lib/platform/clock";
import { runOf } from "./testing";

const OPERATION = "import_csv_usernames";
/** What a lead costs until the new rates of a test take effect. */
let each: number;
let version: string;
beforeEach(async () => {
  const card = await currentRateCard(clock.now());
  version = card.version;
  each = (card.rates.find(({ operation }) => operation === OPERATION)?.max ?? 0) / 10_000;
});
const raise = () => newRatesFromNow(priceOf(OPERATION, each / 100 + 30));

test("an import that runs is charged as it was quoted", async () => {
  const workspaceId = await workspaceFor(1_000);
  const { id } = await importOf(workspaceId, names(200));
  await start(workspaceId, id);
  await raise();
  await runImport({ workspaceId, importId: id });

  expect(await truth(workspaceId)).toMatchObject({ charged: 200 * each, held: 0, leads: 200 });
  const named = await asOwner(
    "select distinct rate_card_version as version from credit_entry where workspace_id = $1 and type in ('hold', 'charge')",
    [workspaceId],
  );
  expect(named).toEqual([{ version }]);
});

test("one whose price was shown before the new rates does not start above it", async () => {
  const workspaceId = await workspaceFor(1_000);
  const { id } = await importOf(workspaceId, names(10));
  const maximum = 10 * each;
  const card = await raise();
  expect(await start(workspaceId, id, { maximum })).toMatchObject({
    ok: false,
    reason: "quote_moved",
    quote: {
      operation: OPERATION,
      max: maximum + 30_000,
      quantity: 10,
      rateCardVersion: card.version,
    },
  });
  expect(await truth(workspaceId)).toMatchObject({ charged: 0, held: 0 });
  const agreed = { maximum: maximum + 30_000 };
  expect(await start(workspaceId, id, agreed)).toMatchObject({ ok: true });
  expect(await truth(workspaceId)).toMatchObject({ held: agreed.maximum });
});

test("one that waits for credits and is started again is quoted anew, and holds nothing twice", async () => {
  const workspaceId = await workspaceFor(0);
  const { id } = await importOf(workspaceId, names(10));
  expect(await start(workspaceId, id, { wait: true })).toMatchObject({ ok: false });
  const first = await runOf(workspaceId, id);
  expect(first).toMatchObject({ state: "blocked", quoted: { max: 10 * each } });

  const card = await raise();
  expect(await start(workspaceId, id, { wait: true })).toMatchObject({ ok: false });
  const second = await runOf(workspaceId, id);
  expect(second).toMatchObject({
    state: "blocked",
    rateCardVersion: card.version,
    quoted: { max: 10 * (each + 3_000) },
  });
  expect(await findRun(workspaceId, first.id, clock.now())).toMatchObject({ state: "stopped" });
  expect(await truth(workspaceId)).toMatchObject({ charged: 0, held: 0 });
});
