import { expect, test } from "vitest";
import { dateOf } from "../instant";
import { amount, command, Ledger, lot } from "../testing";

// What a refund fell short of, because running operations held it, is taken of what comes back: in every order.

const SOURCE = "source of a";
const BOUGHT = 100;
const HELD = 60;
const CAPTURED = 20;
const UNDONE = 15;

const day = (iso: string) => new Date(iso);
const LAPSES = day("2026-09-01");
const hold = (hundredths: number, lapsesAt = LAPSES, holdId = "h") =>
  command({ type: "hold", holdId, amount: amount(hundredths), lapsesAt });
const capture = (hundredths: number, settle: boolean) =>
  command({ type: "capture", holdId: "h", amount: amount(hundredths), settle });
const release = (holdId = "h") => command({ type: "release", holdId });
const revoke = (hundredths: number) =>
  command({ type: "revoke", sourceId: SOURCE, amount: amount(hundredths) });
const undo = (corrects: number, hundredths: number) =>
  command({ type: "refund", corrects, amount: amount(hundredths) });
const freeze = (holdId = "A") => command({ type: "freeze", sourceId: SOURCE, holdId });
const thaw = (holdId = "A") => command({ type: "thaw", sourceId: SOURCE, holdId });
const forfeit = (hundredths: number, holdId = "A") =>
  command({ type: "forfeit", sourceId: SOURCE, holdId, amount: amount(hundredths) });

/** What a refund that failed gives back: all that it asked for, what it fell short of included. */
const back = (hundredths: number, lotId = "back") =>
  ({
    ...lot(lotId, hundredths),
    source: "adjustment",
    sourceId: SOURCE,
  }) as ReturnType<typeof lot>;

/** A purchase of 100 of which a running operation holds 60. */
function running(expiresAt: Date | null = null, lapsesAt = LAPSES): Ledger {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", BOUGHT, expiresAt));
  ledger.post(hold(HELD, lapsesAt));
  return ledger;
}

const standing = ({ state: { account } }: Ledger) => {
  const { current, held, debt } = account;
  return { current, held, debt, available: current - held };
};

test("what a running operation held of a refunded purchase is taken when it comes back", () => {
  const ledger = running();
  expect(ledger.post(revoke(BOUGHT))).toMatchObject({ amount: -40, available: 0, held: HELD });
  const { entries } = ledger.decide(release());

  expect(entries.map(({ type, amount, reason, facts }) => [type, amount, reason, facts])).toEqual([
    ["release", 0, "test", { ended: "settled" }],
    ["adjustment", -60, "Taken by an earlier refund", { gone: { source: SOURCE, redeemed: 60 } }],
  ]);
  expect(standing(ledger)).toEqual({ current: 0, held: 0, debt: 0, available: 0 });
  expect(ledger.lot("a")).toMatchObject({ refunded: 100, revoked: 100, pledged: 0 });
});

test("what the operation captures is used: no debt, and nothing else pays for it", () => {
  const ledger = running();
  ledger.post(lot("b", 30));
  ledger.post(revoke(BOUGHT));
  ledger.post(capture(HELD, true));
  expect(standing(ledger)).toEqual({ current: 30, held: 0, debt: 0, available: 30 });
  expect(ledger.post(command({ type: "charge", amount: amount(30) }))).toMatchObject({ ok: true });
});

test("never more than it fell short, and once: the rest is free again", () => {
  const ledger = running();
  expect(ledger.post(revoke(70))).toMatchObject({ amount: -40 });
  ledger.post(release());
  expect(standing(ledger)).toMatchObject({ current: 30, available: 30 });
  ledger.post(hold(20, LAPSES, "another"));
  ledger.post(release("another"));
  expect(standing(ledger)).toMatchObject({ current: 30, available: 30 });
});

test("nobody can spend it between: the very command that gives back finds it gone", () => {
  const ledger = running();
  ledger.post(revoke(BOUGHT));
  expect(ledger.post(release())).toMatchObject({ ok: true, current: 0, available: 0 });
});

test("by the clock alone it is taken at the lapse, before whoever spends next", () => {
  const ledger = running(null, day("2026-03-02"));
  ledger.post(revoke(70));
  ledger.now = day("2026-03-05");
  const charge = (hundredths: number) => command({ type: "charge", amount: amount(hundredths) });
  expect(ledger.post(charge(31))).toMatchObject({ ok: false, available: 30 });
  const { entries } = ledger.decide(charge(30));
  expect(entries.map(({ type, amount, at }) => [type, amount, dateOf(at).toISOString()])).toEqual([
    ["release", 0, "2026-03-02T00:00:00.000Z"],
    ["adjustment", -30, "2026-03-02T00:00:00.000Z"],
    ["charge", -30, "2026-03-05T00:00:00.000Z"],
  ]);
});

