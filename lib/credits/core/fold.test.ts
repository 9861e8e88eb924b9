import { expect, test } from "vitest";
import { thresholdsOf } from "./books";
import type { Command } from "./command";
import { dayAt, dayIn } from "./day";
import { type Entry, entryDigest } from "./entry";
import { bookEntry, emptyBooks } from "./fold";
import { instantOf, isoOf } from "./instant";
import { amount, command, hash, Ledger, lot, ORIGIN, untouchedState } from "./testing";

function someEntries() {
  const ledger = new Ledger();
  ledger.post(lot("a", 100));
  ledger.post(command({ type: "charge", amount: amount(10), inputs: { words: 12 } }));
  ledger.post(command({ type: "charge", amount: amount(5) }));
  return ledger.entries;
}

test("a changed, dropped or swapped entry breaks the chain where it is", () => {
  const entries = someEntries();
  const book = (list: typeof entries) => {
    const books = emptyBooks(ORIGIN);
    for (const entry of list) bookEntry(books, entry, hash);
  };
  const changed = entries.map((entry) =>
    entry.seq === 2 ? { ...entry, inputs: { words: 13 } } : entry,
  );

  expect(() => book(entries)).not.toThrow();
  expect(() => book(changed)).toThrow("Entry 2 has another digest");
  expect(() => book(entries.filter((entry) => entry.seq !== 2))).toThrow("Entry 3 follows 1");
  expect(() => book(entries.toReversed())).toThrow("Entry 3 follows 0");
});

test("an entry sealed anew after a change breaks the link of the next one", () => {
  const books = emptyBooks(ORIGIN);
  for (const entry of someEntries()) {
    if (entry.seq === 2) {
      const changed = { ...entry, inputs: { words: 13 } };
      bookEntry(
        books,
        { ...changed, digest: entryDigest(books.account.digest, changed, hash) },
        hash,
      );
    } else if (entry.seq === 3) {
      expect(() => bookEntry(books, entry, hash)).toThrow("Entry 3 has another digest");
    } else bookEntry(books, entry, hash);
  }
  expect(books.account.seq).toBe(2);
});

const T0 = Date.parse("2026-03-01T00:00:00Z");

/** Some of everything that an entry can do, and the ledger that it leads to. */
function everything(): Ledger {
  const ledger = new Ledger();
  ledger.state = untouchedState();
  const say = (command: Command, seconds = 1) => {
    ledger.now = new Date(ledger.now.getTime() + seconds * 1_000);
    const answer = ledger.post(command);
    if (!answer.ok) throw new Error(answer.reason);
    return answer.seq;
  };
  const dispute = (sourceId: string, holdId: string) => ({ sourceId, holdId });
  const bought = (id: string, hundredths: number, expiresAt: Date | null = null) =>
    ({ ...lot(id, hundredths, expiresAt), source: "purchase" }) as Command;
  const hold = (holdId: string, hundredths: number) =>
    command({
      type: "hold",
      holdId,
      amount: amount(hundredths),
      lapsesAt: new Date(T0 + 900_000),
    });
  const capture = (holdId: string, hundredths: number, settle: boolean) =>
    command({ type: "capture", holdId, amount: amount(hundredths), settle });

  say(bought("a", 100, new Date(T0 + 60_000)));
  say(lot("b", 200));
  say(hold("h", 30));
  say(hold("k", 20));
  say(command({ type: "release", holdId: "h" }));
  const spent = say(command({ type: "charge", amount: amount(80) }));
  say(hold("m", 25));
  say(capture("k", 5, false));
  say(capture("m", 10, true));
  say(command({ type: "revoke", sourceId: "source of b", amount: amount(4) }));
  // The lot that is refunded to has expired meanwhile: another takes its place, under the same dispute.
  say(command({ type: "freeze", ...dispute("source of a", "first") }));
  say(command({ type: "refund", corrects: spent, amount: amount(7) }), 60);
  say(command({ type: "freeze", ...dispute("source of a", "second") }));
  say(command({ type: "forfeit", ...dispute("source of a", "first"), amount: amount(90) }));
  say(command({ type: "thaw", ...dispute("source of a", "second") }));
  say(bought("c", 60));
  say(
    command({
      type: "refund",
      corrects: say(command({ type: "charge", amount: amount(6) })),
      amount: amount(2),
    }),
  );
  say(hold("n", 9));
  for (const most of [50, 60, null]) {
    const cap = most === null ? null : ({ amount: amount(most), mode: "notify" } as const);
    say(command({ type: "set_cap", scope: "operation", target: most === 60 ? "op1" : "op0", cap }));
  }
  for (const [threshold, below] of [
    ["low", 90],
    ["custom", 20],
    ["gone", 10],
    ["gone", null],
  ] as const) {
    say(
      command({ type: "set_threshold", threshold, below: below === null ? null : amount(below) }),
    );
  }
  say(lot("d", 40, new Date(T0 + 120_000)));
  // What is due by now: a lot with credits in it; then holds that lapse, one of them of a lot that has expired.
  say(command({ type: "expire" }), 120);
  say(command({ type: "expire" }), 900);
  return ledger;
}

