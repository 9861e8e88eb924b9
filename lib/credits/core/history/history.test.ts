import { expect, test } from "vitest";
import type { Answer, Command } from "../command";
import type { Entry } from "../entry";
import { amount, command, hash, Ledger, lot, untouchedState } from "../testing";
import { type Call, checkHistory } from "./testing";

// The checker itself: histories made by hand, honest and not. Whoever calls does so between two ticks of one clock,
// the ledger's included; what stands in the ledger is decided by the ledger in the order that a test says.

const BEGAN = Date.parse("2026-03-01T00:00:00Z");

class Play {
  readonly ledger = new Ledger(new Date(BEGAN));
  readonly calls: Call[] = [];
  readonly start = untouchedState();

  constructor() {
    this.ledger.state = this.start;
  }

  /** Decides a command and books it, at this tick. */
  book(command: Command, tick: number): Answer {
    this.ledger.now = new Date(BEGAN + tick);
    return this.ledger.post(command);
  }

  /** What a client saw: called at one tick, answered at another, or never. */
  saw(command: Command, [from, until]: [number, number], answer: Answer | null) {
    const clock = [BEGAN + from, BEGAN + Math.min(until, 1_000)] as const;
    this.calls.push({ command, from, until, clock, answer });
  }

  /** Both, for a call that is answered as it was decided. */
  ask(command: Command, [from, until]: [number, number], tick = from): Answer {
    const answer = this.book(command, tick);
    this.saw(command, [from, until], answer);
    return answer;
  }

  faults(entries: Entry[] = this.ledger.entries) {
    return checkHistory(this.calls, entries, this.start, hash);
  }
}

const charge = (hundredths: number, key?: string): Command =>
  command({ type: "charge", amount: amount(hundredths), ...(key ? { key } : {}) });

const refused = (available: number, shortfall: number): Answer => ({
  ok: false,
  reason: "insufficient_credits",
  available: amount(available),
  shortfall: amount(shortfall),
});

/** 10 hundredths, there from tick 1 on. */
function withTen() {
  const play = new Play();
  play.ask(lot("a lot", 10), [0, 1]);
  return play;
}

test("an honest history is explained, however its calls overlap", () => {
  const play = withTen();
  const [first, second, third] = [charge(4), charge(5), charge(2)];
  // Asked first and decided last, while two others come and go.
  const later = play.book(second, 4);
  const last = play.book(first, 6);
  play.saw(first, [2, 9], last);
  play.saw(second, [3, 5], later);
  // Refused between the two, and after both.
  play.saw(third, [3, 8], refused(1, 1));
  play.saw(charge(6), [4, 8], refused(5, 1));
  // Told again, and with a key that somebody else has used.
  play.saw(first, [10, 11], { ...last, replayed: true } as Answer);
  play.saw({ ...first, reason: "another" }, [10, 11], { ok: false, reason: "key_reused" });
  expect(play.faults()).toEqual([]);
});

test("a call that was never answered may have happened or not", () => {
  const play = withTen();
  const happened = charge(4);
  play.book(happened, 3);
  play.saw(happened, [2, Number.POSITIVE_INFINITY], null);
  play.saw(charge(3), [2, Number.POSITIVE_INFINITY], null);
  play.ask(charge(6), [7, 8]);
  expect(play.faults()).toEqual([]);
});

test("a refusal that was true only before the call is found", () => {
  const play = withTen();
  play.saw(charge(3), [2, 3], refused(0, 3));
  expect(play.faults()).toEqual([expect.stringMatching(/there is no reason for that/)]);
});

test("a refusal that became true only after its answer is found", () => {
  const play = withTen();
  play.saw(charge(7), [2, 3], refused(6, 1));
  play.ask(charge(4), [4, 5]);
  expect(play.faults()).toEqual([expect.stringMatching(/there is no reason for that/)]);
});

test("a refusal with other numbers than at any instant is found", () => {
  const play = withTen();
  play.saw(charge(12), [2, 3], refused(10, 3));
  play.saw(charge(12), [2, 3], { ok: false, reason: "key_reused" });
  expect(play.faults()).toHaveLength(2);
});