test("what lapsed before its lot expired was taken then, what lapsed after it expired", () => {
  const [before, after] = [day("2026-03-02"), day("2026-03-04")];
  const ends = ([lapses, expires]: Date[]) => {
    const ledger = running(expires, lapses);
    ledger.post(revoke(BOUGHT));
    ledger.now = day("2026-03-10");
    ledger.post(command({ type: "expire" }));
    const { expired, refunded, pledged } = ledger.lot("a");
    return { expired, refunded, pledged };
  };
  expect(ends([before, after])).toEqual({ expired: 0, refunded: 100, pledged: 0 });
  expect(ends([after, before])).toEqual({ expired: 60, refunded: 40, pledged: 60 });
});

test("what comes back of a charge to an expired lot is taken of the lot it comes back in", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", BOUGHT, day("2026-03-10")));
  ledger.post(command({ type: "charge", amount: amount(BOUGHT) }));
  ledger.now = day("2026-03-20");
  ledger.post(undo(2, 30));
  ledger.post(hold(30));
  expect(ledger.post(revoke(BOUGHT))).toMatchObject({ amount: 0 });
  ledger.post(capture(10, true));
  expect(standing(ledger)).toMatchObject({ current: 0, available: 0 });
  const { entries } = ledger.decide(undo(2, 25));
  expect(entries.map(({ type, amount }) => [type, amount])).toEqual([
    ["refund", 25],
    ["adjustment", -25],
  ]);
});

test("credits of other purchases are never touched", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 40));
  ledger.post(lot("b", 60));
  ledger.post(hold(100));
  ledger.post(revoke(40));
  ledger.post(release());
  expect(ledger.lot("a")).toMatchObject({ remaining: 0, refunded: 40 });
  expect(ledger.lot("b")).toMatchObject({ remaining: 60, refunded: 0 });
});

test("a refund of what no lot brought in waits for nothing", () => {
  const ledger = new Ledger();
  expect(ledger.decide(revoke(40)).entries).toMatchObject([{ amount: 0, facts: null }]);
  ledger.post(lot("a", 40));
  expect(standing(ledger)).toMatchObject({ available: 40 });
});

test("a refund that fails while the operation runs takes nothing of what comes back", () => {
  const ledger = running();
  ledger.post(revoke(BOUGHT));
  const { entries } = ledger.decide(back(BOUGHT));
  expect(entries).toMatchObject([
    { type: "adjustment", amount: 40, facts: { gone: { revoked: -40, pledged: -60 } } },
  ]);
  ledger.post(release());
  expect(standing(ledger)).toMatchObject({ current: BOUGHT, available: BOUGHT });
});

test("one that had taken nothing yet gives nothing back, in a row that says so", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", HELD));
  ledger.post(hold(HELD));
  ledger.post(revoke(HELD));
  const { entries } = ledger.decide(back(HELD));
  expect(entries).toMatchObject([
    { type: "adjustment", amount: 0, lots: [], facts: { gone: { pledged: -60 } } },
  ]);
  expect(ledger.state.lots.has("back")).toBe(false);
  ledger.post(release());
  expect(standing(ledger)).toMatchObject({ available: HELD });
});

test("of a second dispute what is left is taken before it is frozen", () => {
  const ledger = running();
  ledger.post(freeze("A"));
  ledger.post(forfeit(45, "A"));
  ledger.post(freeze("B"));
  ledger.post(revoke(30));
  expect(standing(ledger)).toMatchObject({ current: HELD, held: HELD, debt: 5 });
  ledger.post(release());
  expect(standing(ledger)).toMatchObject({ current: 25, held: 25, debt: 0 });
  ledger.post(thaw("B"));
  expect(standing(ledger)).toEqual({ current: 25, held: 0, debt: 0, available: 25 });
});

