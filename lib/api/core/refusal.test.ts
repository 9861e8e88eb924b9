import { expect, test } from "vitest";
import { PROBLEMS, problemBody } from "@/lib/api/core/problem";
import { refusalProblem } from "@/lib/api/core/refusal";
import { credits } from "@/lib/credits/core/amount";
import type { Refused } from "@/lib/credits/core/command";

test("too few credits say how many are missing", () => {
  const refused = {
    ok: false,
    reason: "insufficient_credits",
    shortfall: credits(1820),
    available: credits(4180),
  } as const;
  expect(refusalProblem(refused)).toMatchObject({
    problem: "insufficient_credits",
    detail: "18.20 more credits are needed; 41.80 are available. Nothing was charged.",
    more: { shortfall: "18.20", available: "41.80", debt: "0.00" },
  });
});

test("a cap says what it binds and what it leaves", () => {
  const cap = {
    scope: "operation",
    target: "custom:crawl",
    amount: credits(1000),
    mode: "block",
  } as const;
  const refused = {
    ok: false,
    reason: "cap_reached",
    cap,
    left: credits(250),
    month: "2026-11",
  } as const;
  expect(refusalProblem(refused)).toMatchObject({
    problem: "cap_reached",
    detail: "A cap of 10.00 a month on this operation leaves 2.50. Nothing was charged.",
    more: { scope: "operation", cap: "10.00", left: "2.50", month: "2026-11" },
  });
});

test("a refusal that is new to the table is told by its name", () => {
  const other = { ok: false, reason: "account_frozen" } as unknown as Refused;
  expect(refusalProblem(other)).toMatchObject({
    problem: "refused",
    more: { reason: "account_frozen" },
  });
});

test("a problem's type is the address of its documentation", () => {
  const refused = refusalProblem({ ok: false, reason: "hold_ended", state: "lapsed" });
  expect(
    problemBody(refused, { address: "https://credits.example.com", requestId: "r-1" }),
  ).toEqual({
    type: "https://credits.example.com/developers#problem-hold-ended",
    title: PROBLEMS.hold_ended.title,
    status: 409,
    code: "hold_ended",
    detail: "The hold is lapsed. Nothing was changed.",
    request_id: "r-1",
    state: "lapsed",
  });
});
