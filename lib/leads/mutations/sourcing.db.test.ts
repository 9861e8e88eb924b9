import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { FIRST_RATE_CARD as card } from "@/lib/credits/core/first-rate-card";
import { quoteOperation } from "@/lib/credits/core/rate-card";
import { captureRun } from "@/lib/credits/mutations/capture";
import { post } from "@/lib/credits/mutations/door";
import { finishRun, startRun } from "@/lib/credits/mutations/runs";
import { switchSourcing } from "@/lib/leads/mutations/sourcing";
import { grantFor, workspaceFor } from "@/lib/leads/mutations/testing";
import { askSourcing, sourcingSwitches } from "@/lib/leads/queries/sourcing";
import { recentSourcing } from "@/lib/leads/queries/sourcing/requests";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

const by = newId();
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 12, minute));

test("sourcing is on until somebody pauses it; each switch is kept, with who and when", async () => {
  const workspaceId = await workspaceFor(0);
  expect(await askSourcing(workspaceId)).toEqual({ ok: true });
  const set = (enabled: boolean, minute: number) =>
    switchSourcing(workspaceId, { enabled, by, now: at(minute) });

  expect(await set(true, 0)).toEqual({ changed: false });
  expect(await set(false, 1)).toEqual({ changed: true });
  expect(await set(false, 2)).toEqual({ changed: false });
  expect(await askSourcing(workspaceId)).toEqual({
    ok: false,
    reason: "sourcing_paused",
    since: at(1),
  });
  expect(await set(true, 3)).toEqual({ changed: true });
  expect(await askSourcing(workspaceId)).toEqual({ ok: true });
  expect((await sourcingSwitches(workspaceId, 5)).map(({ enabled, at }) => [enabled, at])).toEqual([
    [true, at(3).toISOString()],
    [false, at(1).toISOString()],
  ]);
});

test("many who pause at once write it down once", async () => {
  const workspaceId = await workspaceFor(0);
  const pause = () => switchSourcing(workspaceId, { enabled: false, by, now: clock.now() });
  const answers = await Promise.all(Array.from({ length: 6 }, pause));
  expect(answers.filter(({ changed }) => changed)).toHaveLength(1);
  expect(await sourcingSwitches(workspaceId, 10)).toHaveLength(1);
});

test("the record cannot be rewritten, not even by its own workspace", async () => {
  const workspaceId = await workspaceFor(0);
  await switchSourcing(workspaceId, { enabled: false, by, now: clock.now() });
  const change = inWorkspace(workspaceId, (tx) =>
    tx.sourcingSwitch.updateMany({ where: { workspaceId }, data: { enabled: true } }),
  );
  await expect(change).rejects.toThrow();
  const remove = inWorkspace(workspaceId, (tx) =>
    tx.sourcingSwitch.deleteMany({ where: { workspaceId } }),
  );
  await expect(remove).rejects.toThrow();
});

test("a request that is a run says what it delivered, and what came back counts as not charged", async () => {
  const workspaceId = await workspaceFor(0);
  await grantFor(workspaceId, 10);
  const quote = quoteOperation("lead_sourcing", { quantity: 50 }, card);
  const subject = "Coffee roasters, 50 leads";
  const progress = { done: 0, total: 50 };
  const begun = { workspaceId, actorId: by, operation: "lead_sourcing", subject, quote, progress };
  const started = await startRun(begun);
  if (!started.ok) throw new Error(started.reason);
  const { runId } = started;
  const work = { quantity: 30, inputs: {}, amount: credits(30_00), key: "1" };
  expect(await captureRun({ workspaceId, runId, ...work })).toEqual({ ok: true });
  await finishRun({ workspaceId, runId, progress: { done: 30, total: 50 } });
  const charge = await inWorkspace(workspaceId, (tx) =>
    tx.creditEntry.findFirstOrThrow({ where: { workspaceId, kind: "lead", type: "charge" } }),
  );
  await post(workspaceId, "lead", {
    type: "refund",
    key: newId(),
    corrects: Number(charge.seq),
    amount: credits(5_00),
    actor: { type: "system" },
    reason: "Five bounced",
  });

  expect(await recentSourcing(workspaceId, 10, clock.now())).toMatchObject([
    { id: runId, runId, requested: 50, delivered: 30, charged: 25_00, open: false },
  ]);
});
