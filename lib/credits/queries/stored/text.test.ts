import fc from "fast-check";
import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { canonical } from "@/lib/credits/core/canonical";
import { type Entry, entryDigest } from "@/lib/credits/core/entry";
import { instant } from "@/lib/credits/core/instant";
import { entryOf } from "@/lib/credits/queries/stored/cursor";
import { CanonicalCopy } from "@/lib/credits/queries/stored/json";
import { jsonbText, rowOf } from "@/lib/credits/queries/stored/testing";
import { EntryText } from "@/lib/credits/queries/stored/text";
import { sha256 } from "@/lib/platform/sha256";

// What PostgreSQL stores as text: anything but NUL and halves of surrogate pairs.
const anyText = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", "\x01"));
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const anyCredits = fc.maxSafeNat().map(credits);
const anyInteger = fc.maxSafeInteger();
const anyJson = fc.jsonValue({ stringUnit: "grapheme" }).map(
  // As PostgreSQL stores it: no NUL, and no minus zero.
  (value) => JSON.parse(JSON.stringify(value).replaceAll("\\u0000", "")),
);
const anyEntry = fc.record({
  seq: fc.integer({ min: 1 }),
  type: fc.constantFrom("charge", "purchase", "hold"),
  amount: anyInteger,
  currentAfter: anyCredits,
  heldAfter: anyCredits,
  debtAfter: anyCredits,
  operation: maybe(anyText),
  subject: maybe(anyText),
  reason: maybe(anyText),
  actor: fc.oneof(
    fc.constant({ type: "system" }),
    fc.record({ type: fc.constantFrom("member", "api_key"), id: fc.uuid() }),
  ),
  campaignId: maybe(fc.uuid()),
  runId: maybe(fc.uuid()),
  holdId: maybe(fc.uuid()),
  quantity: maybe(fc.maxSafeNat()),
  inputs: anyJson,
  rateCardVersion: maybe(anyText),
  quotedMax: maybe(anyCredits),
  lots: fc.array(fc.tuple(fc.uuid(), anyInteger)),
  corrects: maybe(fc.maxSafeNat()),
  facts: maybe(fc.record({ debtSettled: anyCredits, debtIncurred: anyCredits })),
  key: anyText,
  at: fc.integer({ min: 0, max: 4_000_000_000_000_000 }).map(instant),
}) as fc.Arbitrary<Omit<Entry, "digest">>;

const PREVIOUS = sha256("before");

test("a digest straight from a row's bytes is the entry's digest", () => {
  const text = new EntryText();
  fc.assert(
    fc.property(anyEntry, (entry) => {
      const row = rowOf(entry);
      const { digest: _, ...read } = entryOf(row);
      expect(read).toEqual(entry);
      expect(text.digest(PREVIOUS, row)).toBe(entryDigest(PREVIOUS, entry, sha256));
    }),
    { numRuns: 500 },
  );
});

/** The canonical JSON of what PostgreSQL writes for a value, or null when it has to be parsed. */
function copied(value: unknown): string | null {
  const from = Buffer.from(`..${jsonbText(value)}.`);
  const out = Buffer.alloc(from.length + 1);
  const end = new CanonicalCopy().write(from, 2, from.length - 1, out, 1);
  return end < 0 ? null : out.toString("utf8", 1, end);
}

test("JSON becomes canonical byte by byte, or not at all", () => {
  fc.assert(
    fc.property(anyJson, (value) => {
      expect([canonical(value), null]).toContain(copied(value));
    }),
    { numRuns: 500 },
  );
});

test.each([
  [{ words: 120, complexity: "standard", tags: ["a", "b"], a: { z: null, y: true } }],
  [[["00000000-0000-8000-8000-000000000000", -110]]],
  [{ ab: 1, "ab!": 2, a: [], "a b": {}, "": [{ x: '"}],' }, false] }],
  ['a "quoted" \\ text, \n with €'],
  [{ lots: [{ granted: 500, expiresAt: 1_772_323_260_000_000, sourceId: "a purchase" }] }],
  [null],
])("without parsing: %j", (value) => {
  expect(copied(value)).toBe(canonical(value));
});

test.each([[{ words: 120.5 }], [1e21], [[1_000_000_000_000_000_000]], [{ é: 1 }], [{ 'a"b': 1 }]])(
  "what it cannot tell is left to be parsed: %j",
  (value) => {
    expect(copied(value)).toBeNull();
  },
);
