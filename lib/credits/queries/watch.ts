import { KINDS, type Kind } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import { isNewerBalance, isNewerRun, type LiveEvent, sameBalance } from "@/lib/credits/core/live";
import type { Run } from "@/lib/credits/core/run";
import { balanceAndChange } from "@/lib/credits/queries/balance";
import { changeMarks } from "@/lib/credits/queries/changes";
import { noticeMark } from "@/lib/credits/queries/inbox";
import { listRuns, runsChangedSince } from "@/lib/credits/queries/runs";
import { clock } from "@/lib/platform/clock";
import { type Hint, listen } from "@/lib/platform/events";
import { logger } from "@/lib/platform/logger";

type Send = (event: LiveEvent) => void;
type Watch = {
  workspaceId: string;
  /** Who gets changes; one that is still catching up gets none yet. */
  subscribers: Map<Send, "catching up" | "live">;
  mark: string | null;
  balances: Map<Kind, Balance>;
  runs: Map<string, Run>;
  runsUntil: Date;
  noticeMark: string | null;
  refreshing: Promise<void> | null;
  refreshAgain: boolean;
  /** When the clock alone changes a balance. */
  due: NodeJS.Timeout | null;
};
type Recent = { workspaceId: string; at: number; event: LiveEvent };
type Shared = {
  watches: Map<string, Watch>;
  poll: NodeJS.Timeout | null;
  unlisten: () => void;
  /** Stops listening some time after the last subscriber left. */
  leaving: NodeJS.Timeout | null;
  /** Recent changes of purchases and settings. */
  recent: Recent[];
};

// Next loads a module once per bundle; a workspace must still be watched once per process.
const processWide = globalThis as unknown as { __wellspentWatches?: Shared };
processWide.__wellspentWatches ??= {
  watches: new Map(),
  poll: null,
  unlisten: () => {},
  leaving: null,
  recent: [],
};
const shared = processWide.__wellspentWatches;

const POLL_EVERY = 1_000;
/** How far back each query looks: the clocks of servers differ, and a commit may become visible late. */
const OVERLAP = 10_000;
const FARTHEST_TIMER = 2_147_000_000;
/** A page opens its stream within this time of being rendered. */
const REMEMBERED_FOR = 60_000;

/**
 * Calls `send` with each change of the workspace's balances, runs and notices, whichever process made it, until the
 * returned function is called. Reacts to notifications at once, and polls every second besides. Never sends a state older
 * than one it has sent. Starts with the current state, and with what changed after `since`.
 */
export function watchWorkspace(workspaceId: string, since: Date | null, send: Send): () => void {
  const watch = shared.watches.get(workspaceId) ?? newWatch(workspaceId);
  watch.subscribers.set(send, "catching up");
  startPolling();
  void catchUpWithRetry(watch, since, send);

  return () => {
    watch.subscribers.delete(send);
    if (watch.subscribers.size > 0) return;
    if (watch.due) clearTimeout(watch.due);
    shared.watches.delete(workspaceId);
    if (shared.watches.size === 0) stopPolling();
  };
}

function newWatch(workspaceId: string): Watch {
  const watch: Watch = {
    workspaceId,
    subscribers: new Map(),
    mark: null,
    balances: new Map(),
    runs: new Map(),
    runsUntil: clock.now(),
    noticeMark: null,
    refreshing: null,
    refreshAgain: false,
    due: null,
  };
  shared.watches.set(workspaceId, watch);
  return watch;
}

function startPolling(): void {
  if (shared.poll) return;
  shared.poll = setInterval(() => void poll(), POLL_EVERY);
  if (shared.leaving) clearTimeout(shared.leaving);
  else shared.unlisten = listen({ onHint, onMissed });
  shared.leaving = null;
}

/** Goes on listening for a while: when one page replaces another, the next stream is requested in a moment. */
function stopPolling(): void {
  if (shared.poll) clearInterval(shared.poll);
  shared.poll = null;
  shared.leaving = setTimeout(() => {
    shared.leaving = null;
    shared.recent = [];
    shared.unlisten();
  }, REMEMBERED_FOR).unref();
}

/** Until it has caught up, a subscriber is sent no other changes, so giving up would leave it without any, unnoticed. */
async function catchUpWithRetry(watch: Watch, since: Date | null, send: Send): Promise<void> {
  try {
    await catchUp(watch, since, send);
  } catch (error) {
    logger.error({ err: error }, "events: catching up");
    if (!watch.subscribers.has(send)) return;
    setTimeout(() => void catchUpWithRetry(watch, since, send), POLL_EVERY).unref();
  }
}

/** Sends a new subscriber the current state; from then on it gets the same changes as all others. */
async function catchUp(watch: Watch, since: Date | null, send: Send): Promise<void> {
  await refresh(watch);
  const missed = await missedRuns(watch.workspaceId, since);
  if (!watch.subscribers.has(send)) return;
  watch.subscribers.set(send, "live");
  for (const event of recentSince(watch.workspaceId, since)) send(event);
  for (const balance of watch.balances.values()) send({ type: "balance", data: balance });
  if (watch.noticeMark !== null) send({ type: "notices", data: { mark: watch.noticeMark } });
  for (const run of missed) {
    const newer = watch.runs.get(run.id);
    send({ type: "run", data: newer && isNewerRun(newer, run) ? newer : run });
  }
}

