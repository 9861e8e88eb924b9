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

type Hear = (event: LiveEvent) => void;
type Watch = {
  workspaceId: string;
  /** Who hears; one that is still catching up does not yet. */
  hearers: Map<Hear, "catching up" | "hears">;
  mark: string | null;
  balances: Map<Kind, Balance>;
  runs: Map<string, Run>;
  runsUntil: Date;
  noticeMark: string | null;
  looking: Promise<void> | null;
  lookAgain: boolean;
  /** When the clock alone changes a balance. */
  due: NodeJS.Timeout | null;
};
type Announced = { workspaceId: string; at: number; event: LiveEvent };
type Shared = {
  watches: Map<string, Watch>;
  poll: NodeJS.Timeout | null;
  unlisten: () => void;
  /** Ends the listening some time after the last watcher left. */
  leaving: NodeJS.Timeout | null;
  /** Purchases and settings of late. */
  announced: Announced[];
};

// Next loads a module once per bundle; a workspace must still be watched once per process.
const processWide = globalThis as unknown as { __wellspentWatches?: Shared };
processWide.__wellspentWatches ??= {
  watches: new Map(),
  poll: null,
  unlisten: () => {},
  leaving: null,
  announced: [],
};
const shared = processWide.__wellspentWatches;

const POLL_EVERY = 1_000;
/** Changes are looked for this far back: clocks of servers differ, and a commit may come late. */
const OVERLAP = 10_000;
const FARTHEST_TIMER = 2_147_000_000;
/** A page takes less than this from being drawn to asking for its stream. */
const REMEMBERED_FOR = 60_000;

/**
 * Tells `hear` each change of the workspace's balances, runs and notices, whichever process made it, until the answered
 * function is called. A notification wakes it at once; without one it looks every second. What it tells never
 * goes back behind what it told before. It starts with what is there now, and with what changed after `since`.
 */
export function watchWorkspace(workspaceId: string, since: Date | null, hear: Hear): () => void {
  const watch = shared.watches.get(workspaceId) ?? newWatch(workspaceId);
  watch.hearers.set(hear, "catching up");
  begin();
  void catchUpWhateverItTakes(watch, since, hear);

  return () => {
    watch.hearers.delete(hear);
    if (watch.hearers.size > 0) return;
    if (watch.due) clearTimeout(watch.due);
    shared.watches.delete(workspaceId);
    if (shared.watches.size === 0) rest();
  };
}

function newWatch(workspaceId: string): Watch {
  const watch: Watch = {
    workspaceId,
    hearers: new Map(),
    mark: null,
    balances: new Map(),
    runs: new Map(),
    runsUntil: clock.now(),
    noticeMark: null,
    looking: null,
    lookAgain: false,
    due: null,
  };
  shared.watches.set(workspaceId, watch);
  return watch;
}

function begin(): void {
  if (shared.poll) return;
  shared.poll = setInterval(() => void poll(), POLL_EVERY);
  if (shared.leaving) clearTimeout(shared.leaving);
  else shared.unlisten = listen({ hear: take, missed: takeAll });
  shared.leaving = null;
}

/** Listens on for a while: a page that was left for another one, by a load, asks again in a moment. */
function rest(): void {
  if (shared.poll) clearInterval(shared.poll);
  shared.poll = null;
  shared.leaving = setTimeout(() => {
    shared.leaving = null;
    shared.announced = [];
    shared.unlisten();
  }, REMEMBERED_FOR).unref();
}

/** A newcomer hears nothing else before: one that gave up would look as if all were well, and be deaf. */
async function catchUpWhateverItTakes(watch: Watch, since: Date | null, hear: Hear): Promise<void> {
  try {
    await catchUp(watch, since, hear);
  } catch (error) {
    logger.error({ err: error }, "events: catching up");
    if (!watch.hearers.has(hear)) return;
    setTimeout(() => void catchUpWhateverItTakes(watch, since, hear), POLL_EVERY).unref();
  }
}

