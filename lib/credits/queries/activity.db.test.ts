import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { failRun, finishRun, requestStop } from "@/lib/credits/mutations/runs";
import { aWorkspace } from "@/lib/credits/mutations/testing";
import { type ActivityPage, listActivity } from "@/lib/credits/queries/activity";
import { findProgramHold } from "@/lib/credits/queries/holds";
import { createApiKey } from "@/lib/identity/mutations/api-keys";
import { createUser } from "@/lib/identity/mutations/users";
import type { WorkspaceId } from "@/lib/identity/types";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { interrupted } from "@/lib/platform/testing";

const ALL = { state: "all", op: null, by: null } as const;
const HOUR = 3_600_000;

async function aBusyWorkspace() {
  const workspace = await aWorkspace();
  const { workspaceId } = workspace;
  await workspace.grant(10_000);
  const user = await createUser({
    name: "Ines",
    email: `${newId()}@example.com`,
    emailVerified: true,
  });
  if (!user.ok) throw new Error("no user");
  const by = { workspaceId: workspaceId as WorkspaceId, userId: user.userId };
  const key = await createApiKey(by, { name: "Sync", scopes: ["credits:spend"], lifetime: null });
  if (!key.ok) throw new Error("no key");
  const actor = { type: "api_key", id: key.apiKeyId } as const;
  const said = { actor, reason: "Held", operation: "custom:crawl" };
  return {
    ...workspace,
    keyId: key.apiKeyId,
    hold: async (amount: number, lapsesAt = new Date(clock.now().getTime() + HOUR)) => {
      const holdId = newId();
      const command = { ...said, type: "hold", key: newId(), holdId, lapsesAt } as const;
      await post(workspaceId, "lead", { ...command, amount: credits(amount * 100) });
      return holdId;
    },
    captureHold: (holdId: string, amount: number, settle: boolean) =>
      post(workspaceId, "lead", {
        ...said,
        type: "capture",
        key: newId(),
        holdId,
        amount: credits(amount * 100),
        settle,
      }),
    list: (wanted: Partial<Parameters<typeof listActivity>[1]> = {}, now = clock.now()) =>
      listActivity(workspaceId, { ...ALL, ...wanted }, { after: null, size: 50 }, now),
  };
}

const ids = ({ items }: ActivityPage): string[] =>
  items.map((item) => (item.source === "run" ? item.run.id : item.hold.id));

test("runs and what programs hold are one list, newest first; a hold of a run is the run's", async () => {
  const { started, hold, captureHold, list, keyId } = await aBusyWorkspace();
  const first = await started(2);
  const open = await hold(40);
  const captured = await hold(30);
  await captureHold(captured, 12, true);
  const second = await started(1);

  const page = await list();
  expect(ids(page)).toEqual([second, captured, open, first]);
  expect(page.items[2]).toMatchObject({
    source: "program",
    hold: { state: "open", amount: 4_000, held: 4_000, charged: 0, returned: 0, keyId },
  });
  expect(page.items[1]).toMatchObject({
    hold: { state: "settled", held: 0, charged: 1_200, returned: 1_800 },
  });
});

test("filters: state, operation and who, alone and together", async () => {
  const { workspaceId, actorId, keyId, started, waitingRun, hold, captureHold, list } =
    await aBusyWorkspace();
  const running = await started(1);
  const done = await started(2);
  await finishRun({ workspaceId, runId: done });
  const failed = await started(3);
  await failRun({ workspaceId, runId: failed, reference: "8F21" });
  const blocked = await waitingRun(1_000);
  const stopped = await waitingRun(2_000);
  await requestStop({ workspaceId, runId: stopped });
  const open = await hold(10);
  const captured = await hold(10);
  await captureHold(captured, 1, true);
  const lapsing = await hold(10, new Date(clock.now().getTime() + 60_000));

  const found = async (wanted: Parameters<typeof list>[0], now?: Date) =>
    ids(await list(wanted, now));
  expect(await found({ state: "active" })).toEqual([lapsing, open, blocked, running]);
  expect(await found({ state: "blocked" })).toEqual([blocked]);
  expect(await found({ state: "done" })).toEqual([captured, done]);
  expect(await found({ state: "failed" })).toEqual([failed]);
  expect(await found({ state: "stopped" })).toEqual([stopped]);
  // A minute later one has lapsed, by the clock: no row says so.
  const later = new Date(clock.now().getTime() + 61_000);
  expect(await found({ state: "stopped" }, later)).toEqual([lapsing, stopped]);
  expect(await found({ state: "active" }, later)).toEqual([open, blocked, running]);

  expect(await found({ op: "custom:crawl" })).toEqual([lapsing, captured, open]);
  expect(await found({ by: keyId, state: "done" })).toEqual([captured]);
  expect(await found({ by: actorId, state: "done" })).toEqual([done]);
  expect(await found({ op: "custom:crawl", by: actorId })).toEqual([]);
});

test("pages neither skip nor repeat, whatever is in them and whatever arrives meanwhile", async () => {
  const { workspaceId, started, hold } = await aBusyWorkspace();
  const made: string[] = [];
  for (let at = 0; at < 9; at += 1) made.unshift(at % 3 === 1 ? await hold(1) : await started(1));
  const seen: string[] = [];
  let after: ActivityPage["next"] = null;
  do {
    const page = await listActivity(workspaceId, ALL, { after, size: 2 }, clock.now());
    seen.push(...ids(page));
    after = page.next;
    await started(1);
  } while (after);
  expect(seen).toEqual(made);
});

test("another workspace sees nothing of it", async () => {
  const { hold, started } = await aBusyWorkspace();
  const holdId = await hold(5);
  await started(1);
  const other = await aWorkspace();
  const page = await listActivity(other.workspaceId, ALL, { after: null, size: 9 }, clock.now());
  expect(page.items).toEqual([]);
  expect(await findProgramHold(other.workspaceId, holdId, clock.now())).toBeNull();
});

test("a hold names exactly the rows that were charged to it", async () => {
  const { workspaceId, hold, captureHold, started, capture } = await aBusyWorkspace();
  const [one, two] = [await hold(20), await hold(20)];
  await captureHold(one, 3, false);
  await captureHold(two, 4, false);
  await captureHold(one, 5, true);
  await capture(await started(1), 1, "a");

  const { captures = [] } = (await findProgramHold(workspaceId, one, clock.now())) ?? {};
  expect(captures.map(({ amount }) => amount)).toEqual([-300, -500]);
  expect(captures.every(({ id }) => /^lead-\d+$/.test(id))).toBe(true);
});

test("a hold that is charged while it is read names rows that come to what it was charged", async () => {
  const { workspaceId, hold, captureHold } = await aBusyWorkspace();
  const id = await hold(20);
  await captureHold(id, 3, false);
  const found = await interrupted(() => findProgramHold(workspaceId, id, clock.now()), {
    after: /"credit_hold"/,
    by: () => captureHold(id, 5, true),
  });
  const named = found?.captures.reduce((sum, { amount }) => sum - amount, 0);
  expect(named).toBe(found?.hold.charged);
});