async function missedRuns(workspaceId: string, since: Date | null): Promise<Run[]> {
  const now = clock.now();
  const active = { states: ["queued", "blocked", "running", "stopping"] as const };
  const [open, changed] = await Promise.all([
    listRuns(workspaceId, active, { after: null, size: 50 }, now),
    since ? runsChangedSince(workspaceId, longBefore(since), now) : { runs: [] },
  ]);
  return [...new Map([...open.runs, ...changed.runs].map((run) => [run.id, run])).values()];
}

/** `since` comes from the address and may be any time; PostgreSQL has no timestamps before 4713 BC. */
const longBefore = (since: Date): Date => new Date(Math.max(0, since.getTime() - OVERLAP));

function onHint(hint: Hint): void {
  if ("leaving" in hint) return;
  const { workspaceId, purchase, setting } = hint;
  const watch = shared.watches.get(workspaceId);
  const events: LiveEvent[] = [];
  if (purchase) events.push({ type: "purchase", data: { id: purchase.id } });
  if (setting) events.push({ type: "setting", data: {} });
  for (const event of events) {
    keep(workspaceId, event);
    if (watch) broadcastToAll(watch, event);
  }
  if (!watch) return;
  void refresh(watch).catch((error) => logger.error({ err: error }, "events: refreshing"));
}

/** These events have no mark to compare later: a page rendered just before one, whose stream opens just after, needs it too. */
function keep(workspaceId: string, event: LiveEvent): void {
  const at = clock.now().getTime();
  shared.recent = shared.recent.filter((one) => one.at > at - REMEMBERED_FOR);
  shared.recent.push({ workspaceId, at, event });
}

function recentSince(workspaceId: string, since: Date | null): LiveEvent[] {
  if (!since) return [];
  const from = since.getTime() - OVERLAP;
  return shared.recent
    .filter((one) => one.workspaceId === workspaceId && one.at > from)
    .map(({ event }) => event);
}

/** Hints of purchases and settings may have been lost, and have no mark to compare: every page reloads. */
function onMissed(): void {
  for (const workspaceId of shared.watches.keys()) onHint({ workspaceId, setting: true });
}

/** Includes subscribers that are still catching up: their page may have been rendered just before. */
function broadcastToAll(watch: Watch, event: LiveEvent): void {
  for (const send of watch.subscribers.keys()) send(event);
}

let polling = false;
async function poll(): Promise<void> {
  if (polling) return;
  polling = true;
  try {
    const marks = await changeMarks([...shared.watches.keys()]);
    for (const [id, mark] of marks) {
      const watch = shared.watches.get(id);
      if (!watch || watch.mark === mark) continue;
      await refresh(watch);
      watch.mark = mark;
    }
  } catch (error) {
    logger.warn({ err: error }, "events: polling");
  } finally {
    polling = false;
  }
}

/** Reads the workspace and sends what changed. Called meanwhile, it runs once more afterwards, so no change is missed. */
function refresh(watch: Watch): Promise<void> {
  if (watch.refreshing) {
    watch.refreshAgain = true;
    return watch.refreshing;
  }
  watch.refreshing = refreshUntilCurrent(watch).finally(() => {
    watch.refreshing = null;
  });
  return watch.refreshing;
}

async function refreshUntilCurrent(watch: Watch): Promise<void> {
  do {
    watch.refreshAgain = false;
    const now = clock.now();
    const found = await Promise.all(
      KINDS.map((kind) => balanceAndChange(watch.workspaceId, kind, now)),
    );
    for (const { balance } of found) noteBalance(watch, balance);
    await noteRuns(watch, now);
    await noteNotices(watch);
    refreshWhenDue(
      watch,
      found.map(({ changesAt }) => changesAt?.getTime() ?? Infinity),
      now,
    );
  } while (watch.refreshAgain && watch.subscribers.size > 0);
}

function noteBalance(watch: Watch, balance: Balance): void {
  const shown = watch.balances.get(balance.kind);
  if (!isNewerBalance(balance, shown)) return;
  watch.balances.set(balance.kind, balance);
  if (!shown || !sameBalance(balance, shown)) broadcast(watch, { type: "balance", data: balance });
}

async function noteRuns(watch: Watch, now: Date): Promise<void> {
  const since = new Date(watch.runsUntil.getTime() - OVERLAP);
  const { runs, until } = await runsChangedSince(watch.workspaceId, since, now);
  if (until > watch.runsUntil) watch.runsUntil = until;
  const known = watch.runs;
  watch.runs = new Map(runs.map((run) => [run.id, run]));
  for (const run of runs) {
    const shown = known.get(run.id);
    const changed = !shown || shown.version !== run.version || shown.charged !== run.charged;
    if (changed && isNewerRun(run, shown)) broadcast(watch, { type: "run", data: run });
  }
}

async function noteNotices(watch: Watch): Promise<void> {
  const mark = await noticeMark(watch.workspaceId);
  if (mark === watch.noticeMark) return;
  watch.noticeMark = mark;
  broadcast(watch, { type: "notices", data: { mark } });
}

/** A lot's expiry and a hold's lapse write no row at their instant: refresh then. */
function refreshWhenDue(watch: Watch, at: readonly number[], now: Date): void {
  if (watch.due) clearTimeout(watch.due);
  const wait = Math.min(...at) - now.getTime();
  watch.due =
    wait < FARTHEST_TIMER && watch.subscribers.size > 0
      ? setTimeout(() => void refresh(watch).catch(() => {}), Math.max(0, wait) + 5).unref()
      : null;
}

function broadcast(watch: Watch, event: LiveEvent): void {
  for (const [send, state] of watch.subscribers) if (state === "live") send(event);
}
