import { expect, test } from "vitest";
import { chooseColumns } from "./columns";
import { sniffDelimiter } from "./delimiter";
import { pastedFile } from "./paste";

test.each([
  [
    "a header",
    [
      ["Name", "Username"],
      ["Ann", "ann"],
    ],
    true,
    1,
  ],
  ["a handle column", [["id", "Screen Name", "bio"]], true, 1],
  ["the sign itself", [["Name", "@"]], true, 1],
  ["a profile column", [["Full name", "Profile URL"]], true, 1],
  ["username before url", [["url", "username"]], true, 1],
  ["no header", [["ann"], ["ben"]], false, 0],
  [
    "no header, @ in the second",
    [
      ["Ann", "@ann"],
      ["Ben", "@ben"],
      ["Cy", ""],
    ],
    false,
    1,
  ],
  [
    "a header without usernames",
    [
      ["id", "email", "x"],
      ["1", "a@b.co", "@ann"],
    ],
    true,
    2,
  ],
  ["nothing", [], false, 0],
] as const)("the username column is found with %s", (_name, records, header, username) => {
  expect(chooseColumns(records)).toMatchObject({ header, at: { username } });
});

test("the name of the username column is one that can be kept and shown", () => {
  expect(chooseColumns([["user\0name", "name"]]).usernameName).toBe("username");
  expect(chooseColumns([[`Username ${"!".repeat(500_000)}`]]).usernameName).toHaveLength(60);
});

test("an export is recognised by its signature column", () => {
  expect(chooseColumns([["username", "name", "wellspent_signature"]])).toMatchObject({
    signature: 2,
    at: { username: 0, name: 1 },
  });
});

test.each([
  ["a,b\nc,d", ","],
  ["a;b\nc;d", ";"],
  ["a\tb\nc\td", "\t"],
  ['ann;"one, two, three"\nben;"four, five"', ";"],
  ['"a;b\nc;d;e",x\n"y;",z', ","],
  ["ann\nben", ","],
  ["name;bio\nann;a, b\nben;c\ncy;d, e, f", ";"],
])("the delimiter of %j is %j", (sample, delimiter) => {
  expect(sniffDelimiter(sample)).toBe(delimiter);
});

test.each([
  ["@ann, @ben;cy dee\n\n@eve", "@ann\n@ben\ncy\ndee\n@eve"],
  ["ann\tben", "ann\nben"],
  ["name,username\nAnn,ann", "name,username\nAnn,ann"],
  ['"ann"\n"ben"', '"ann"\n"ben"'],
])("pasting %j gives %j", (pasted, file) => {
  expect(pastedFile(pasted)).toBe(file);
});
