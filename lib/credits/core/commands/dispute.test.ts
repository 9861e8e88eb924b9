import { describe, expect, test } from "vitest";
import { amount, command, Ledger, lot } from "../testing";

const SOURCE = "source of a";
const BOUGHT = 100;
const SHARES = { A: 60, B: 30 } as const;
type Name = keyof typeof SHARES;
type Outcome = "won" | "lost";

const freeze = (name: Name) => command({ type: "freeze", sourceId: SOURCE, holdId: name });
const thaw = (name: Name) => command({ type: "thaw", sourceId: SOURCE, holdId: name });
const forfeit = (name: Name, hundredths: number = SHARES[name]) =>
  command({ type: "forfeit", sourceId: SOURCE, holdId: name, amount: amount(hundredths) });
const close = (name: Name, outcome: Outcome) => (outcome === "won" ? thaw(name) : forfeit(name));
const charge = (hundredths: number) => command({ type: "charge", amount: amount(hundredths) });
const revoke = (hundredths: number) =>
  command({ type: "revoke", sourceId: SOURCE, amount: amount(hundredths) });

/** What a refund that failed gives back: what it took, and what it fell short of and waits for. */
const back = (hundredths: number) =>
  ({
    ...lot("back", hundredths),
    source: "adjustment",
    sourceId: SOURCE,
  }) as ReturnType<typeof lot>;

const setAside = (hundredths: number) =>
  command({
    type: "hold",
    holdId: "h",
    amount: amount(hundredths),
    lapsesAt: new Date("2026-09-01"),
  });

/** Every order in which two disputes open and close. */
const ORDERS = [
  ["open A", "close A", "open B", "close B"],
  ["open A", "open B", "close A", "close B"],
  ["open A", "open B", "close B", "close A"],
  ["open B", "close B", "open A", "close A"],
  ["open B", "open A", "close B", "close A"],
  ["open B", "open A", "close A", "close B"],
] as const;
const OUTCOMES: readonly (readonly [Outcome, Outcome])[] = [
  ["won", "won"],
  ["won", "lost"],
  ["lost", "won"],
  ["lost", "lost"],
];
const MATRIX = ORDERS.flatMap((order) => OUTCOMES.map((outcome) => ({ order, outcome })));

describe.each(MATRIX)("$order, A and B $outcome", ({ order, outcome }) => {
  const outcomes = { A: outcome[0], B: outcome[1] };
  const lost = (["A", "B"] as const)
    .filter((name) => outcomes[name] === "lost")
    .reduce((total, name) => total + SHARES[name], 0);
  const say = (ledger: Ledger, step: (typeof order)[number]) => {
    const [verb, name] = step.split(" ") as ["open" | "close", Name];
    ledger.post(verb === "open" ? freeze(name) : close(name, outcomes[name]));
  };
  const openAfter = (count: number) =>
    order.slice(0, count).filter((step) => step.startsWith("open")).length * 2 > count;

  test.each([0, 25, 70, 100])("%i spent before, and what can be spent between", (spentBefore) => {
    const ledger = new Ledger();
    ledger.post(lot("a", BOUGHT));
    ledger.post(charge(spentBefore));
    let spent = spentBefore;
    for (const [index, step] of order.entries()) {
      say(ledger, step);
      const { current, held } = ledger.state.account;
      if (openAfter(index + 1)) expect(current - held).toBe(0);
      if (ledger.post(charge(5)).ok) spent += 5;
    }
    const left = BOUGHT - spent - lost;
    expect(ledger.state.account).toMatchObject({
      current: Math.max(0, left),
      held: 0,
      debt: Math.max(0, -left),
    });
  });

  test.each([0, 1, 2, 3, 4])("a running operation of 50 gives 20 back after %i steps", (when) => {
    const ledger = new Ledger();
    ledger.post(lot("a", BOUGHT));
    ledger.post(setAside(50));
    for (const [index, step] of [...order, null].entries()) {
      if (index === when) {
        const part = { amount: amount(30), settle: true };
        ledger.post(command({ type: "capture", holdId: "h", ...part }));
      }
      if (step) say(ledger, step);
    }
    const left = BOUGHT - 30 - lost;
    expect(ledger.state.account).toMatchObject({
      current: Math.max(0, left),
      held: 0,
      debt: Math.max(0, -left),
    });
  });

  /** The whole story with a refund of 70 after so many steps. */
  const withRefund = (ledger: Ledger, spent: number, when: number) => {
    ledger.post(lot("a", BOUGHT));
    ledger.post(charge(spent));
    const steps = order.map((step) => () => say(ledger, step));
    steps.splice(when, 0, () => void ledger.post(revoke(70)));
    for (const step of steps) step();
  };
  const REFUNDS = [0, 1, 2, 3, 4].flatMap((when) => [0, 25, 70, 100].map((spent) => [when, spent]));

  // A refund takes what is left and no more, a dispute asks for what was spent: the end is the same, whichever came first.
  test.each(REFUNDS)("70 refunded after %i steps, %i spent before", (when, spent) => {
    const ledger = new Ledger();
    withRefund(ledger, spent, when);
    expect(ledger.state.account).toMatchObject({
      current: Math.max(0, BOUGHT - spent - lost - 70),
      held: 0,
      debt: Math.max(0, spent + lost - BOUGHT),
    });
  });

  test.each(REFUNDS)("refunded after %i steps, %i spent, and the refund fails", (when, spent) => {
    const ledger = new Ledger();
    withRefund(ledger, spent, when);
    ledger.post(back(70));
    const left = BOUGHT - spent - lost;
    expect(ledger.state.account).toMatchObject({
      current: Math.max(0, left),
      held: 0,
      debt: Math.max(0, -left),
    });
  });
});

