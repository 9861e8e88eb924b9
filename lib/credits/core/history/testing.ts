import { canonical, commandDigest, type Hash } from "../canonical";
import type { Answer, Command } from "../command";
import { type Decision, decide } from "../decide";
import type { Entry } from "../entry";
import { dateOf, instant } from "../instant";
import type { State } from "../state";
import { Timeline } from "./timeline/testing";

/** One call of one client, as the client saw it. */
export type Call = {
  command: Command;
  /** When it was made and when its answer came, on one clock for all clients; Infinity while there is no answer. */
  from: number;
  until: number;
  /** What the ledger's clock said then, in milliseconds. */
  clock: readonly [number, number];
  /** null: the answer never came, and the command may have happened or not. */
  answer: Answer | null;
};

/** What happened in the name of a key: which state it led to, by which rows. */
type Deed = { index: number; seqs: readonly number[]; calledAt: number; knownAt: number };

/**
 * Looks for a linear order that explains every answer, and names what none explains. The order is the ledger's own:
 * each stored entry must be what `decide` writes at its turn, digest included; each answer must be the one decided
 * there; what was answered before something else was asked must stand before it; and a refusal must be justified at
 * some instant between its call and its answer. The entries are all of the account, in order.
 */
export function checkHistory(
  calls: readonly Call[],
  entries: readonly Entry[],
  start: State,
  hash: Hash,
): string[] {
  const faults: string[] = [];
  const timeline = new Timeline(start);
  const byKey = Map.groupBy(calls, ({ command }) => command.key);
  const deeds = new Map<string, Deed>();

  for (const group of groupsOf(entries)) {
    const key = group[0]?.key ?? "";
    const seqs = group.map(({ seq }) => seq);
    const asked = (byKey.get(key) ?? []).filter((call) => !wroteNothing(call, seqs));
    const found = explain(timeline, group, asked, hash);
    if (typeof found === "string") return [...faults, found];
    timeline.add(key, found.decision);
    faults.push(...answersOf(found, asked, hash));
    deeds.set(key, { index: timeline.last, seqs, ...spanOf(found.command, asked, hash) });
  }
  faults.push(...orderFaults(deeds));

  return [...faults, ...unjustifiedCalls(calls, deeds, timeline, hash)];
}

/** The calls that wrote nothing: each must have been right at some instant. */
function unjustifiedCalls(
  calls: readonly Call[],
  deeds: ReadonlyMap<string, Deed>,
  timeline: Timeline,
  hash: Hash,
): string[] {
  const bounds = new Bounds([...deeds.values()]);
  const wrote = (call: Call): boolean => {
    const deed = deeds.get(call.command.key);
    return call.answer?.ok === true && deed !== undefined && !wroteNothing(call, deed.seqs);
  };
  return calls
    .filter((call) => call.answer !== null && !wrote(call))
    .filter((call) => !isJustified(timeline, call, bounds, hash))
    .map((call) => unjustified(call, bounds.of(call, timeline.last)));
}

/** An `expire` with nothing due is answered with the balance, stores no key, and may be repeated with that key. */
const wroteNothing = ({ command, answer }: Call, seqs: readonly number[]): boolean =>
  command.type === "expire" && answer?.ok === true && !seqs.includes(answer.seq);

