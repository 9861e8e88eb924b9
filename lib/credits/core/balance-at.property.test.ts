import fc from "fast-check";
import { expect, inject, test, vi } from "vitest";
import { balanceAt, type Claims, type LotSnapshot, type OpenHold, stillHeld } from "./balance-at";
import { decide } from "./decide";
import { dateOf } from "./instant";
import { isOpen } from "./run";
import type { State } from "./state";
import { anyHistory, command, hash, nameableIn, Script, untouchedState } from "./testing";

const effort = inject("effort");
vi.setConfig({ testTimeout: 60_000 * effort.factor });

const START = Date.parse("2026-03-01T00:00:00Z");
/** Between the ends of what a history opens, and after all of them. */
const laters = fc.oneof(
  fc.nat(60).map((seconds) => seconds * 1_000),
  fc.constant(40 * 86_400_000),
);

const lotsOf = ({ lots }: State): LotSnapshot[] =>
  [...lots.values()].map(({ expiresAt, ...lot }) => ({
    ...lot,
    expiresAt: expiresAt === null ? null : dateOf(expiresAt),
  }));

const claimsOf = ({ account: { debt }, lots }: State): Claims => {
  const awaited = new Map<string, number>();
  for (const { sourceId, pledged, excused } of lots.values())
    if (sourceId) awaited.set(sourceId, (awaited.get(sourceId) ?? 0) + pledged + excused);
  return { debt, awaited };
};

const holdsOf = ({ holds }: State): OpenHold[] =>
  [...holds.values()].map(({ id, state, lots, lapsesAt }) => ({
    id,
    state,
    lots: lots.map(({ lotId, amount }) => [lotId, amount] as const),
    lapsesAt: dateOf(lapsesAt),
  }));

const sweep = (state: State, now: Date): State =>
  decide(state, command({ type: "expire", key: `sweep ${now.getTime()}` }), now, hash).state;

/** What each open hold sets aside, with what has `joined` it. */
const heldIn = (state: State, now: Date, joined: ReadonlyMap<string, number> = new Map()) =>
  holdsOf(state)
    .filter((hold) => isOpen(hold, now))
    .map((hold) => [hold.id, stillHeld(hold) + (joined.get(hold.id) ?? 0)] as const)
    .filter(([, amount]) => amount > 0)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));

/** What the ledger's own rows say once everything that ended by `now` is written. */
function swept(state: State, now: Date) {
  const { account } = sweep(state, now);
  const { current, held, debt } = account;
  return { current, held, available: current - held, debt };
}

test("the clock alone says what the rows will say once the sweeper has written them", () => {
  fc.assert(
    fc.property(anyHistory, fc.array(laters, { maxLength: 4 }), (steps, later) => {
      const script = new Script();
      let clock = START;
      let state = untouchedState();
      for (const step of steps) {
        clock += step.wait;
        const asked = script.next(step, new Date(clock), nameableIn(state));
        state = decide(state, asked, new Date(clock), hash).state;
        for (const ahead of [0, ...later]) {
          const now = new Date(clock + ahead);
          const {
            changesAt: _,
            joined,
            ...seen
          } = balanceAt(lotsOf(state), holdsOf(state), now, claimsOf(state));
          expect(seen).toEqual(swept(state, now));
          expect(heldIn(state, now, joined)).toEqual(heldIn(sweep(state, now), now));
        }
      }
    }),
    { numRuns: 300 * effort.factor },
  );
});