test("a dispute of all that was paid, lost after a part was refunded, leaves no debt: nothing was spent", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", BOUGHT));
  ledger.post(revoke(40));
  ledger.post(freeze("A"));
  const { entries } = ledger.decide(forfeit("A", BOUGHT));
  expect(entries).toMatchObject([
    {
      amount: -60,
      debtAfter: 0,
      facts: { claim: { as: "free" }, gone: { source: SOURCE, excused: 40 } },
    },
  ]);
});

test("what refunds took is counted once: a second dispute that is lost finds it told", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", BOUGHT));
  ledger.post(charge(60));
  ledger.post(revoke(40));
  ledger.post(freeze("A"));
  ledger.post(freeze("B"));
  ledger.post(forfeit("A", 30));
  expect(ledger.state.account.debt).toBe(0);
  ledger.post(forfeit("B", 30));
  expect(ledger.state.account.debt).toBe(20);
});

test("what a refund took while a dispute was open is told to it: lost, it asks nothing for that", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", BOUGHT));
  ledger.post(freeze("A"));
  ledger.post(command({ type: "revoke", sourceId: SOURCE, amount: amount(30) }));
  ledger.post(forfeit("A", BOUGHT));
  expect(ledger.state.account).toMatchObject({ current: 0, debt: 0, refunded: BOUGHT });
});

test("what expired was not spent: a dispute lost later asks nothing for it", () => {
  const ledger = new Ledger(new Date("2026-03-01"));
  ledger.post(lot("a", BOUGHT, new Date("2026-03-10")));
  ledger.post(charge(25));
  ledger.now = new Date("2026-03-20");
  ledger.post(freeze("A"));
  ledger.post(forfeit("A", BOUGHT));
  expect(ledger.state.account).toMatchObject({ current: 0, debt: 25, expired: 75 });
});

test("what expired and was given anew is not gone: the dispute takes it", () => {
  const ledger = new Ledger(new Date("2026-03-01"));
  ledger.post(lot("a", BOUGHT, new Date("2026-03-10")));
  ledger.post(charge(BOUGHT));
  ledger.now = new Date("2026-03-20");
  ledger.post(command({ type: "refund", corrects: 2, amount: amount(30) }));
  ledger.post(freeze("A"));
  ledger.post(forfeit("A", BOUGHT));
  expect(ledger.state.account).toMatchObject({ current: 0, debt: 70, refunded: 30 });
});

test("a second dispute finds everything frozen, and keeps it when the first is won", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", BOUGHT));
  ledger.post(freeze("A"));
  expect(ledger.decide(freeze("B")).entries).toMatchObject([
    { type: "hold", holdId: "B", lots: [], facts: { hold: { amount: 0 } } },
  ]);
  const { entries } = ledger.decide(thaw("A"));

  expect(entries).toMatchObject([
    { type: "release", holdId: "A", lots: [], heldAfter: 100, facts: { ended: "settled" } },
  ]);
  expect(ledger.state.holds.get("A")).toMatchObject({ released: 100, lots: [], state: "settled" });
  expect(ledger.state.holds.get("B")).toMatchObject({ amount: 100, state: "open" });
  expect(ledger.lot("a")).toMatchObject({ frozenBy: "B", lost: false });
});