/** What one command wrote stands together. */
export function groupsOf(entries: readonly Entry[]): Entry[][] {
  const groups: Entry[][] = [];
  for (const entry of entries) {
    const group = groups.at(-1);
    if (group?.[0]?.key === entry.key) group.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

type Explained = { command: Command; decision: Decision };

/** The command that writes exactly these entries now, among those asked for under their key. */
function explain(
  timeline: Timeline,
  group: readonly Entry[],
  asked: readonly Call[],
  hash: Hash,
): Explained | string {
  const wanted = group.map(({ digest }) => digest).join();
  for (const command of distinct(asked, hash)) {
    for (const now of momentsOf(group)) {
      const decision = attempt(timeline, command, now, hash);
      if (decision?.entries.map(({ digest }) => digest).join() === wanted) {
        return { command, decision };
      }
    }
  }
  const what = asked.length === 0 ? "nobody asked for it" : "nothing asked for writes it there";
  return `Entry ${group[0]?.seq} of key "${group[0]?.key}": ${what}.`;
}

/** Of two commands under one key, the one that did not happen may be one that could not. */
function attempt(timeline: Timeline, command: Command, now: Date, hash: Hash): Decision | null {
  try {
    return decide(timeline.at(timeline.last, command), command, now, hash);
  } catch {
    return null;
  }
}

const distinct = (asked: readonly Call[], hash: Hash): Command[] => [
  ...new Map(asked.map(({ command }) => [commandDigest(command, hash), command])).values(),
];

/**
 * The clock as it was, to the millisecond. Rows pushed along by rows before them can look one later than it was, and
 * rows that only say what was due carry the instant of that, which may lie within a millisecond.
 */
function momentsOf(group: readonly Entry[]): Date[] {
  const at = dateOf(instant(Math.max(...group.map((entry) => entry.at)))).getTime();
  return [at, at - 1, at + 1].map((now) => new Date(now));
}

function answersOf({ command, decision }: Explained, asked: readonly Call[], hash: Hash): string[] {
  const digest = commandDigest(command, hash);
  const expected = canonical(decision.answer);
  const calls = asked.filter(({ answer }) => answer?.ok);
  return [
    ...calls
      .filter((call) => commandDigest(call.command, hash) !== digest)
      .map((call) => `Key "${call.command.key}" was accepted for two different commands.`),
    ...calls
      .filter((call) => canonical(withoutReplayMark(call.answer)) !== expected)
      .map(
        ({ answer }) =>
          `Key "${command.key}" was told ${canonical(withoutReplayMark(answer))}, not ${expected}.`,
      ),
  ];
}

function spanOf(command: Command, asked: readonly Call[], hash: Hash) {
  const digest = commandDigest(command, hash);
  const own = asked.filter((call) => commandDigest(call.command, hash) === digest);
  return {
    calledAt: Math.min(...own.map(({ from }) => from)),
    knownAt: Math.min(...own.map(({ answer, until }) => (answer?.ok ? until : Infinity))),
  };
}

/** What was known before something else was asked for comes before it. */
function orderFaults(deeds: ReadonlyMap<string, Deed>): string[] {
  const faults: string[] = [];
  let lastCalled = { key: "", calledAt: Number.NEGATIVE_INFINITY };
  for (const [key, { calledAt, knownAt }] of deeds) {
    if (knownAt < lastCalled.calledAt) {
      faults.push(
        `"${key}" was answered before "${lastCalled.key}" was asked, and stands after it.`,
      );
    }
    if (calledAt > lastCalled.calledAt) lastCalled = { key, calledAt };
  }
  return faults;
}

/** Between which states of the account a call that wrote nothing can have been decided. */
class Bounds {
  readonly #known: { at: number; index: number }[];
  readonly #called: { at: number; index: number }[];

  constructor(deeds: readonly Deed[]) {
    this.#known = running(
      deeds.map(({ knownAt: at, index }) => ({ at, index })).sort((a, b) => a.at - b.at),
      Math.max,
    );
    this.#called = running(
      deeds.map(({ calledAt: at, index }) => ({ at, index })).sort((a, b) => b.at - a.at),
      Math.min,
    );
  }

  of({ from, until }: Call, last: number): [number, number] {
    const first = this.#known.findLast(({ at }) => at < from)?.index ?? 0;
    const next = this.#called.findLast(({ at }) => at > until)?.index;
    return [first, next === undefined ? last : next - 1];
  }
}

function running(list: { at: number; index: number }[], pick: (a: number, b: number) => number) {
  let best = list[0]?.index ?? 0;
  return list.map(({ at, index }) => {
    best = pick(best, index);
    return { at, index: best };
  });
}

function isJustified(timeline: Timeline, call: Call, bounds: Bounds, hash: Hash): boolean {
  const told = canonical(untimed(call.answer));
  const [first, last] = bounds.of(call, timeline.last);
  for (let index = last; index >= first; index--) {
    const state = timeline.at(index, call.command);
    for (const now of timeline.instants(index, call.clock)) {
      const { answer, entries } = decide(state, call.command, new Date(now), hash);
      if (entries.length === 0 && canonical(untimed(answer)) === told) return true;
    }
  }
  return false;
}

/** An `expire` that found nothing due is answered with its own time, which no row keeps. */
const untimed = (answer: Answer | null) =>
  answer?.ok ? { ...withoutReplayMark(answer), at: null } : answer;

/** An answer without the mark of a repeat: the same, the first time and every other time. */
export function withoutReplayMark<Told extends Answer | null>(answer: Told): Told {
  if (!answer?.ok) return answer;
  const { replayed: _, ...first } = answer;
  return first as Told;
}

const unjustified = ({ command, answer, clock }: Call, [first, last]: [number, number]): string => {
  const when = `between states ${first} and ${last}, ${clock[0]} and ${clock[1]}`;
  const answered = `${canonical(command)} was answered ${canonical(answer)}`;
  return answer?.ok
    ? `${answered}, which is not there, and was true of no instant ${when}.`
    : `${answered}: there is no reason for that ${when}.`;
};
