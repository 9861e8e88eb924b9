import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, commandDigest, derivedId } from "./canonical";
import { amount, command } from "./testing";

test("equal values have one canonical text, whatever built them", () => {
  expect(canonical({ b: [1, { d: null, c: "é\n" }], a: undefined })).toBe(
    '{"b":[1,{"c":"é\\n","d":null}]}',
  );
  expect(canonical({ b: 1, a: 2 })).toBe(canonical({ a: 2, b: 1 }));
  expect(canonical(new Date("2026-03-01T00:00:00Z"))).toBe('"2026-03-01T00:00:00.000Z"');
});

test("canonical JSON is JSON, with sorted keys", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonical(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      const shuffled = JSON.parse(text, (_, member) =>
        member && typeof member === "object" && !Array.isArray(member)
          ? Object.fromEntries(Object.entries(member).reverse())
          : member,
      );
      expect(canonical(shuffled)).toBe(text);
    }),
  );
  expect(canonical({ b: 1, a: undefined, c: [undefined, Number.NaN] })).toBe(
    '{"b":1,"c":[null,null]}',
  );
});

test.each(['"', "\\", "\u0000", "\u001f", "\ud800", "\udfff", "a\u007f\u2028é"])(
  "the text %j is written as JSON writes it",
  (text) => {
    expect(canonical(text)).toBe(JSON.stringify(text));
  },
);

test("a command is the same when only the end of its hold is another, as an honest retry names it", () => {
  const digestOf = (holdId: string, lapsesAt: Date) =>
    commandDigest(
      command({ type: "hold", key: "k", holdId, amount: amount(1), lapsesAt }),
      (text) => text,
    );
  const first = digestOf("h", new Date("2026-03-01"));
  expect(digestOf("h", new Date("2026-03-02"))).toBe(first);
  expect(digestOf("i", new Date("2026-03-01"))).not.toBe(first);
});

test("an id that follows from a text is a UUID of version 8, in every variant", () => {
  const idOf = (digit: string) =>
    derivedId(() => `0123456789abcdef${digit}123456789abcdef0123456789abcdef01234567`, "any");
  expect(["0", "1", "2", "3", "f"].map(idOf)).toEqual([
    "01234567-89ab-8def-8123-456789abcdef",
    "01234567-89ab-8def-9123-456789abcdef",
    "01234567-89ab-8def-a123-456789abcdef",
    "01234567-89ab-8def-b123-456789abcdef",
    "01234567-89ab-8def-b123-456789abcdef",
  ]);
});