test("lost, a later dispute takes from what the first one keeps, and the first keeps the rest", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", BOUGHT));
  ledger.post(freeze("A"));
  ledger.post(freeze("B"));
  const { entries, answer } = ledger.decide(forfeit("B"));

  expect(entries).toMatchObject([
    { type: "adjustment", holdId: "A", amount: -30, lots: [["a", -30]], debtAfter: 0 },
    { type: "release", holdId: "B", amount: 0, facts: { ended: "settled" } },
  ]);
  expect(answer).toMatchObject({ ok: true, seq: 4, amount: -30, held: 70, available: 0 });
  expect(ledger.state.holds.get("A")).toMatchObject({ released: 30, state: "open" });
  expect(ledger.lot("a")).toMatchObject({ frozenBy: "A", lost: false });
});

test("lost, the first of two hands on what it does not take", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", BOUGHT));
  ledger.post(freeze("A"));
  ledger.post(freeze("B"));
  const { entries } = ledger.decide(forfeit("A"));

  expect(entries).toMatchObject([
    { type: "adjustment", holdId: "A", amount: -60, heldAfter: 40, facts: { ended: "settled" } },
  ]);
  expect(ledger.state.holds.get("B")).toMatchObject({ amount: 40, lots: [{ amount: 40 }] });
});

test("what is handed on outlives its lot's expiry, and expires when the last dispute is won", () => {
  const ledger = new Ledger(new Date("2026-03-01"));
  ledger.post(lot("a", BOUGHT, new Date("2026-03-10")));
  ledger.post(freeze("A"));
  ledger.post(freeze("B"));
  ledger.now = new Date("2026-03-20");
  expect(ledger.post(thaw("A"))).toMatchObject({ current: 100, held: 100 });
  expect(ledger.decide(thaw("B")).entries.map(({ type, amount }) => [type, amount])).toEqual([
    ["expiry", -100],
    ["release", 0],
  ]);
});

test("what a failed refund brings back while its purchase is disputed is frozen with the rest", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", BOUGHT));
  ledger.post(revoke(40));
  ledger.post(freeze("A"));
  ledger.post({ ...lot("back", 40), sourceId: SOURCE } as ReturnType<typeof lot>);
  expect(ledger.state.account).toMatchObject({ current: 100, held: 100 });
  expect(ledger.lot("back")).toMatchObject({ frozenBy: "A", held: 40 });
  expect(ledger.post(thaw("A"))).toMatchObject({ available: 100 });
});

test("a dispute lost without a debt leaves the rest as good as any other credits", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", BOUGHT));
  ledger.post(freeze("A"));
  ledger.post(forfeit("A"));
  expect(ledger.lot("a")).toMatchObject({ remaining: 40, lost: false });

  ledger.post(lot("b", 10));
  ledger.post(command({ type: "freeze", sourceId: "source of b", holdId: "other" }));
  const spentElsewhere = { sourceId: "source of b", holdId: "other", amount: amount(50) };
  const answer = ledger.post(command({ type: "forfeit", ...spentElsewhere }));
  expect(answer).toMatchObject({ ok: true, amount: -10, available: 40 });
  expect(ledger.state.account.debt).toBe(40);
});

test("only an open freeze of that source can be decided, and once", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", BOUGHT));
  ledger.post(setAside(10));
  ledger.post(freeze("A"));
  const unknown = { ok: false, reason: "unknown_hold" };
  const elsewhere = { sourceId: "another", holdId: "A" };

  expect(ledger.post(thaw("B"))).toEqual(unknown);
  expect(ledger.post(command({ type: "thaw", sourceId: SOURCE, holdId: "h" }))).toEqual(unknown);
  expect(ledger.post(command({ type: "thaw", ...elsewhere }))).toEqual(unknown);
  ledger.post(thaw("A"));
  expect(ledger.post(forfeit("A"))).toEqual({ ok: false, reason: "hold_ended", state: "settled" });
  expect(() => ledger.post(freeze("A"))).toThrow("exists already");
});
