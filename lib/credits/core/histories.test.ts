import fc from "fast-check";
import { expect, test } from "vitest";
import { credits } from "./amount";
import type { Command } from "./command";
import { type Decision, decide } from "./decide";
import type { Entry } from "./entry";
import { openFreezesOf } from "./hold";
import type { State } from "./state";
import { anyHistory, hash, nameableIn, Script, untouchedState } from "./testing";

type Moment = Decision & { before: State; command: Command; now: Date };

/** Corners that a history may turn. A generator that no longer reaches one of them proves less than it says. */
const CORNERS: Record<string, (moment: Moment) => boolean> = {
  "a charge from several lots": ({ entries }) => paidBy(entries, "charge") > 1,
  "a refund to several lots": ({ entries }) => paidBy(entries, "refund") > 1,
  "a refund to an expired lot": ({ entries }) =>
    entries.some(({ lots }) => lots.some((part) => part[2] !== undefined)),
  "a refund to a lot that is gone and to one that is not": ({ entries }) =>
    entries.some(({ lots }) => new Set(lots.map((part) => part[2] === undefined)).size > 1),
  "held credits of an expired lot": ({ entries }) =>
    entries.some(({ type, holdId }) => type === "expiry" && holdId !== null),
  "a lapsed hold": ({ entries }) => entries.some(({ facts }) => facts?.ended === "lapsed"),
  "several endings at one instant": ({ entries }) => {
    const ends = entries
      .filter(
        ({ type, holdId, facts }) => (type === "expiry" && !holdId) || facts?.ended === "lapsed",
      )
      .map(({ at }) => Math.floor(at / 1_000_000));
    return new Set(ends).size < ends.length;
  },
  "a grant that has expired already": ({ command, entries }) =>
    command.type === "grant" && entries.at(-1)?.type === "expiry",
  "a purchase that settles a debt": ({ entries }) =>
    entries.some(({ facts }) => (facts?.debtSettled ?? 0) > 0),
  "a revocation of what is left": ({ command, answer }) =>
    command.type === "revoke" && answer.ok && 0 < -answer.amount && -answer.amount < command.amount,
  "a revocation beside what is held": ({ command, before, answer }) =>
    command.type === "revoke" && answer.ok && answer.amount < 0 && before.account.held > 0,
  "a capture that settles with a rest": ({ command, entries }) =>
    command.type === "capture" && command.settle && entries.at(-1)?.type === "release",
  "a charge of nothing": ({ command, answer }) =>
    command.type === "charge" && command.amount === 0 && answer.ok,
  "a clock that goes backwards": ({ before, now }) =>
    now.getTime() * 1000 < before.account.lastAt - 1_000_000,
  "a dispute lost that leaves a debt": ({ command, entries, before, state }) =>
    command.type === "forfeit" && entries.length > 0 && state.account.debt > before.account.debt,
  "a dispute won": ({ command, entries }) => command.type === "thaw" && entries.length > 0,
  "a dispute lost that asks nothing for what is gone": ({ entries }) =>
    entries.some(({ facts }) => (facts?.gone?.excused ?? 0) > 0),
  "what came back is taken by a lost dispute that fell short of it": ({ entries }) =>
    entries.some(({ facts }) => (facts?.gone?.excused ?? 0) < 0),
  "a failed refund of which a lost dispute takes its part": ({ command, entries }) =>
    command.type === "grant" && entries.some(({ facts }) => (facts?.gone?.excused ?? 0) < 0),
  "a refund that falls short": ({ entries }) =>
    entries.some(({ facts }) => (facts?.gone?.pledged ?? 0) > 0),
  "a refund that fails before it took all": ({ entries }) =>
    entries.some(({ amount, facts }) => amount > 0 && (facts?.gone?.pledged ?? 0) < 0),
  "a refund that fails before it took anything": ({ entries }) =>
    entries.some(({ amount, facts }) => amount === 0 && (facts?.gone?.pledged ?? 0) < 0),
  "what came back is taken by a refund, and the rest is free": ({ entries, state }) =>
    entries.some(
      ({ facts, lots }) =>
        facts?.gone?.redeemed && (state.lots.get(lots[0]?.[0] ?? "")?.remaining ?? 0) > 0,
    ),
  "what lapsed is taken by a refund": ({ entries }) =>
    entries.some(
      ({ facts }, index) => facts?.gone?.redeemed && entries[index - 1]?.facts?.ended === "lapsed",
    ),
  "what came back is taken by a refund while its purchase is disputed": ({ entries, state }) =>
    entries.some(
      ({ facts, lots }) => facts?.gone?.redeemed && state.lots.get(lots[0]?.[0] ?? "")?.frozenBy,
    ),
  "a second dispute of a source": ({ command, before }) =>
    command.type === "freeze" && openFreezes(before, command.sourceId) > 0,
  "a dispute decided whose freeze is handed on": ({ entries }) =>
    entries.some(
      ({ facts, holdId, heldAfter }) =>
        facts?.claim?.next && facts.claim.next !== holdId && heldAfter > 0,
    ),
  "a dispute lost that takes from another's freeze": ({ command, entries }) =>
    command.type === "forfeit" &&
    entries.some(({ holdId, amount }) => amount < 0 && holdId !== command.holdId),
  "a revocation of what is frozen": ({ command, entries }) =>
    command.type === "revoke" && entries.some(({ amount, holdId }) => amount < 0 && holdId),
  "a grant to a disputed source": ({ entries }) =>
    entries.some(({ facts }) => facts?.lots?.some((lot) => lot.frozenBy)),
  "an adjustment": ({ command, answer }) => command.type === "adjust" && answer.ok,
  "an expiry with nothing due": ({ command, answer, entries }) =>
    command.type === "expire" && answer.ok && entries.length === 0,
  "a repeat": ({ command, answer, entries }) =>
    command.type !== "expire" && answer.ok && entries.length === 0,
  ...Object.fromEntries(
    [
      "insufficient_credits",
      "key_reused",
      "unknown_hold",
      "hold_ended",
      "exceeds_hold",
      "unknown_charge",
      "exceeds_charge",
      "cap_reached",
    ].map((reason) => [reason, ({ answer }: Moment) => !answer.ok && answer.reason === reason]),
  ),
};

const indebted = (): State => {
  const empty = untouchedState();
  return { ...empty, account: { ...empty.account, debt: credits(10) } };
};

test("the histories turn every corner, so that what holds of them holds there", () => {
  const turned = new Map(Object.keys(CORNERS).map((name) => [name, 0]));
  for (const steps of fc.sample(anyHistory, { seed: 1, numRuns: 500 })) {
    const script = new Script();
    let clock = Date.parse("2026-03-01T00:00:00Z");
    let before = indebted();
    for (const step of steps) {
      clock += step.wait;
      const now = new Date(clock);
      const command = script.next(step, now, nameableIn(before));
      const decision = decide(before, command, now, hash);
      for (const [name, isThere] of Object.entries(CORNERS)) {
        if (isThere({ ...decision, before, command, now }))
          turned.set(name, (turned.get(name) ?? 0) + 1);
      }
      before = decision.state;
    }
  }
  expect([...turned].filter(([, times]) => times === 0)).toEqual([]);
});

const openFreezes = ({ holds }: State, sourceId: string): number =>
  openFreezesOf(holds.values(), sourceId).length;

const paidBy = (entries: readonly Entry[], type: Entry["type"]): number =>
  Math.max(0, ...entries.filter((entry) => entry.type === type).map(({ lots }) => lots.length));
