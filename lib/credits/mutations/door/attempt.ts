import type pg from "pg";
import type { Kind } from "@/lib/credits/core/amount";
import { type Command, sourceNamedBy } from "@/lib/credits/core/command";
import { decideAll, type Outcome } from "@/lib/credits/core/decide";
import { BeyondWindow } from "@/lib/credits/core/state";
import { commitOutcome } from "@/lib/credits/mutations/door/commit";
import type { Hints } from "@/lib/credits/mutations/door/hint";
import { type Loaded, loadState, type Window } from "@/lib/credits/mutations/door/load";
import { rebuildUsage } from "@/lib/credits/mutations/door/rebuild-usage";
import { type RecentStates, withoutSpent } from "@/lib/credits/mutations/door/recent";
import { sha256 } from "@/lib/platform/sha256";

/** What all the queues of a door share. */
export type DoorContext = {
  pool: () => pg.Pool;
  now: () => Date;
  recent: RecentStates;
  hints: Hints;
  window: Window;
  onNotices: (workspaceId: string) => void;
};

export type Answers = Outcome["answers"];
type AccountRef = { workspaceId: string; kind: Kind };

/** What was decided on a state and is not written yet. */
export type Decided = { from: Loaded; outcome: Outcome; after: Loaded };

export type Try = {
  /** How often another server has committed first. */
  misses: number;
  /** The same commands, decided while the previous commit was being written. */
  ahead: Decided | null;
  /** Called with the state after the commit, as soon as the commit has been sent. */
  onWriting: (after: Loaded) => void;
};

/** What the commit raises if somebody else has used one of its keys since the state was loaded. */
const KEY_USED = "WS409";
const MISSES_BEFORE_THE_LOCK = 2;
/** For how many loads another server is expected to write to an account after it has done so. */
const WARY = 4;
const WIDER = 8;

/** The account's last known state in this process, and how often another server has committed first since. */
type Before = { known: Loaded | undefined; misses: number };

/**
 * Tries once to decide and write `commands`; null if another server committed first. Starts from the last known state;
 * after a miss, from a freshly loaded one; after two, under the account's row lock, where nobody can commit first. If
 * another server wrote to the account recently, the known state is outdated, so several commands take the lock at once:
 * most of what they decided without it would be wasted.
 */
export async function attempt(
  account: AccountRef,
  commands: readonly Command[],
  { misses, ahead, onWriting }: Try,
  context: DoorContext,
): Promise<Answers | null> {
  const known = context.recent.take(nameOf(account));
  const before = { known, misses };
  try {
    if (goesUnderLock(commands, before)) return await underLock(account, commands, before, context);
    if (misses === 0 && known?.wary === 0) {
      const decided = ahead?.from === known ? ahead : decideAhead(known, commands, context);
      if (decided) return await write(context.pool(), decided, context, onWriting);
    }
    return await fromDatabase(account, commands, before, context);
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code === KEY_USED) return null;
    throw error;
  }
}

const goesUnderLock = (commands: readonly Command[], { known, misses }: Before): boolean =>
  misses >= MISSES_BEFORE_THE_LOCK || (commands.length > 1 && (known?.wary ?? 0) > 0);

/**
 * Decides on the known state without asking the database. Only what is then written is answered: before refusing, or
 * taking a key for new, the database must be asked. Null if it has to be.
 */
export function decideAhead(
  known: Loaded,
  commands: readonly Command[],
  context: DoorContext,
): Decided | null {
  if (!knowsEnough(known, commands)) return null;
  const decided = decideWithin(known, commands, context);
  if (!decided) return null;
  const { keys } = decided.outcome.state;
  // Keys are not kept in memory: those present afterwards are being written now. An `expire` with nothing due is
  // accepted without one.
  const sure = commands.every(({ key }) => keys.has(key));
  const accepted = (answer: Answers[number]) => !(answer instanceof Error) && answer.ok;
  return sure && decided.outcome.answers.every(accepted) ? decided : null;
}

/**
 * Corrections need earlier entries, a new cap counts earlier use, and a capture needs its hold: without them, the state
 * must be loaded.
 */
