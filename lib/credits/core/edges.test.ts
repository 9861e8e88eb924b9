import { expect, test } from "vitest";
import { lotOf } from "./books";
import { capName } from "./cap";
import type { Command, CommandOf } from "./command";
import { decide, decideAll } from "./decide";
import { instant } from "./instant";
import { byBurnOrder, dropFirst, isExpired, takeFirst } from "./lot";
import { BeyondWindow, type State } from "./state";
import { amount, command, hash, Ledger, lot, untouchedState } from "./testing";

// What random histories reach too seldom, or cannot reach: what an entry says, bugs of a caller, windows too small.

const MEMBER = "00000000-0000-7000-8000-00000000000a";
const CAMPAIGN = "00000000-0000-7000-8000-00000000000d";
const RUN = "00000000-0000-7000-8000-0000000000f1";
const LATER = new Date("2026-09-01");
const about = {
  operation: "single_post",
  subject: "Five posts",
  campaignId: CAMPAIGN,
  runId: RUN,
} as const;

const charge = (hundredths: number, over: Partial<CommandOf<"charge">> = {}) =>
  command({ type: "charge", amount: amount(hundredths), ...over });
const hold = (hundredths: number, over: Partial<CommandOf<"hold">> = {}) =>
  command({ type: "hold", holdId: "h", amount: amount(hundredths), lapsesAt: LATER, ...over });
const cap = (scope: "campaign" | "operation" | "member", target: string, most: number | null) =>
  command({
    type: "set_cap",
    scope,
    target,
    cap: most === null ? null : { amount: amount(most), mode: "block" },
  });

function ledgerWith(hundredths = 100, state?: State): Ledger {
  const ledger = new Ledger();
  if (state) ledger.state = state;
  ledger.post(lot("a", hundredths));
  return ledger;
}

test("what a hold was made for is said by all its rows, unless a capture says its own subject", () => {
  const ledger = ledgerWith();
  ledger.post(hold(30, about));
  const part = { type: "capture", holdId: "h", amount: amount(10), settle: false } as const;
  expect(ledger.decide(command(part)).entries).toMatchObject([about]);
  expect(ledger.decide(command({ ...part, subject: "The first" })).entries).toMatchObject([
    { ...about, subject: "The first" },
  ]);
  expect(ledger.decide(command({ type: "release", holdId: "h" })).entries).toMatchObject([about]);

  ledger.post(hold(5, { holdId: "bare" }));
  expect(
    ledger.decide(command({ ...part, holdId: "bare", amount: amount(1) })).entries,
  ).toMatchObject([{ operation: null, subject: null, campaignId: null, runId: null }]);
});

test("what lapses is said to be for what it was made, by the system", () => {
  const ledger = ledgerWith();
  ledger.post(hold(30, about));
  ledger.now = LATER;
  expect(ledger.decide(command({ type: "expire" })).entries).toMatchObject([
    { ...about, type: "release", actor: { type: "system" }, reason: "Hold lapsed" },
  ]);
});

test("a refund is for what its charge was for", () => {
  const ledger = ledgerWith();
  const charged = ledger.post(charge(10, about));
  const corrects = charged.ok ? charged.seq : 0;
  const { entries } = ledger.decide(command({ type: "refund", corrects, amount: amount(1) }));
  expect(entries).toMatchObject([about]);
});

test("a purchase without a debt is one row", () => {
  const ledger = new Ledger();
  const bought = { ...lot("a", 10), source: "purchase" } as Command;
  expect(ledger.decide(bought).entries).toMatchObject([{ type: "purchase", amount: 10 }]);
});

test("the rows of a dispute say what it makes of its source, and one that takes all is one row", () => {
  const ledger = ledgerWith();
  const dispute = { sourceId: "source of a", holdId: "f" };
  const claim = (as: string) => ({ facts: { claim: { source: "source of a", as } } });
  expect(ledger.decide(command({ type: "freeze", ...dispute })).entries).toMatchObject([
    claim("frozen"),
  ]);
  expect(
    ledger.decide(command({ type: "forfeit", ...dispute, amount: amount(100) })).entries,
  ).toMatchObject([{ ...claim("free"), type: "adjustment", amount: -100 }]);
  expect(ledger.state.holds.get("f")).toMatchObject({ state: "settled", released: 100 });
});

test("a second freeze leaves the first one's lots to it", () => {
  const ledger = ledgerWith();
  for (const holdId of ["f", "g"]) {
    ledger.post(command({ type: "freeze", sourceId: "source of a", holdId }));
  }
  expect(ledger.lot("a").frozenBy).toBe("f");
});

