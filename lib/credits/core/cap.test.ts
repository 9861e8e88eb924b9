import { expect, test } from "vitest";
import {
  apiKeyOf,
  type Cap,
  isApiKey,
  leftOf,
  monthAt,
  namesOf,
  shareReached,
  useOf,
  withMore,
} from "./cap";
import { instantOf } from "./instant";
import { amount } from "./testing";

const cap = (over: Partial<Cap> = {}): Cap => ({
  scope: "member",
  target: "mei",
  amount: amount(100),
  mode: "block",
  ...over,
});
const use = (month: string, used: number, held = 0) => ({
  month,
  used: amount(used),
  held: amount(held),
});

test("an API key shares the scope of members, and only there is one", () => {
  const key = cap({ target: "api_key:7" });
  expect([key, cap(), cap({ scope: "campaign", target: "api_key:7" })].map(isApiKey)).toEqual([
    true,
    false,
    false,
  ]);
  expect(apiKeyOf(key)).toBe("7");
});

test("whoever spends is counted by who it is, for what campaign, and by what operation", () => {
  const actor = { type: "member", id: "mei" } as const;
  expect(namesOf({ actor, campaignId: "spring", operation: "single_post" })).toEqual([
    "member mei",
    "campaign spring",
    "operation single_post",
  ]);
  expect(namesOf({ actor, campaignId: null, operation: null })).toEqual(["member mei"]);
});

test("a month is one of the time zone", () => {
  const at = instantOf(new Date("2026-10-31T11:00:00Z"));
  expect(monthAt(at, "UTC")).toBe("2026-10");
  expect(monthAt(at, "Pacific/Auckland")).toBe("2026-11");
});

test("what a cap counts is of the month in its own zone, told by nobody else", () => {
  const at = instantOf(new Date("2026-11-01T05:30:00Z"));
  const counted = { months: { "2026-10": 70, "2026-11": 20, "2026-12": 1 }, held: 5 };
  expect(useOf(counted, at, "UTC")).toEqual(use("2026-11", 21, 5));
  expect(useOf(counted, at, "America/Los_Angeles")).toEqual(use("2026-10", 91, 5));
  expect(useOf({ months: {}, held: 0 }, at, "UTC")).toEqual(use("2026-11", 0));
});

test("what is left is neither used nor held, and never less than nothing", () => {
  expect(leftOf(cap(), use("2026-10", 30, 20), "2026-10")).toBe(50);
  expect(leftOf(cap(), use("2026-10", 90, 20), "2026-10")).toBe(0);
});

test("a month begins with nothing used, and with what is held; it never turns back", () => {
  const before = use("2026-10", 30, 20);
  expect(leftOf(cap(), before, "2026-11")).toBe(80);
  expect(withMore(before, "2026-11", { used: 5 })).toEqual(use("2026-11", 5, 20));
  expect(withMore(before, "2026-10", { used: 5 })).toEqual(use("2026-10", 35, 20));
  expect(withMore(before, "2026-10", { held: 7 })).toEqual(use("2026-10", 30, 27));
  expect(withMore(before, "2026-10", { used: -5, held: -20 })).toEqual(use("2026-10", 25));
  expect(withMore(before, "2026-09", { used: 5 })).toEqual(use("2026-10", 35, 20));
});

test.each([
  [0, 79, null],
  [0, 80, 80],
  [79, 81, 80],
  [80, 99, null],
  [80, 100, 100],
  [79, 100, 100],
  [99, 101, 100],
  [100, 120, null],
  [120, 130, null],
  [130, 70, null],
])("from %d to %d of 100, the share that is told is %s", (before, after, share) => {
  expect(shareReached(amount(100), before, after)).toBe(share);
});

test.each([
  [0, 0, null],
  [0, 1, 100],
  [1, 2, null],
])("from %d to %d of a limit of nothing, the share that is told is %s", (before, after, share) => {
  expect(shareReached(amount(0), before, after)).toBe(share);
});
