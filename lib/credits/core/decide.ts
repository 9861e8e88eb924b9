import { availableOf } from "./books";
import { commandDigest, type Hash } from "./canonical";
import type { Accepted, Answer, Command, CommandOf, Refused } from "./command";
import { setCap } from "./commands/cap";
import { forfeit, freeze, thaw } from "./commands/dispute";
import { grant } from "./commands/grant";
import { adjust, refund, revoke } from "./commands/return";
import { capture, charge, hold, release } from "./commands/spend";
import { type Draft, nextInstant, openDraft, record, stateOf } from "./draft";
import { bookDue, isDue } from "./due";
import type { Entry } from "./entry";
import { dateOf, instantOf } from "./instant";
import type { Notice } from "./notice";
import { BeyondWindow, type State } from "./state";
import { crossed } from "./threshold";

export type Decision = {
  state: State;
  entries: readonly Entry[];
  notices: readonly Notice[];
  answer: Answer;
};

/**
 * Decides one command: the state after it, the rows it writes, and its answer. Pure: `now` and the ids are passed in,
 * and `hash` is SHA-256. A refusal leaves the state as it was. Throws if the caller has a bug (a charge above its quoted
 * maximum), and throws `BeyondWindow` if the decision needs more of the account than was loaded.
 */
export function decide(state: State, command: Command, now: Date, hash: Hash): Decision {
  const draft = openDraft(state, instantOf(now), hash);
  const answer = apply(draft, command);
  return { state: stateOf(draft), entries: draft.entries, notices: draft.notices, answer };
}

export type Outcome = {
  state: State;
  entries: readonly Entry[];
  /** For each entry, the canonical JSON that its digest covers. */
  texts: readonly string[];
  /** The notices that follow from these entries. */
  notices: readonly Notice[];
  /** One for each command, in order: its answer, or the error it threw. */
  answers: readonly (Answer | Error)[];
};

/** Decides commands one after another. If one throws, the others are decided as if it had not been there. */
export function decideAll(
  state: State,
  commands: readonly Command[],
  now: Date,
  hash: Hash,
): Outcome {
  const draft = openDraft(state, instantOf(now), hash);
  const answers = commands.map((command) => applyOrCatch(draft, command));
  const { entries, texts, notices } = draft;
  return { state: stateOf(draft), entries, texts, notices, answers };
}

function applyOrCatch(draft: Draft, command: Command): Answer | Error {
  try {
    return apply(draft, command);
  } catch (error) {
    if (error instanceof BeyondWindow || !(error instanceof Error)) throw error;
    return error;
  }
}

function apply(draft: Draft, command: Command): Answer {
  const digest = commandDigest(command, draft.hash);
  const known = draft.keys.get(command.key);
  if (known) {
    return known.digest === digest
      ? { ...known.answer, replayed: true }
      : { ok: false, reason: "key_reused" };
  }
  refuseAboveQuote(command);

  const { trial, answer } = tryOn(draft, command);
  if (!answer.ok) return answer;

  Object.assign(draft, trial);
  warn(draft);
  if (wrote(draft, command.key)) draft.keys.set(command.key, { digest, answer });
  return answer;
}

/**
 * Rows that are due are written with the next accepted command. A refusal writes nothing, so a command is tried on a
 * copy.
 */
function tryOn(draft: Draft, command: Command): { trial: Draft; answer: Answer } {
  const written = draft.entries.length;
  const { key, ended } = endedBy(draft, command.key);
  if (!ended) return { trial: draft, answer: run(draft, command, written) };
  const trial = copyOf(ended);
  const answer = run(trial, command, written);
  if (!answer.ok || key === command.key) return { trial, answer };
  // Rows for what ended carry the key of the command they are written with.
  const own = bookEnded(draft, command.key);
  return { trial: own, answer: run(own, command, written) };
}

type Ended = { seq: number; key: string; ended: Draft | null };
const endings = new WeakMap<Draft, Ended>();

