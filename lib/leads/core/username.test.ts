import fc from "fast-check";
import { expect, test } from "vitest";
import { isMarkedUsername, parseUsername } from "./username";

test.each([
  ["roaster", "roaster"],
  ["  @Roaster_1 ", "Roaster_1"],
  ["@@roaster", "roaster"],
  ["https://x.com/Roaster", "Roaster"],
  ["http://www.twitter.com/Roaster/", "Roaster"],
  ["twitter.com/roaster?lang=pt", "roaster"],
  ["https://mobile.twitter.com/roaster#top", "roaster"],
  ["//x.com/roaster", "roaster"],
  ["https://twitter.com/#!/roaster", "roaster"],
  ["https://x.com/@roaster", "roaster"],
  ["https://x.com/roaster/status/20", "roaster"],
  ["https://twitter.com/intent/user?screen_name=roaster", "roaster"],
  ["HTTPS://X.COM/Roaster", "Roaster"],
  ["\u200b@roaster\u00a0", "roaster"],
  ["＠ｒｏａｓｔｅｒ", "roaster"],
  ["a", "a"],
  ["exactly15chars_", "exactly15chars_"],
])("%j is the username %s", (cell, username) => {
  expect(parseUsername(cell)).toEqual({ ok: true, username, key: username.toLowerCase() });
});

test.each([
  ["", "no_username"],
  [" @ ", "no_username"],
  ["sixteen_letters_", "too_long"],
  ["café", "characters"],
  ["two words", "characters"],
  ["a.b", "characters"],
  ["ines@alder.example", "email"],
  ["https://instagram.com/roaster", "other_site"],
  ["linkedin.com/in/roaster", "other_site"],
  ["https://x.com/", "no_profile"],
  ["https://x.com/home", "reserved"],
  ["https://x.com/i/lists/1", "reserved"],
  ["search", "reserved"],
])("%j is refused: %s", (cell, problem) => {
  expect(parseUsername(cell)).toEqual({ ok: false, problem });
});

test("whatever the cell, the answer is a valid key or a reason", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (cell) => {
      const found = parseUsername(cell);
      return found.ok ? /^[a-z0-9_]{1,15}$/.test(found.key) : found.problem.length > 0;
    }),
  );
});

test("a cell shows by its form that it names a person", () => {
  expect(["@roaster", "https://x.com/roaster", "roaster", "John"].map(isMarkedUsername)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
