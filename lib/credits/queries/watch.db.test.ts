import pg from "pg";
import { expect, test, vi } from "vitest";
import type { LiveEvent } from "@/lib/credits/core/live";
import { finishRun, updateRunProgress } from "@/lib/credits/mutations/runs";
import { aWorkspace } from "@/lib/credits/mutations/testing";
import { watchWorkspace } from "@/lib/credits/queries/watch";
import { clock } from "@/lib/platform/clock";
import { db, inWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { announce, announceSetting, type Hint, listen } from "@/lib/platform/events";
import { logger } from "@/lib/platform/logger";

const within = { timeout: 5_000, interval: 20 };

function watched(workspaceId: string, since: Date | null = null) {
  const events: LiveEvent[] = [];
  const stop = watchWorkspace(workspaceId, since, (event) => events.push(event));
  const balances = () =>
    events.flatMap((event) =>
      event.type === "balance" && event.data.kind === "lead" ? [event.data] : [],
    );
  const runs = () => events.flatMap((event) => (event.type === "run" ? [event.data] : []));
  const purchases = () =>
    events.flatMap((event) => (event.type === "purchase" ? [event.data.id] : []));
  const settings = () => events.filter(({ type }) => type === "setting").length;
  return { stop, balances, runs, purchases, settings };
}

test("it begins with what is there, and tells each change once, in order", async () => {
  const { workspaceId, grant, started, capture } = await aWorkspace();
  await grant(500);
  const { stop, balances, runs } = watched(workspaceId);
  await expect.poll(() => balances().at(-1)?.current, within).toBe(50_000);

  const runId = await started(5);
  await capture(runId, 2, "a");
  await updateRunProgress({ workspaceId, runId, progress: { done: 2, total: 5 } });
  await finishRun({ workspaceId, runId });
  await expect.poll(() => runs().at(-1)?.state, within).toBe("done");
  await expect.poll(() => balances().at(-1)?.available, within).toBe(36_000);
  stop();

  const versions = balances().map(({ version }) => version);
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  const runVersions = runs().map(({ version }) => version);
  expect(runVersions).toEqual(runVersions.toSorted((a, b) => a - b));
  expect(runs().at(-1)).toMatchObject({ charged: 14_000, returned: 21_000 });
});

test("what nobody announced is found by looking", async () => {
  const { workspaceId, grant, started } = await aWorkspace();
  await grant(500);
  const runId = await started(1);
  const { stop, runs } = watched(workspaceId);
  await expect.poll(() => runs().length, within).toBeGreaterThan(0);
  await inWorkspace(workspaceId, (tx) =>
    tx.operationRun.updateMany({
      where: { workspaceId, id: runId },
      data: { state: "stopping", version: { increment: 1 }, updatedAt: new Date() },
    }),
  );
  await expect.poll(() => runs().at(-1)?.state, within).toBe("stopping");
  stop();
});

test("who was away catches up with what ended meanwhile", async () => {
  const { workspaceId, grant, started } = await aWorkspace();
  await grant(500);
  const left = new Date();
  const runId = await started(1);
  await finishRun({ workspaceId, runId });
  const { stop, runs } = watched(workspaceId, left);
  await expect.poll(() => runs().map(({ state }) => state), within).toEqual(["done"]);
  stop();
});

test("what was announced while nobody could hear it makes every page look again", async () => {
  const { workspaceId } = await aWorkspace();
  const here = watched(workspaceId);
  const { stop, settings } = here;
  await expect.poll(() => changesSeenBy(here, workspaceId), within).toBeGreaterThan(0);
  expect(settings()).toBe(0);

  await stopHearing();
  await db.$transaction((tx) => announceSetting(tx, workspaceId));
  await expect.poll(settings, within).toBe(1);
  stop();
});

test("what was announced between the drawing of a page and its asking for events is told to it, and not to others", async () => {
  const { workspaceId } = await aWorkspace();
  const other = await aWorkspace();
  const before = watched(workspaceId);
  await expect.poll(() => changesSeenBy(before, workspaceId), within).toBeGreaterThan(0);
  const [drawn, heard] = [new Date(), before.settings()];
  await db.$transaction((tx) => announce(tx, workspaceId, { id: "failed" }));
  await db.$transaction((tx) => announceSetting(tx, workspaceId));
  await expect.poll(before.settings, within).toBe(heard + 1);
  // The previous page was left, and for a moment nobody listens.
  before.stop();

  const later = watched(workspaceId, new Date(drawn.getTime() + 3_600_000));
  const stranger = watched(other.workspaceId, drawn);
  const next = watched(workspaceId, drawn);
  await expect.poll(next.purchases, within).toContain("failed");
  expect(next.settings()).toBeGreaterThan(0);
  await expect.poll(() => later.balances().length + stranger.balances().length, within).toBe(2);
  expect([...later.purchases(), ...stranger.purchases()]).toEqual([]);
  expect(later.settings() + stranger.settings()).toBe(0);
  for (const { stop } of [later, stranger, next]) stop();
});

/** Announces a purchase, and returns how many announcements were heard: none as long as nobody listens yet. */
async function changesSeenBy(
  { purchases }: Pick<ReturnType<typeof watched>, "purchases">,
  workspaceId: string,
) {
  await db.$transaction((tx) => announce(tx, workspaceId, { id: "heard" }));
  return purchases().length;
}

/** Cuts the connection on which this process hears announcements. */
async function stopHearing(): Promise<void> {
  const cut = await asOwner(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'wellspent-events'`,
  );
  expect(cut).toBe(1);
}

async function asOwner(statement: string): Promise<number | null> {
  const owner = new pg.Client({ connectionString: env.DATABASE_URL });
  await owner.connect();
  const { rowCount } = await owner.query(statement).finally(() => owner.end());
  return rowCount;
}

test("who came while nothing could be read hears everything once it can", async () => {
  const { workspaceId, grant } = await aWorkspace();
  await grant(500);
  await asOwner("alter table credit_lot rename to credit_lot_away");
  const failed = vi.spyOn(logger, "error");
  const { stop, balances } = watched(workspaceId);
  await expect.poll(() => failed.mock.calls.length, within).toBeGreaterThan(0);
  await asOwner("alter table credit_lot_away rename to credit_lot");
  await expect.poll(() => balances().at(-1)?.current, within).toBe(50_000);
  await grant(100);
  await expect.poll(() => balances().at(-1)?.current, within).toBe(60_000);
  stop();
  failed.mockRestore();
});

test("who names a time that no page was drawn at hears like anybody else", async () => {
  const { workspaceId, grant } = await aWorkspace();
  await grant(500);
  const longAgo = watched(workspaceId, new Date(-8.64e15));
  await expect.poll(() => longAgo.balances().at(-1)?.current, within).toBe(50_000);
  longAgo.stop();
});

test("what is announced while the workspace is being read is read once more, without waiting for the next look", async () => {
  const { workspaceId, grant } = await aWorkspace();
  // Nobody looks by himself here: only what was announced is read.
  const looking = vi.spyOn(globalThis, "setInterval").mockReturnValue(setTimeout(() => {}, 0));
  const here = watched(workspaceId);
  await expect.poll(() => here.balances().at(-1)?.current, within).toBe(0);
  await expect.poll(() => changesSeenBy(here, workspaceId), within).toBeGreaterThan(0);

  let hints = 0;
  const onHint = (hint: Hint) => {
    if (!("leaving" in hint || hint.purchase)) hints += 1;
  };
  const forget = listen({ onHint, onMissed: () => {} });
  const lock = new pg.Client({ connectionString: env.DATABASE_URL });
  await lock.connect();
  try {
    // The balances are read before the notices, which nobody can read now.
    await lock.query("begin; lock table notice in access exclusive mode");
    await db.$transaction((tx) => announce(tx, workspaceId));
    const isReading = async () =>
      (
        await lock.query(
          "select 1 from pg_locks where not granted and relation = 'notice'::regclass",
        )
      ).rowCount;
    await expect.poll(isReading, within).toBe(1);
    const heard = hints;
    await grant(500);
    await expect.poll(() => hints, within).toBeGreaterThan(heard);
  } finally {
    await lock.end();
    forget();
  }
  await expect.poll(() => here.balances().at(-1)?.current, within).toBe(50_000);
  here.stop();
  looking.mockRestore();
});

test("a clock that is set back brings no earlier balance back", async () => {
  const { workspaceId, grant } = await aWorkspace();
  const start = Date.now();
  const itIs = (at: number) => vi.spyOn(clock, "now").mockReturnValue(new Date(at));
  itIs(start);
  await grant(500, new Date(start + 60_000));
  const { stop, balances, purchases } = watched(workspaceId);
  await expect.poll(() => balances().at(-1)?.current, within).toBe(50_000);
  const read = async (id: string) => {
    await db.$transaction((tx) => announce(tx, workspaceId, { id }));
    await expect.poll(() => purchases(), within).toContain(id);
  };
  itIs(start + 61_000);
  await expect.poll(() => changesSeenBy({ purchases }, workspaceId), within).toBeGreaterThan(0);
  await expect.poll(() => balances().at(-1)?.current, within).toBe(0);
  itIs(start + 59_000);
  await read("earlier");
  itIs(start + 62_000);
  await read("later");
  await grant(100);
  await expect.poll(() => balances().at(-1)?.current, within).toBe(10_000);
  expect(balances().map(({ current }) => current)).toEqual([50_000, 0, 10_000]);
  stop();
  vi.restoreAllMocks();
});

test("a lot's expiry and a purchase are told, and another workspace's changes are not", async () => {
  const here = await aWorkspace();
  const there = await aWorkspace();
  await here.grant(500, new Date(Date.now() + 1_500));
  const { stop, balances, purchases } = watched(here.workspaceId);
  await expect.poll(() => balances().at(-1)?.current, within).toBe(50_000);
  await there.grant(900);
  await db.$transaction((tx) => announce(tx, here.workspaceId, { id: "bought" }));
  await expect.poll(() => purchases(), within).toEqual(["bought"]);
  await expect.poll(() => balances().at(-1)?.current, within).toBe(0);
  expect(balances().every(({ current }) => current !== 90_000)).toBe(true);
  stop();
});