test("a cap counts a campaign, no freeze of a dispute, and is gone when it is lifted", () => {
  const ledger = ledgerWith(100, untouchedState());
  const { entries } = ledger.decide(cap("campaign", CAMPAIGN, 20));
  expect(entries).toMatchObject([{ type: "limit", amount: 0 }]);
  expect(ledger.post(charge(21, about))).toMatchObject({ reason: "cap_reached", left: 20 });
  expect(ledger.post(charge(21))).toMatchObject({ ok: true });
  const frozen = { sourceId: "source of a", holdId: "f", campaignId: CAMPAIGN };
  ledger.post(command({ type: "freeze", ...frozen }));
  expect(ledger.state.uses.get(capName("campaign", CAMPAIGN))).toMatchObject({ held: 0, used: 0 });

  ledger.post(cap("campaign", CAMPAIGN, null));
  expect(ledger.state.caps.size).toBe(0);
});

test("a cap is told of as a cap; a refund gives room in those that are known, whoever else is named", () => {
  const nothing = { month: "", used: amount(0), held: amount(0) };
  const known = new Map([[capName("operation", "single_post"), nothing]]);
  const ledger = ledgerWith(100, { ...untouchedState(), uses: known });
  ledger.post(cap("operation", "single_post", 10));
  const decision = ledger.decide(charge(10, about));
  expect(decision.notices).toMatchObject([{ about: "cap", share: 100 }]);
  const corrects = decision.answer.ok ? decision.answer.seq : 0;
  expect(ledger.post(command({ type: "refund", corrects, amount: amount(4) })).ok).toBe(true);
  expect(ledger.state.uses.get(capName("operation", "single_post"))?.used).toBe(6);
});

test("bugs of a caller are thrown, and say what they are", () => {
  const ledger = ledgerWith(100, untouchedState());
  ledger.post(hold(10));
  expect(() => ledger.post(hold(10))).toThrow("The hold h exists already.");
  expect(() => ledger.post(lot("a", 5))).toThrow("The lot a exists already.");
  expect(() => ledger.post(command({ type: "adjust", amount: amount(0) }))).toThrow(
    "An adjustment by nothing.",
  );
  expect(() => ledger.post(cap("member", MEMBER.replace(/a$/, "9"), 1))).toThrow(
    "has used is not known",
  );
});

test("of commands decided together, one that throws changes nothing for the others", () => {
  const ledger = ledgerWith();
  const { answers, entries } = decideAll(
    ledger.state,
    [charge(10), lot("a", 5), charge(20)],
    ledger.now,
    hash,
  );
  expect(answers).toMatchObject([
    { ok: true, current: 90 },
    { message: "The lot a exists already." },
    { ok: true, current: 70 },
  ]);
  expect(entries).toHaveLength(2);
});

test("a window too small says what it lacks, also among other commands", () => {
  const ledger = ledgerWith();
  ledger.post(lot("b", 100));
  const { lots, ...rest } = ledger.state;
  const first = lots.get("a");
  if (!first) throw new Error("No lot a");
  const narrow = { ...rest, lots: new Map([["a", first]]), lotsUntil: first };
  const missing = (what: string) => expect.objectContaining({ name: "BeyondWindow", what });
  const told = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      return error;
    }
  };
  expect(told(() => decide(narrow, charge(150), ledger.now, hash))).toEqual(missing("lots"));
  expect(told(() => decideAll(narrow, [charge(1), charge(150)], ledger.now, hash))).toEqual(
    missing("lots"),
  );
  expect(told(() => lotOf({ lots: new Map() }, "a"))).toEqual(missing("lots"));

  ledger.post(hold(10));
  ledger.post(command({ type: "freeze", sourceId: "source of a", holdId: "f" }));
  const release = command({ type: "release", holdId: "h" });
  const holds = new Map([...ledger.state.holds].filter(([id]) => id !== "f"));
  const without = { ...ledger.state, holds };
  expect(told(() => decide(without, release, ledger.now, hash))).toEqual(missing("holds"));
  expect(new BeyondWindow("holds").message).toContain("more holds");
});

test("a window that ends before what is due by now says so, to the instant", () => {
  const ledger = ledgerWith();
  const expire = command({ type: "expire" });
  const now = instant(ledger.now.getTime() * 1000 + 10);
  const at = { ...ledger.state.account, lastAt: instant(now - 1) };
  const until = (state: Partial<State>) => () =>
    decide({ ...ledger.state, account: at, ...state }, expire, ledger.now, hash).answer.ok;
  const position = (expiresAt: number) => ({
    id: "z",
    createdAt: instant(0),
    expiresAt: instant(expiresAt),
  });
  const lots = expect.objectContaining({ what: "lots" });
  const holds = expect.objectContaining({ what: "holds" });

  expect(until({ lotsUntil: position(now) })).toThrow(lots);
  expect(until({ lotsUntil: position(now + 1) })()).toBe(true);
  expect(until({ holdsUntil: instant(now) })).toThrow(holds);
  expect(until({ holdsUntil: instant(now - 1) })).toThrow(holds);
  expect(until({ holdsUntil: instant(now + 1) })()).toBe(true);
  expect(until({ holdsUntil: null, lotsUntil: null })()).toBe(true);
});