function knowsEnough({ state }: Loaded, commands: readonly Command[]): boolean {
  return commands.every((command) => {
    if (command.type === "refund" || command.type === "set_cap") return false;
    if (sourceNamedBy(command) !== null) return false;
    const settles = command.type === "capture" || command.type === "release";
    return !settles || state.holds.has(command.holdId);
  });
}

async function fromDatabase(
  account: AccountRef,
  commands: readonly Command[],
  before: Before,
  context: DoorContext,
  locked?: pg.PoolClient,
): Promise<Answers | null> {
  const client = locked ?? context.pool();
  const lock = locked !== undefined;
  for (let window = context.window; ; ) {
    const loaded = await loadState(client, account, commands, { window, lock, now: context.now() });
    if (loaded.state.timeZone !== loaded.wantedZone) {
      if (!locked) return underLock(account, commands, before, context);
      await rebuildUsage(locked, loaded);
      continue;
    }
    const from = { ...loaded, wary: waryAt(loaded, before) };
    const decided = decideWithin(from, commands, context);
    if (decided) return write(client, decided, context);
    if (isWhole(loaded)) throw contradiction(account);
    window = { lots: window.lots * WIDER, holds: window.holds * WIDER };
  }
}

/** Whether every spendable lot and every open hold was loaded, so that a wider window would show the same. */
const isWhole = ({ state }: Loaded): boolean =>
  state.lotsUntil === null && state.holdsUntil === null;

/** Nothing can be decided or written on an account whose rows were changed without going through the door. */
const contradiction = ({ workspaceId, kind }: AccountRef): Error =>
  new Error(
    `The ${kind} account of workspace ${workspaceId} contradicts its lots and holds. ` +
      "Nothing was written. npm run ledger:verify names the first row that differs.",
  );

/** After a miss, or if the account has changed since its last known state, another server writes to it. */
function waryAt({ state }: Loaded, { known, misses }: Before): number {
  const moved = known !== undefined && known.state.account.seq !== state.account.seq;
  return misses > 0 || moved ? WARY : Math.max(0, (known?.wary ?? 0) - 1);
}

async function underLock(
  account: AccountRef,
  commands: readonly Command[],
  before: Before,
  context: DoorContext,
): Promise<Answers | null> {
  const client = await context.pool().connect();
  // If a connection is cut between two statements, it emits an event; the next statement then fails and is caught here.
  client.on("error", ignore);
  try {
    await client.query("begin");
    const answers = await fromDatabase(account, commands, before, context, client);
    await client.query("commit");
    client.off("error", ignore);
    client.release();
    return answers;
  } catch (error) {
    // Destroyed, not returned to the pool: whatever state the connection is in, its transaction ends with it.
    client.release(true);
    context.recent.take(nameOf(account));
    throw error;
  }
}

const ignore = (): void => {};

/** Decides, reading the clock only now. Null if the decision needs more than the loaded window. */
function decideWithin(
  from: Loaded,
  commands: readonly Command[],
  { now }: DoorContext,
): Decided | null {
  try {
    const outcome = decideAll(from.state, commands, now(), sha256);
    return { from, outcome, after: withoutSpent({ ...from, state: outcome.state }) };
  } catch (error) {
    if (error instanceof BeyondWindow) return null;
    throw error;
  }
}

async function write(
  client: pg.Pool | pg.PoolClient,
  { from, outcome, after }: Decided,
  { recent, hints, onNotices }: DoorContext,
  onWriting?: Try["onWriting"],
): Promise<Answers | null> {
  if (outcome.entries.length > 0) {
    const written = commitOutcome(client, from, outcome);
    onWriting?.(after);
    if (!(await written)) return null;
    hints.give(from.workspaceId);
    if (outcome.notices.length > 0) onNotices(from.workspaceId);
  }
  recent.keep(nameOf(from), after);
  return outcome.answers;
}

const nameOf = ({ workspaceId, kind }: AccountRef): string => `${workspaceId} ${kind}`;
