import { expect, test } from "vitest";
import { credits } from "./amount";
import { accepted, asked, availableWith, isPending, refused } from "./pending";

const balance = (version: number, available: number, kind: "ai" | "lead" = "lead") => ({
  kind,
  version,
  available: credits(available),
});
const spendOf = (id: string, amount: number) => ({ id, amount: credits(amount) });

test("a click takes its most off what is available, of its kind alone", () => {
  const pending = asked([], spendOf("a", 700), balance(10, 1_000));
  expect(availableWith(pending, balance(10, 1_000))).toBe(300);
  expect(availableWith(pending, balance(10, 1_000, "ai"))).toBe(1_000);
});

test("refused, it is there again", () => {
  const pending = asked([], spendOf("a", 700), balance(10, 1_000));
  expect(availableWith(refused(pending, "a"), balance(10, 1_000))).toBe(1_000);
  expect(availableWith(refused(pending, "a"), balance(11, 400))).toBe(400);
});

test("the balance event before the answer: nothing is taken off twice", () => {
  const pending = asked([], spendOf("a", 700), balance(10, 1_000));
  expect(availableWith(pending, balance(11, 300))).toBe(300);
  const settled = accepted(pending, "a", 11);
  expect(availableWith(settled, balance(11, 300))).toBe(300);
  expect(isPending(settled, balance(11, 300))).toBe(false);
});

test("the answer before the balance event: it stays taken off until the balance says so itself", () => {
  const pending = accepted(asked([], spendOf("a", 700), balance(10, 1_000)), "a", 11);
  expect(availableWith(pending, balance(10, 1_000))).toBe(300);
  expect(isPending(pending, balance(10, 1_000))).toBe(true);
  expect(availableWith(pending, balance(11, 300))).toBe(300);
  expect(availableWith(pending, balance(12, 900))).toBe(900);
});

test("somebody else's hold before the answer lets nothing come back, and is itself seen", () => {
  const pending = asked([], spendOf("a", 700), balance(10, 1_000));
  expect(availableWith(pending, balance(11, 900))).toBe(300);
  expect(availableWith(pending, balance(12, 200))).toBe(200);
  expect(availableWith(accepted(pending, "a", 12), balance(12, 200))).toBe(200);
});

test("an answer that names a later balance than the one shown waits for that one", () => {
  const pending = accepted(asked([], spendOf("a", 700), balance(10, 1_000)), "a", 12);
  expect(availableWith(pending, balance(11, 900))).toBe(300);
  expect(availableWith(pending, balance(12, 200))).toBe(200);
});

test("a run that was charged and ended before the answer is not taken off again", () => {
  const pending = asked([], spendOf("a", 700), balance(10, 1_000));
  expect(availableWith(pending, balance(13, 950))).toBe(300);
  expect(availableWith(accepted(pending, "a", 11), balance(13, 950))).toBe(950);
});

test("several clicks add up, answered in any order", () => {
  const first = asked([], spendOf("a", 300), balance(10, 1_000));
  const both = asked(first, spendOf("b", 200), balance(10, 1_000));
  expect(availableWith(both, balance(10, 1_000))).toBe(500);
  expect(availableWith(both, balance(11, 700))).toBe(500);
  expect(availableWith(accepted(both, "a", 11), balance(11, 700))).toBe(500);
  expect(availableWith(refused(both, "b"), balance(10, 1_000))).toBe(700);
  const later = asked(first, spendOf("b", 200), balance(11, 700));
  expect(availableWith(later, balance(11, 700))).toBe(500);
  expect(availableWith(later, balance(12, 500))).toBe(500);
});

test("what is settled is forgotten with the next click", () => {
  const settled = accepted(asked([], spendOf("a", 300), balance(10, 1_000)), "a", 11);
  expect(asked(settled, spendOf("b", 100), balance(11, 700)).map(({ id }) => id)).toEqual(["b"]);
});

test("more than there is shows nothing, not less", () => {
  const pending = asked([], spendOf("a", 700), balance(10, 500));
  expect(availableWith(pending, balance(10, 500))).toBe(0);
});
