import { expect, test } from "vitest";
import { canonical } from "./canonical";

test("equal values have one canonical text, whatever built them", () => {
  expect(canonical({ b: [1, { d: null, c: "é\n" }], a: undefined })).toBe(
    '{"b":[1,{"c":"é\\n","d":null}]}',
  );
  expect(canonical({ b: 1, a: 2 })).toBe(canonical({ a: 2, b: 1 }));
  expect(canonical(new Date("2026-03-01T00:00:00Z"))).toBe('"2026-03-01T00:00:00.000Z"');
});
