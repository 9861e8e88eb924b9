import fc from "fast-check";
import { expect, inject, test, vi } from "vitest";
import { credits } from "./amount";
import { thresholdsOf } from "./books";
import { type Answer, type Command, sourceNamedBy } from "./command";
import { decide, decideAll } from "./decide";
import type { Entry } from "./entry";
import { bookEntry, emptyBooks } from "./fold";
import { noticesFrom } from "./history/notices/testing";
import { remainingOf } from "./hold";
import { byBurnOrder, isExpired } from "./lot";
import { gist } from "./model/limits/testing";
import { UnitLedger } from "./model/testing";
import type { Notice } from "./notice";
import { BeyondWindow, type State } from "./state";
import {
  anyHistory,
  by,
  hash,
  nameableIn,
  ORIGIN,
  Script,
  type Step,
  untouchedState,
} from "./testing";

const effort = inject("effort");
const tries = (count: number) => ({ numRuns: count * effort.factor });
vi.setConfig({ testTimeout: 60_000 * effort.factor });

const RUNS = 800;
const START = Date.parse("2026-03-01T00:00:00Z");

/** Runs a history and hands each decision to `look`. */
function live(
  steps: readonly Step[],
  start: State,
  look: (moment: ReturnType<typeof step>) => void,
) {
  const script = new Script();
  let clock = START;
  let state = start;
  for (const next of steps) {
    clock += next.wait;
    const moment = step(state, next, new Date(clock), script);
    look(moment);
    state = moment.after;
  }
}

function step(state: State, what: Step, now: Date, script: Script) {
  const command = script.next(what, now, nameableIn(state));
  const decision = decide(state, command, now, hash);
  const { entries, notices, answer } = decision;
  return { state, command, now, entries, notices, answer, after: decision.state };
}

const indebted = (debt: number): State => {
  const empty = untouchedState();
  return { ...empty, account: { ...empty.account, debt: credits(debt) } };
};

/** The model's names for the places of a lot, and the state's. */
const PLACES = ["free", "held", "used", "expired", "back"] as const;
const counted = ({ lots }: State) =>
  [...lots.values()].map((lot) => [
    lot.id,
    lot.remaining,
    lot.held,
    lot.used,
    lot.expired,
    lot.refunded,
  ]);

const numbersOf = ({ ...answer }: Answer) => {
  if (!answer.ok) return answer;
  const { seq: _, at: __, replayed: ___, ...numbers } = answer;
  return numbers;
};

test("every decision is the one a ledger of single units makes", () => {
  fc.assert(
    fc.property(anyHistory, fc.nat(20), (steps, debt) => {
      const model = new UnitLedger(debt);
      live(steps, indebted(debt), ({ after, command, now, answer, notices }) => {
        const expected = model.post(command, now.getTime(), answer.ok ? answer.seq : 0);
        expect(numbersOf(answer)).toEqual(expected);
        expect(notices.map(gist)).toEqual(model.limits.notices);
        if (!answer.ok) return;
        expect(counted(after)).toEqual(
          [...after.lots.keys()].map((id) => [
            id,
            ...PLACES.map((place) => model.count(place, id)),
          ]),
        );
        expect(after.account.debt).toBe(model.debt);
      });
    }),
    tries(RUNS),
  );
});

test("whatever happens, the books add up and follow from the entries", () => {
  fc.assert(
    fc.property(anyHistory, (steps) => {
      const books = emptyBooks(ORIGIN);
      let last = untouchedState();
      live(steps, untouchedState(), ({ state, after, entries, answer }) => {
        if (!answer.ok) {
          expect(entries).toEqual([]);
          expect(untouched(state, after)).toBe(true);
        }
        for (const entry of entries) bookEntry(books, entry, hash);
        expect(books.account).toEqual(after.account);
        expect(thresholdsOf(books)).toEqual([...after.thresholds.values()]);
        addUp(after);
        last = after;
      });
      for (const name of ["lots", "holds", "caps"] as const)
        expect(books[name]).toEqual(last[name]);
    }),
    tries(RUNS),
  );
});

test("what is told, and with which row, follows from the entries", () => {
  let seen = 0;
  fc.assert(
    fc.property(anyHistory, (steps) => {
      const [rows, told]: [Entry[], Notice[]] = [[], []];
      live(steps, untouchedState(), ({ entries, notices }) => {
        rows.push(...entries);
        told.push(...notices);
      });
      seen += told.length;
      expect(noticesFrom(rows)).toEqual(
        told.map((notice) => ({ seq: notice.seq, notice: gist(notice) })),
      );
    }),
    tries(RUNS),
  );
  expect(seen).toBeGreaterThan(RUNS / 2);
});

/** What is warned of from `steps`, with and without somebody who writes what ended at the instant it did. */
function warnings(steps: readonly Step[], sweeping: boolean): Notice[] {
  const script = new Script();
  const notices: Notice[] = [];
  let state = untouchedState();
  let clock = START;
  const tell = (command: Command, now: number) => {
    const decision = decide(state, command, new Date(now), hash);
    notices.push(...decision.notices);
    state = decision.state;
  };
  const sweep = (at: number) =>
    tell({ ...by, type: "expire", key: `sweep ${notices.length} ${at}` }, at);
  for (const next of steps) {
    // A clock that goes back would let the one see an end that the other has not seen yet.
    clock += Math.abs(next.wait);
    // Nor is a key used by what finds nothing to write any more: whoever repeats it is told something else.
    const step: Step = { ...next, repeat: "no" };
    const command = script.next(step, new Date(clock), nameableIn(state));
    if (sweeping) for (const at of endsBy(state, clock)) sweep(at);
    tell(command, clock);
  }
  sweep(clock);
  return notices;
}