/**
 * The draft with everything booked that has ended by now, or null if nothing has. Booked once for a series of refused
 * commands: thousands of holds may have lapsed together.
 */
function endedBy(draft: Draft, key: string): Ended {
  const { seq } = draft.account;
  const known = endings.get(draft);
  if (known?.seq === seq) return known;
  const ended = isDue(draft, nextInstant(draft)) ? bookEnded(draft, key) : null;
  endings.set(draft, { seq, key, ended });
  return { seq, key, ended };
}

function bookEnded(draft: Draft, key: string): Draft {
  const ended = copyOf(draft);
  bookDue(ended, nextInstant(draft), key, () => warn(ended));
  return ended;
}

function run(draft: Draft, command: Command, written: number): Answer {
  const start = command.type === "expire" ? written : draft.entries.length;
  const outcome = step(draft, command);
  if (outcome && "ok" in outcome) return outcome;

  // A new row can be due at once, such as a grant whose expiry has already passed.
  if (draft.entries.length > start) bookDue(draft, draft.account.lastAt, command.key);
  const rows = draft.entries.slice(start);
  const { seq, at } = outcome ?? rows.at(-1) ?? { seq: draft.account.seq, at: nextInstant(draft) };
  return {
    ok: true,
    seq,
    amount: rows.reduce((sum, entry) => sum + entry.amount, 0),
    current: draft.account.current,
    held: draft.account.held,
    available: availableOf(draft),
    at: dateOf(at),
  } satisfies Accepted;
}

function step(draft: Draft, command: Command): Entry | Refused | null {
  switch (command.type) {
    case "grant":
      return grant(draft, command);
    case "charge":
      return charge(draft, command);
    case "hold":
      return hold(draft, command);
    case "capture":
      return capture(draft, command);
    case "release":
      return release(draft, command);
    case "refund":
      return refund(draft, command);
    case "revoke":
      return revoke(draft, command);
    case "adjust":
      return adjust(draft, command);
    case "freeze":
      return freeze(draft, command);
    case "thaw":
      return thaw(draft, command);
    case "forfeit":
      return forfeit(draft, command);
    case "set_cap":
      return setCap(draft, command);
    case "set_threshold":
      return setThreshold(draft, command);
    case "expire":
      return null;
  }
}

const setThreshold = (draft: Draft, command: CommandOf<"set_threshold">): Entry => {
  const { threshold: id, below, key } = command;
  return record(draft, { type: "limit", key, about: command, threshold: { id, below } });
};

/**
 * Thresholds are checked once per command, after all its rows: a balance that dips and recovers within one command was
 * never low. Before that they are checked at every instant at which something ended by the clock, so that the same
 * warnings are given whoever writes those rows, and however late.
 */
function warn(draft: Draft): void {
  const available = availableOf(draft);
  const { changed, warnOf, topUp } = crossed(draft.thresholds.values(), available);
  for (const threshold of changed) draft.thresholds.set(threshold.id, threshold);
  const { seq, lastAt: at, held } = draft.account;
  if (warnOf) {
    const { id: threshold, below } = warnOf;
    draft.notices.push({ about: "threshold", seq, at, threshold, below, available, held });
  }
  if (topUp) draft.notices.push({ about: "top_up", seq, at, below: topUp.below, available });
}

const wrote = (draft: Draft, key: string): boolean => draft.entries.at(-1)?.key === key;

const copyOf = (draft: Draft): Draft => ({
  ...openDraft(stateOf(draft), draft.now, draft.hash),
  entries: [...draft.entries],
  texts: [...draft.texts],
  notices: [...draft.notices],
});

function refuseAboveQuote(command: Command): void {
  const amount = "amount" in command ? command.amount : 0;
  const spends = command.type === "charge" || command.type === "capture";
  if (spends && command.quotedMax !== undefined && amount > command.quotedMax) {
    throw new RangeError(`A charge of ${amount} is above its quoted maximum ${command.quotedMax}.`);
  }
}