test("an expiry names its last row, keeps a key only for rows, and is nobody's doing", () => {
  const ledger = new Ledger();
  const ends = ["2026-03-02", "2026-03-03", "2026-03-04"].map((day) => new Date(day));
  for (const [index, end] of ends.entries()) ledger.post(lot(`lot ${index}`, 10, end));
  ledger.post(hold(25, { lapsesAt: new Date("2026-06-01") }));
  const expire = command({ type: "expire" });
  ledger.post(expire);
  expect(ledger.state.keys.has(expire.key)).toBe(false);

  ledger.now = new Date("2026-03-20");
  const release = command({ type: "release", holdId: "h", actor: { type: "member", id: MEMBER } });
  expect(ledger.decide(release).entries).toMatchObject([
    { type: "expiry", amount: -5, actor: { type: "system" } },
    { amount: -25, actor: { type: "system" }, reason: "Held credits of an expired lot" },
    { type: "release", actor: { id: MEMBER } },
  ]);
  for (const [index, end] of ends.entries()) {
    ledger.post(lot(`later ${index}`, 10, new Date(end.getTime() + 30 * 86_400_000)));
  }
  ledger.now = new Date("2026-05-01");
  const { answer, entries } = ledger.decide(expire);
  expect(entries.map(({ amount }) => amount)).toEqual([-10, -10, -10]);
  expect(answer).toMatchObject({ seq: entries[2]?.seq, at: new Date("2026-04-03") });
});

test("what falls due between two commands of one batch comes between their rows", () => {
  const ledger = new Ledger();
  const end = new Date("2026-03-02");
  ledger.post(lot("a", 10, end));
  ledger.post(lot("b", 100));
  ledger.post(command({ type: "set_threshold", threshold: "custom", below: amount(110) }));
  expect(ledger.entries.at(-1)).toMatchObject({ type: "limit", amount: 0 });
  const lastAt = instant(end.getTime() * 1000 - 2);
  const state = { ...ledger.state, account: { ...ledger.state.account, lastAt } };
  const { entries, notices } = decideAll(state, [charge(1), charge(2)], ledger.now, hash);
  expect(entries.map(({ type, amount, at }) => [type, amount, at - lastAt])).toEqual([
    ["charge", -1, 1],
    ["expiry", -9, 2],
    ["charge", -2, 3],
  ]);
  expect(notices).toMatchObject([{ about: "threshold", threshold: "custom", available: 109 }]);
});

test("only what is charged is measured by its quote", () => {
  const ledger = ledgerWith();
  expect(ledger.post(hold(30, { quotedMax: amount(10) })).ok).toBe(true);
  const part = { type: "capture", holdId: "h", settle: false, quotedMax: amount(10) } as const;
  expect(() => ledger.post(command({ ...part, amount: amount(11) }))).toThrow("quoted maximum 10");
  expect(ledger.post(command({ ...part, amount: amount(10) })).ok).toBe(true);
});

test("lots burn by expiry, then age, then id", () => {
  const at = (expiresAt: number | null, createdAt: number, id: string) => ({
    id,
    createdAt: instant(createdAt),
    expiresAt: expiresAt === null ? null : instant(expiresAt),
  });
  const sorted = [at(5, 9, "z"), at(9, 1, "a"), at(9, 1, "b"), at(9, 2, "a"), at(null, 1, "a")];
  expect(sorted.toReversed().sort(byBurnOrder)).toEqual(sorted);
  expect(byBurnOrder(at(9, 1, "a"), at(9, 1, "a"))).toBe(0);
  expect(byBurnOrder(at(9, 1, "b"), at(9, 1, "a"))).toBe(1);
  expect([8, 9, 10].map((now) => isExpired(at(9, 1, "a"), instant(now)))).toEqual([
    false,
    true,
    true,
  ]);
});

test("the first of some parts, and what is left after them", () => {
  const part = (lotId: string, hundredths: number) => ({ lotId, amount: amount(hundredths) });
  const parts = [part("a", 5), part("b", 7)];
  expect(takeFirst(parts, 6)).toEqual([part("a", 5), part("b", 1)]);
  expect(dropFirst(parts, 6)).toEqual([part("b", 6)]);
  expect(takeFirst(parts, 5)).toEqual([part("a", 5)]);
  expect(dropFirst(parts, 5)).toEqual([part("b", 7)]);
  expect(takeFirst(parts, 0)).toEqual([]);
  expect(() => takeFirst(parts, 13)).toThrow("1 more than there is");
});
