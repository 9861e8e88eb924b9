import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical } from "./canonical";
import { type Entry, entryText, firstDigest, isHidden } from "./entry";
import { type Instant, instantOf, isoOf } from "./instant";
import { anyHistory, Ledger, nameableIn, Script, untouchedState } from "./testing";

const whole = (entry: Entry) => canonical({ ...entry, at: isoOf(entry.at), digest: undefined });

test("the text that is sealed says every field of every entry, whatever the history", () => {
  fc.assert(
    fc.property(anyHistory, (steps) => {
      const ledger = new Ledger();
      ledger.state = untouchedState();
      const script = new Script();
      for (const step of steps) {
        ledger.now = new Date(ledger.now.getTime() + step.wait);
        ledger.post(script.next(step, ledger.now, nameableIn(ledger.state)));
      }
      for (const entry of ledger.entries) expect(entryText(entry)).toBe(whole(entry));
    }),
    { numRuns: 200 },
  );
});

test("words of any kind are sealed as JSON writes them", () => {
  const [entry] = new Ledger().decide({
    type: "grant",
    key: "k",
    lotId: "a",
    source: "grant",
    sourceId: null,
    label: "A lot",
    amount: 1 as never,
    expiresAt: null,
    actor: { type: "system" },
    reason: "r",
  }).entries;
  if (!entry) throw new Error("no entry");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.json(), (words, json) => {
      const odd = { ...entry, subject: words, key: words, inputs: JSON.parse(json) };
      expect(entryText(odd)).toBe(whole(odd));
      expect(JSON.parse(entryText(odd)).subject).toBe(words);
    }),
  );
});

test.each([
  [instantOf(new Date("2026-11-22T01:31:56.123Z")) + 456, "2026-11-22T01:31:56.123456Z"],
  [0, "1970-01-01T00:00:00.000000Z"],
  [-1, "1969-12-31T23:59:59.999999Z"],
  [999_999, "1970-01-01T00:00:00.999999Z"],
  [1_000_000, "1970-01-01T00:00:01.000000Z"],
])("the instant %d is written %s", (at, text) => {
  expect(isoOf(at as Instant)).toBe(text);
});

test("a chain begins with whose it is: no account's first entry fits another's", () => {
  const begins = (account: string, kind: "ai" | "lead") =>
    firstDigest(account, kind, (text) => text);
  expect(begins("w", "ai")).toBe("wellspent ledger 1\nw\nai");
  expect(begins("w", "lead")).toBe("wellspent ledger 1\nw\nlead");
});

test("of rows that move nothing in or out of the balance, the history shows none", () => {
  const types = ["purchase", "grant", "charge", "refund", "expiry", "adjustment"] as const;
  expect(types.filter(isHidden)).toEqual([]);
  expect((["hold", "release", "limit"] as const).every(isHidden)).toBe(true);
});