test("what was answered before something else was asked, and stands after it, is found", () => {
  const play = withTen();
  const [early, late] = [charge(1), charge(2)];
  const ofLate = play.book(late, 3);
  const ofEarly = play.book(early, 4);
  play.saw(early, [2, 3], ofEarly);
  play.saw(late, [4, 5], ofLate);
  expect(play.faults()).toEqual([
    `"${early.key}" was answered before "${late.key}" was asked, and stands after it.`,
  ]);
});

test("one key accepted for two commands is found", () => {
  const play = withTen();
  const answer = play.ask(charge(4, "the same"), [2, 3]);
  play.saw(charge(5, "the same"), [4, 5], answer);
  expect(play.faults()).toEqual(['Key "the same" was accepted for two different commands.']);
});

test("one command accepted and written twice is found", () => {
  const play = withTen();
  const twice = charge(4);
  const first = play.ask(twice, [2, 3]);
  // As a ledger would that forgot its keys.
  play.ledger.state = { ...play.ledger.state, keys: new Map() };
  const second = play.ask(twice, [4, 5]);
  expect([first.ok, second.ok]).toEqual([true, true]);
  expect(play.faults()).not.toEqual([]);
});

test("one command written twice in other places is found", () => {
  const play = withTen();
  const twice = charge(4);
  play.ask(twice, [2, 3]);
  play.ask(charge(1), [4, 5]);
  play.ledger.state = { ...play.ledger.state, keys: new Map() };
  play.ask(twice, [6, 7]);
  expect(play.faults()).toContainEqual(
    expect.stringMatching(/^Entry 4 .* nothing asked for writes it there/),
  );
});

test("an accepted command that was lost is found", () => {
  const play = withTen();
  const before = play.ledger.state;
  const lost = charge(4);
  const answer = play.book(lost, 2);
  play.ledger.state = before;
  play.ledger.entries.pop();
  play.saw(lost, [2, 3], answer);
  expect(play.faults()).toEqual([expect.stringMatching(/which is not there/)]);
  play.ask(charge(5), [4, 5]);
  expect(play.faults()).toEqual([expect.stringMatching(/which is not there/)]);
});

test("credits spent twice are found: the row that overdraws is one that nothing writes", () => {
  const play = withTen();
  const before = play.ledger.state;
  play.ask(charge(8), [2, 5]);
  // Decided on what was there before, as another server might that does not compare.
  const { entries, state } = play.ledger;
  play.ledger.state = { ...before, account: { ...state.account, current: before.account.current } };
  play.ask(charge(8), [3, 6]);
  expect(entries).toHaveLength(3);
  expect(play.faults()).toEqual([expect.stringMatching(/nothing asked for writes it there/)]);
});

test("an answer that tells another balance, or another time, than was decided is found", () => {
  for (const wrong of [{ current: amount(9) }, { seq: 1 }, { at: new Date(BEGAN + 4) }]) {
    const play = withTen();
    const command = charge(4);
    const answer = play.book(command, 2);
    play.saw(command, [2, 3], { ...answer, ...wrong } as Answer);
    expect(play.faults()).toEqual([expect.stringMatching(/was told .*, not /)]);
  }
});

test("an entry that nobody asked for, and one that was changed or is missing, are found", () => {
  const play = withTen();
  const charged = [charge(1), charge(2)];
  play.ask(charged[0] as Command, [2, 3]);
  play.book(charged[1] as Command, 4);
  expect(play.faults()).toEqual([expect.stringMatching(/nobody asked for it/)]);

  play.saw(charged[1] as Command, [4, 5], null);
  expect(play.faults()).toEqual([]);
  const [granted, first, second] = play.ledger.entries as [Entry, Entry, Entry];
  expect(play.faults([granted, second])).not.toEqual([]);
  expect(play.faults([granted, second, first])).not.toEqual([]);
  expect(play.faults([granted, { ...first, digest: second.digest }, second])).not.toEqual([]);
});
