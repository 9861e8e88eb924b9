import { expect, test } from "vitest";
import { typeAheadScore } from "./type-ahead";

const matchesOf = (typed: string, names: readonly string[]): string[] =>
  names
    .map((name) => ({ name, score: typeAheadScore(name, typed) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ name }) => name);

const OPERATIONS = [
  "Direct messages, premium",
  "CSV import, usernames",
  "Regeneration",
  "Content generation",
];

test.each([
  ["mei", []],
  ["MES", ["Direct messages, premium", "CSV import, usernames"]],
  ["gen", ["Content generation", "Regeneration"]],
  ["premium", ["Direct messages, premium"]],
  ["mess prem", ["Direct messages, premium"]],
  ["prem direct", ["Direct messages, premium"]],
  ["messages,", ["Direct messages, premium"]],
  ["sage", ["Direct messages, premium"]],
  ["csv usernames", ["CSV import, usernames"]],
  ["", OPERATIONS],
])(
  "%s finds what has it together, or words that begin so, the beginnings first",
  (typed, names) => {
    expect(matchesOf(typed, OPERATIONS)).toEqual(names);
  },
);

test("accents and strokes are aside, on both sides", () => {
  const people = ["Inês Carvalho", "Łucja Wilk", "Søren Große", "Mei Tanaka"];
  expect(matchesOf("ines", people)).toEqual(["Inês Carvalho"]);
  expect(matchesOf("INÊS", people)).toEqual(["Inês Carvalho"]);
  expect(matchesOf("lucja", people)).toEqual(["Łucja Wilk"]);
  expect(matchesOf("soren gross", people)).toEqual(["Søren Große"]);
});

test("a number that was typed is the beginning of the number that is found", () => {
  const campaigns = ["Campaign number 21", "Campaign number 10", "Campaign number 1"];
  expect(matchesOf("number 1", campaigns)).toEqual(["Campaign number 10", "Campaign number 1"]);
});