function bookAll(entries: readonly Entry[]) {
  const books = emptyBooks(ORIGIN);
  for (const entry of entries) bookEntry(books, entry, hash);
  return books;
}

test("the entries alone tell everything that was decided: balances, lots, holds, disputes, caps and thresholds", () => {
  const { state, entries } = everything();
  const books = bookAll(entries);
  const { account, lots, holds, caps } = books;
  expect({ account, lots, holds, caps, thresholds: thresholdsOf(books) }).toEqual({
    account: state.account,
    lots: state.lots,
    holds: state.holds,
    caps: state.caps,
    thresholds: [...state.thresholds.values()],
  });
});

/** The history until one entry that was changed and sealed anew, as whoever may write every row could. */
function forged(seq: number, change: (entry: Entry, before: Entry | undefined) => Partial<Entry>) {
  const entries = everything().entries.slice(0, seq);
  const [before, entry] = [entries.at(-2), entries.at(-1)];
  if (!entry) throw new Error(`There is no entry ${seq}.`);
  const lie = { ...entry, ...change(entry, before) };
  const digest = entryDigest(before?.digest ?? ORIGIN, lie, hash);
  return [...entries.slice(0, -1), { ...lie, digest }];
}

const CHARGE = 6;
const CAPTURE = 8;
const CAPTURE_AND_REST = 10;
const FORGERIES: [what: string, ...Parameters<typeof forged>, told: RegExp][] = [
  ["the number of the one before", CHARGE, () => ({ seq: 5 }), /Entry 5 follows 5/],
  [
    "the time of the one before",
    CHARGE,
    (_, before) => ({ at: before?.at ?? instantOf(new Date(T0)) }),
    /Entry 6 is not later/,
  ],
  ["another amount than its lots give", CHARGE, () => ({ amount: -79 }), /another amount/],
  [
    "more left than there is",
    CHARGE,
    ({ currentAfter }) => ({ currentAfter: amount(currentAfter + 1) }),
    /should leave 220\./,
  ],
  [
    "less left than there is",
    CHARGE,
    ({ currentAfter }) => ({ currentAfter: amount(currentAfter - 1) }),
    /should leave 220\./,
  ],
  ["more held than there is", 3, () => ({ heldAfter: amount(31) }), /should leave 30 held/],
  ["less held than there is", 3, () => ({ heldAfter: amount(29) }), /should leave 30 held/],
  ["a debt from nowhere", 20, () => ({ debtAfter: amount(24) }), /leaves another debt/],
  [
    "a debt that nobody settled",
    20,
    () => ({ debtAfter: amount(24), facts: { debtIncurred: amount(2) } }),
    /leaves another debt/,
  ],
  [
    "less of a debt settled than it takes",
    19,
    () => ({ debtAfter: amount(24), facts: { debtSettled: amount(59) } }),
    /settles 59 of a debt with 60/,
  ],
  [
    "more of a debt settled than it takes",
    19,
    () => ({ debtAfter: amount(22), facts: { debtSettled: amount(61) } }),
    /settles 61 of a debt with 60/,
  ],
  [
    "credits given anew in a lot that is there",
    13,
    () => ({ lots: [["b", 7, "a"]], facts: null }),
    /does not open the lot b/,
  ],
  [
    "more of a lot than is left",
    CHARGE,
    ({ currentAfter }) => ({
      amount: -81,
      currentAfter: amount(currentAfter - 1),
      lots: [["a", -81]],
    }),
    /Not a whole number/,
  ],
  [
    "more given back than was used",
    21,
    () => ({ amount: 17, lots: [["b", 17]] }),
    /Not a whole number/,
  ],
  ["a lot that nothing opened", CHARGE, () => ({ lots: [["x", -80]] }), /needs more lots/],
  [
    "a lot that is there already",
    2,
    ({ facts }) => ({ facts: { lots: (facts?.lots ?? []).map((one) => ({ ...one, id: "a" })) } }),
    /exists already/,
  ],
  ["another part than the lot it opens", 1, () => ({ lots: [["a", 99]] }), /99 of the lot a/],
  ["credits that it takes as given", CHARGE, () => ({ lots: [["a", 80]] }), /80 of the lot a/],
  ["credits that it gives as taken", 5, () => ({ lots: [["a", -30]] }), /-30 of the lot a/],
  [
    "a hold that nothing opened",
    CAPTURE,
    () => ({ holdId: "x" }),
    /the hold x, which nothing opened/,
  ],
  [
    "a hold that has ended",
    CAPTURE,
    () => ({ holdId: "h" }),
    /settles the hold h, which has ended/,
  ],
  [
    "the end of one that has ended, at no cost",
    CAPTURE_AND_REST,
    () => ({ holdId: "h", lots: [], heldAfter: amount(30), facts: { ended: "lapsed" } }),
    /settles the hold h, which has ended/,
  ],
  [
    "an end with credits left",
    CAPTURE,
    () => ({ facts: { ended: "settled" } }),
    /ends a hold with credits left/,
  ],
  [
    "what another hold keeps of another lot",
    CAPTURE,
    () => ({ lots: [["b", -5]] }),
    /than the hold k says/,
  ],
  [
    "a hold of more than it sets aside",
    3,
    ({ facts }) => ({
      facts: { ...facts, hold: { ...facts?.hold, amount: amount(31) } } as Entry["facts"],
    }),
    /than the hold h says/,
  ],
];

test.each(FORGERIES)("sealed anew, an entry with %s is refused", (_, seq, change, message) => {
  expect(() => bookAll(forged(seq, () => ({})))).not.toThrow();
  expect(() => bookAll(forged(seq, change))).toThrow(message);
});

test("an instant is written with its microseconds", () => {
  expect(isoOf(instantOf(new Date("2026-03-01T00:00:00.012Z")))).toBe(
    "2026-03-01T00:00:00.012000Z",
  );
});

test.each([
  ["UTC", "2026-03-01T23:59:59.999Z", "2026-03-01"],
  ["Pacific/Auckland", "2026-03-01T11:00:00Z", "2026-03-02"],
  ["America/Los_Angeles", "2026-03-08T07:59:59Z", "2026-03-07"],
  ["America/Los_Angeles", "2026-03-09T07:00:00Z", "2026-03-09"],
  ["Asia/Kathmandu", "2026-03-01T18:15:00Z", "2026-03-02"],
])("in %s, the instant %s is in the day %s", (zone, at, day) => {
  expect(dayIn(new Date(at), zone)).toBe(day);
  expect(dayAt(instantOf(new Date(at)), zone)).toBe(day);
});