/** The instants at which something of an account ended by `time`, in their order. */
function endsBy({ lots, holds }: State, time: number): number[] {
  const ends = [
    ...[...lots.values()].map(({ expiresAt }) => expiresAt),
    ...[...holds.values()].map(({ state, lapsesAt }) => (state === "open" ? lapsesAt : null)),
  ];
  const millis = ends.flatMap((end) => (end === null ? [] : [end / 1000]));
  return [...new Set(millis)].filter((end) => end <= time).toSorted((a, b) => a - b);
}

test("what is warned of does not depend on who writes what ended by the clock, or how late", () => {
  let seen = 0;
  fc.assert(
    fc.property(anyHistory, (steps) => {
      const swept = warnings(steps, true);
      expect(warnings(steps, false)).toEqual(swept);
      seen += swept.length;
    }),
    tries(300),
  );
  expect(seen).toBeGreaterThan(200);
});

test("commands decided together are decided as one after the other", () => {
  fc.assert(
    fc.property(anyHistory, (steps) => {
      const still = steps.map((step) => ({ ...step, wait: 0 }));
      const commands: Command[] = [];
      const answers: Answer[] = [];
      let alone = untouchedState();
      live(still, alone, ({ command, answer, after }) => {
        commands.push(command);
        answers.push(answer);
        alone = after;
      });
      const together = decideAll(untouchedState(), commands, new Date(START), hash);
      expect(together.answers).toEqual(answers);
      expect(together.state).toEqual(alone);
    }),
    tries(300),
  );
});

test("a part of the account is enough to decide, or says that it is not", () => {
  fc.assert(
    fc.property(anyHistory, fc.integer({ min: 1, max: 3 }), (steps, size) => {
      live(steps, untouchedState(), ({ state, command, now, answer, entries }) => {
        for (let width = size; ; width *= 2) {
          try {
            const seen = decide(windowOf(state, command, width), command, now, hash);
            expect(seen.answer).toEqual(answer);
            expect(seen.entries).toEqual(entries);
            return;
          } catch (error) {
            if (!(error instanceof BeyondWindow)) throw error;
            expect(width).toBeLessThan(100);
          }
        }
      });
    }),
    tries(RUNS),
  );
});

/** Rows are never changed in place: what is the same object was not touched. */
const untouched = (before: State, after: State): boolean =>
  before.account === after.account &&
  (["lots", "holds", "charges", "keys", "caps", "uses", "thresholds"] as const).every(
    (name) =>
      before[name].size === after[name].size &&
      [...before[name]].every(
        ([key, row]) => (after[name] as Map<unknown, unknown>).get(key) === row,
      ),
  );

/** What the door loads: the front of both queues, and what the command names. */
function windowOf(state: State, command: Command, width: number): State {
  const lots = [...state.lots.values()].sort(byBurnOrder);
  const queue = lots.filter((lot) => lot.remaining > 0).slice(0, width);
  const open = [...state.holds.values()]
    .filter((hold) => hold.state === "open")
    .sort((a, b) => a.lapsesAt - b.lapsesAt || (a.id < b.id ? -1 : 1))
    .slice(0, width);
  const named = "holdId" in command ? state.holds.get(command.holdId) : undefined;
  const frozen = [...state.holds.values()].filter(
    ({ freezes, state }) => freezes !== null && state === "open",
  );
  const holds = [...new Set([...open, ...frozen, ...(named ? [named] : [])])];
  const charge = command.type === "refund" ? state.charges.get(command.corrects) : undefined;
  const parts = [...holds.flatMap((hold) => hold.lots), ...(charge?.lots ?? [])];
  const ids = new Set(parts.map(({ lotId }) => lotId));
  const sourceId = sourceNamedBy(command) ?? Number.NaN;
  const seen = lots.filter(
    (lot) =>
      queue.includes(lot) ||
      ids.has(lot.id) ||
      lot.sourceId === sourceId ||
      lot.pledged + lot.excused > 0 ||
      (lot.lost && lot.remaining > 0),
  );
  return {
    ...state,
    lots: new Map(seen.map((lot) => [lot.id, lot])),
    lotsUntil: queue.length < width ? null : (queue.at(-1) ?? null),
    holds: new Map(holds.map((hold) => [hold.id, hold])),
    holdsUntil: open.length < width ? null : (open.at(-1)?.lapsesAt ?? null),
  };
}

function addUp({ account, lots, holds }: State) {
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  const all = [...lots.values()];
  const alive = all.filter((lot) => !isExpired(lot, account.lastAt));
  const faults = [
    account.current !== sum(alive.map((lot) => lot.remaining)) + account.held && "current",
    account.granted !== account.current + account.used + account.expired + account.refunded &&
      "sums",
    account.held !== sum([...holds.values()].map(remainingOf)) && "held",
    ...all.map(
      (lot) =>
        lot.granted !== lot.remaining + lot.held + lot.used + lot.expired + lot.refunded && lot.id,
    ),
    ...[...holds.values()].flatMap((hold) => [
      sum(hold.lots.map((part) => part.amount)) !== remainingOf(hold) && hold.id,
      hold.state !== "open" && remainingOf(hold) > 0 && hold.id,
    ]),
  ];
  expect(faults.filter(Boolean)).toEqual([]);
}