/** The newcomer hears what is there now, then with everybody else what changes. */
async function catchUp(watch: Watch, since: Date | null, hear: Hear): Promise<void> {
  await look(watch);
  const missed = await missedRuns(watch.workspaceId, since);
  if (!watch.hearers.has(hear)) return;
  watch.hearers.set(hear, "hears");
  for (const event of announcedSince(watch.workspaceId, since)) hear(event);
  for (const balance of watch.balances.values()) hear({ type: "balance", data: balance });
  if (watch.noticeMark !== null) hear({ type: "notices", data: { mark: watch.noticeMark } });
  for (const run of missed) {
    const told = watch.runs.get(run.id);
    hear({ type: "run", data: told && isNewerRun(told, run) ? told : run });
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

/** An address may say any time; PostgreSQL knows none that is older than its calendar. */
const longBefore = (since: Date): Date => new Date(Math.max(0, since.getTime() - OVERLAP));

function take(hint: Hint): void {
  if ("leaving" in hint) return;
  const { workspaceId, purchase, setting } = hint;
  const watch = shared.watches.get(workspaceId);
  const events: LiveEvent[] = [];
  if (purchase) events.push({ type: "purchase", data: { id: purchase.id } });
  if (setting) events.push({ type: "setting", data: {} });
  for (const event of events) {
    remember(workspaceId, event);
    if (watch) passOn(watch, event);
  }
  if (!watch) return;
  void look(watch).catch((error) => logger.error({ err: error }, "events: looking"));
}

/** No mark tells of it later: whoever drew a page just before, and asks for its stream just after, must hear it too. */
function remember(workspaceId: string, event: LiveEvent): void {
  const at = clock.now().getTime();
  shared.announced = shared.announced.filter((one) => one.at > at - REMEMBERED_FOR);
  shared.announced.push({ workspaceId, at, event });
}

function announcedSince(workspaceId: string, since: Date | null): LiveEvent[] {
  if (!since) return [];
  const from = since.getTime() - OVERLAP;
  return shared.announced
    .filter((one) => one.workspaceId === workspaceId && one.at > from)
    .map(({ event }) => event);
}

/** Hints of purchases and settings may be lost, and no mark tells of them: every page looks again. */
function takeAll(): void {
  for (const workspaceId of shared.watches.keys()) take({ workspaceId, setting: true });
}

/** Also to one that is still catching up: its page may have looked just before. */
function passOn(watch: Watch, event: LiveEvent): void {
  for (const hear of watch.hearers.keys()) hear(event);
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
      await look(watch);
      watch.mark = mark;
    }
  } catch (error) {
    logger.warn({ err: error }, "events: polling");
  } finally {
    polling = false;
  }
}

/** Looks at the workspace. Asked while looking, it looks once more afterwards: nothing is missed, nothing piles up. */
function look(watch: Watch): Promise<void> {
  if (watch.looking) {
    watch.lookAgain = true;
    return watch.looking;
  }
  watch.looking = lookUntilStill(watch).finally(() => {
    watch.looking = null;
  });
  return watch.looking;
}

async function lookUntilStill(watch: Watch): Promise<void> {
  do {
    watch.lookAgain = false;
    const now = clock.now();
    const found = await Promise.all(
      KINDS.map((kind) => balanceAndChange(watch.workspaceId, kind, now)),
    );
    for (const { balance } of found) noteBalance(watch, balance);
    await noteRuns(watch, now);
    await noteNotices(watch);
    lookWhenDue(
      watch,
      found.map(({ changesAt }) => changesAt?.getTime() ?? Infinity),
      now,
    );
  } while (watch.lookAgain && watch.hearers.size > 0);
}

function noteBalance(watch: Watch, balance: Balance): void {
  const shown = watch.balances.get(balance.kind);
  if (!isNewerBalance(balance, shown)) return;
  watch.balances.set(balance.kind, balance);
  if (!shown || !sameBalance(balance, shown)) tell(watch, { type: "balance", data: balance });
}

async function noteRuns(watch: Watch, now: Date): Promise<void> {
  const since = new Date(watch.runsUntil.getTime() - OVERLAP);
  const { runs, until } = await runsChangedSince(watch.workspaceId, since, now);
  if (until > watch.runsUntil) watch.runsUntil = until;
  const known = watch.runs;
  watch.runs = new Map(runs.map((run) => [run.id, run]));
  for (const run of runs) {
    const shown = known.get(run.id);
    const news = !shown || shown.version !== run.version || shown.charged !== run.charged;
    if (news && isNewerRun(run, shown)) tell(watch, { type: "run", data: run });
  }
}

async function noteNotices(watch: Watch): Promise<void> {
  const mark = await noticeMark(watch.workspaceId);
  if (mark === watch.noticeMark) return;
  watch.noticeMark = mark;
  tell(watch, { type: "notices", data: { mark } });
}

/** A lot's expiry and a hold's lapse write no row at their instant: look again then. */
function lookWhenDue(watch: Watch, at: readonly number[], now: Date): void {
  if (watch.due) clearTimeout(watch.due);
  const wait = Math.min(...at) - now.getTime();
  watch.due =
    wait < FARTHEST_TIMER && watch.hearers.size > 0
      ? setTimeout(() => void look(watch).catch(() => {}), Math.max(0, wait) + 5).unref()
      : null;
}

function tell(watch: Watch, event: LiveEvent): void {
  for (const [hear, state] of watch.hearers) if (state === "hears") hear(event);
}