test("what came back before a dispute's share was counted is taken by the next command, and only as much", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 50));
  ledger.state = {
    ...ledger.state,
    lots: new Map([["a", { ...ledger.lot("a"), excused: amount(20) }]]),
  };
  const { entries } = ledger.decide(command({ type: "charge", amount: amount(30) }));
  expect(entries.map(({ type, amount, reason }) => [type, amount, reason])).toEqual([
    ["adjustment", -20, "Taken by a lost dispute"],
    ["charge", -30, "test"],
  ]);
});

type Step = "capture" | "undo" | "end" | "refund" | "fail" | "refund more" | "open" | "close";
/** Which step comes only after which. */
const AFTER: Partial<Record<Step, Step>> = {
  undo: "capture",
  end: "capture",
  fail: "refund",
  close: "open",
};

function ordersOf(steps: readonly Step[], before: readonly Step[] = []): Step[][] {
  if (steps.length === 0) return [[...before]];
  return steps
    .filter((step) => !steps.some((other) => other === AFTER[step]))
    .flatMap((step) =>
      ordersOf(
        steps.filter((other) => other !== step),
        [...before, step],
      ),
    );
}

type Case = { refund: number; more: number; lost: number | null };

/** Tells a whole story in one order; what is left and owed after it. */
function play(order: readonly Step[], { refund, more, lost }: Case) {
  const ledger = running();
  let charged = 0;
  const say: Record<Step, () => void> = {
    capture: () => {
      const answer = ledger.post(capture(CAPTURED, false));
      charged = answer.ok ? answer.seq : 0;
    },
    undo: () => ledger.post(undo(charged, UNDONE)),
    end: () => ledger.post(release()),
    refund: () => ledger.post(revoke(refund)),
    fail: () => ledger.post(back(refund)),
    "refund more": () => ledger.post(revoke(more)),
    open: () => ledger.post(freeze()),
    close: () => ledger.post(lost === null ? thaw() : forfeit(lost)),
  };
  for (const step of order) {
    say[step]();
    const { available, held } = standing(ledger);
    if (isOpen(order, step) && available > 0) return `${available} free while disputed`;
    if (held < 0) return `${held} held`;
  }
  return standing(ledger);
}

const isOpen = (order: readonly Step[], step: Step): boolean => {
  const at = (name: Step) => order.indexOf(name);
  return at("open") >= 0 && at("open") <= at(step) && at(step) < at("close");
};

/** What is left is what was bought less spent, lost and refunded; what is owed, what was spent and lost beyond it. */
function expected(order: readonly Step[], { refund, more, lost }: Case) {
  const spent = CAPTURED - (order.includes("undo") ? UNDONE : 0);
  const refunded =
    (order.includes("fail") ? 0 : refund) + (order.includes("refund more") ? more : 0);
  const short = order.includes("close") ? (lost ?? 0) : 0;
  const left = Math.max(0, BOUGHT - spent - short - refunded);
  return { current: left, held: 0, debt: Math.max(0, spent + short - BOUGHT), available: left };
}

const AMOUNTS = [30, 70, BOUGHT];
const ENDS = [null, 50, 90];
const MATRICES: Record<string, { steps: Step[]; cases: Case[] }> = {
  "beside a dispute, won or lost": {
    steps: ["capture", "undo", "end", "refund", "open", "close"],
    cases: AMOUNTS.flatMap((refund) => ENDS.map((lost) => ({ refund, more: 0, lost }))),
  },
  "that fails, beside a dispute, won or lost": {
    steps: ["capture", "end", "refund", "fail", "open", "close"],
    cases: AMOUNTS.flatMap((refund) => ENDS.map((lost) => ({ refund, more: 0, lost }))),
  },
  "in two parts of which the first may fail": {
    steps: ["capture", "undo", "end", "refund", "fail", "refund more"],
    cases: AMOUNTS.flatMap((refund) => [10, 50, 70].map((more) => ({ refund, more, lost: null }))),
  },
  "in two parts": {
    steps: ["capture", "undo", "end", "refund", "refund more"],
    cases: AMOUNTS.flatMap((refund) => [10, 50, 70].map((more) => ({ refund, more, lost: null }))),
  },
};

test.each(Object.entries(MATRICES))("a refund %s ends the same in every order", (_, matrix) => {
  const wrong = ordersOf(matrix.steps).flatMap((order) =>
    matrix.cases.flatMap((one) => {
      const [found, wanted] = [play(order, one), expected(order, one)];
      return JSON.stringify(found) === JSON.stringify(wanted)
        ? []
        : [{ order: order.join(", "), ...one, found, wanted }];
    }),
  );
  expect(wrong).toEqual([]);
});
