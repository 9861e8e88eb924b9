import type pg from "pg";
import type { Kind } from "@/lib/credits/core/amount";
import { type Command, sourceNamedBy } from "@/lib/credits/core/command";
import { decideAll, type Outcome } from "@/lib/credits/core/decide";
import { BeyondWindow } from "@/lib/credits/core/state";
import { commitOutcome } from "@/lib/credits/mutations/door/commit";
import type { Hints } from "@/lib/credits/mutations/door/hint";
import { type Loaded, loadState, type Window } from "@/lib/credits/mutations/door/load";
import { type RecentStates, withoutTheSpent } from "@/lib/credits/mutations/door/recent";
import { retellUsage } from "@/lib/credits/mutations/door/retell";
import { sha256 } from "@/lib/platform/sha256";

/** What all the queues of a door share. */
export type Surroundings = {
  pool: () => pg.Pool;
  now: () => Date;
  recent: RecentStates;
  hints: Hints;
  window: Window;
  onNotices: (workspaceId: string) => void;
};

export type Answers = Outcome["answers"];
type Whose = { workspaceId: string; kind: Kind };

/** What was decided on a state and is not written yet. */
export type Decided = { from: Loaded; outcome: Outcome; after: Loaded };

export type Try = {
  /** How often another server has already been faster. */
  misses: number;
  /** The same commands, decided while the previous commit was being written. */
  ahead: Decided | null;
  /** Called with what the account will be, once the database has been asked to write it. */
  onWriting: (after: Loaded) => void;
};

/** What the commit raises if somebody else has used one of its keys since the state was loaded. */
const KEY_USED = "WS409";
const MISSES_BEFORE_THE_LOCK = 2;
/** After another server was met at an account, it is expected there for this many loads. */
const WARY = 4;
const WIDER = 8;

/** What this process knew about the account at the start, and how often another server has been faster since. */
type Before = { known: Loaded | undefined; misses: number };

/**
 * Tries once to decide and write `commands`; null if another server was faster. Starts from the last known state; after
 * a miss, from a freshly loaded one; after two, under the account's row lock, where nobody can be faster. If another
 * server was met at the account recently, what is known is outdated, so several commands go under the lock at once: most
 * of what they decided without it would be in vain.
 */
export async function attempt(
  whose: Whose,
  commands: readonly Command[],
  { misses, ahead, onWriting }: Try,
  around: Surroundings,
): Promise<Answers | null> {
  const known = around.recent.take(nameOf(whose));
  const before = { known, misses };
  try {
    if (goesUnderLock(commands, before)) return await underLock(whose, commands, before, around);
    if (misses === 0 && known?.wary === 0) {
      const decided = ahead?.from === known ? ahead : decideAhead(known, commands, around);
      if (decided) return await write(around.pool(), decided, around, onWriting);
    }
    return await fromDatabase(whose, commands, before, around);
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
  around: Surroundings,
): Decided | null {
  if (!knowsEnough(known, commands)) return null;
  const decided = decideWithin(known, commands, around);
  if (!decided) return null;
  const { keys } = decided.outcome.state;
  // Keys are not kept in memory: those present afterwards are being written now. An `expire` with nothing due is
  // accepted without one.
  const sure = commands.every(({ key }) => keys.has(key));
  const accepted = (answer: Answers[number]) => !(answer instanceof Error) && answer.ok;
  return sure && decided.outcome.answers.every(accepted) ? decided : null;
}

/**
 * Corrections look into the past, a new cap counts earlier use, and a hold must be known to be captured: these must look
 * at the database.
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
  whose: Whose,
  commands: readonly Command[],
  before: Before,
  around: Surroundings,
  locked?: pg.PoolClient,
): Promise<Answers | null> {
  const client = locked ?? around.pool();
  const lock = locked !== undefined;
  for (let window = around.window; ; ) {
    const loaded = await loadState(client, whose, commands, { window, lock, now: around.now() });
    if (loaded.state.timeZone !== loaded.wantedZone) {
      if (!locked) return underLock(whose, commands, before, around);
      await retellUsage(locked, loaded);
      continue;
    }
    const from = { ...loaded, wary: waryAt(loaded, before) };
    const decided = decideWithin(from, commands, around);
    if (decided) return write(client, decided, around);
    if (isWhole(loaded)) throw contradiction(whose);
    window = { lots: window.lots * WIDER, holds: window.holds * WIDER };
  }
}

/** Whether every spendable lot and every open hold was loaded, so that a wider window would show the same. */
const isWhole = ({ state }: Loaded): boolean =>
  state.lotsUntil === null && state.holdsUntil === null;

/** Nothing can be decided or written on an account whose rows were changed without going through the door. */
const contradiction = ({ workspaceId, kind }: Whose): Error =>
  new Error(
    `The ${kind} account of workspace ${workspaceId} contradicts its lots and holds. ` +
      "Nothing was written. npm run ledger:verify names the first row that differs.",
  );

/** After a miss, or if the account has moved on since it was last seen, another server is at work there. */
function waryAt({ state }: Loaded, { known, misses }: Before): number {
  const moved = known !== undefined && known.state.account.seq !== state.account.seq;
  return misses > 0 || moved ? WARY : Math.max(0, (known?.wary ?? 0) - 1);
}

async function underLock(
  whose: Whose,
  commands: readonly Command[],
  before: Before,
  around: Surroundings,
): Promise<Answers | null> {
  const client = await around.pool().connect();
  // If a connection is cut between two statements, it emits an event; the next statement then fails and is caught here.
  client.on("error", ignore);
  try {
    await client.query("begin");
    const answers = await fromDatabase(whose, commands, before, around, client);
    await client.query("commit");
    client.off("error", ignore);
    client.release();
    return answers;
  } catch (error) {
    // Destroyed and not returned to the pool: whatever state the connection is in, its transaction ends with it.
    client.release(true);
    around.recent.take(nameOf(whose));
    throw error;
  }
}

const ignore = (): void => {};

/** Decides, reading the clock only now. Null if the state was too small a window. */
function decideWithin(
  from: Loaded,
  commands: readonly Command[],
  { now }: Surroundings,
): Decided | null {
  try {
    const outcome = decideAll(from.state, commands, now(), sha256);
    return { from, outcome, after: withoutTheSpent({ ...from, state: outcome.state }) };
  } catch (error) {
    if (error instanceof BeyondWindow) return null;
    throw error;
  }
}

async function write(
  client: pg.Pool | pg.PoolClient,
  { from, outcome, after }: Decided,
  { recent, hints, onNotices }: Surroundings,
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

const nameOf = ({ workspaceId, kind }: Whose): string => `${workspaceId} ${kind}`;
