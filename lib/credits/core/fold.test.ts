import { expect, test } from "vitest";
import { canonical } from "./canonical";
import { dayOf, dayTeller } from "./day";
import { entryDigest } from "./entry";
import { bookEntry, emptyBooks } from "./fold";
import { instantOf, isoOf } from "./instant";
import { amount, command, hash, Ledger, lot, ORIGIN } from "./testing";

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

test("equal values have one canonical text, whatever built them", () => {
  expect(canonical({ b: [1, { d: null, c: "é\n" }], a: undefined })).toBe(
    '{"b":[1,{"c":"é\\n","d":null}]}',
  );
  expect(canonical({ b: 1, a: 2 })).toBe(canonical({ a: 2, b: 1 }));
  expect(canonical(new Date("2026-03-01T00:00:00Z"))).toBe('"2026-03-01T00:00:00.000Z"');
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
])("in %s it is, at %s, %s", (zone, at, day) => {
  expect(dayOf(instantOf(new Date(at)), zone)).toBe(day);
  expect(dayTeller(zone)(instantOf(new Date(at)))).toBe(day);
});
