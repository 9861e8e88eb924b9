import { expect, test } from "vitest";
import { balanceFindings, type FindingsOf, summaryOf } from "@/components/usage/balance-findings";
import { credits } from "@/lib/credits/core/amount";

const at = "2026-11-20T14:02:00.000Z";
const quiet: FindingsOf = {
  help: {
    charges: { used: 0, count: 0, complete: true, largest: [] },
    held: credits(0),
    holds: [],
    expired: [],
    adjusted: [],
    checkers: [],
  },
  purchases: [],
  kind: "ai",
  workspace: "alder",
  timeZone: "UTC",
  today: "2026-11-20",
};
const found = (over: Partial<FindingsOf["help"]>, more: Partial<FindingsOf> = {}) =>
  balanceFindings({ ...quiet, help: { ...quiet.help, ...over }, ...more }).filter(
    (one) => one.found,
  );

test("with nothing to be found, it says what was looked at", () => {
  const findings = balanceFindings(quiet);
  expect(findings.map(({ sentence }) => sentence)).toEqual([
    "No purchase of the last 7 days waits for its payment.",
    "Nothing was charged in the last 24 hours.",
    "Nothing is held.",
    "Nothing expired in the last 30 days.",
  ]);
  expect(summaryOf(findings, false)).toBe("Nothing unusual was found.");
  expect(summaryOf(findings, true)).toBe("1 thing may explain it.");
});

test("those who may not buy are told nothing of purchases", () => {
  expect(balanceFindings({ ...quiet, purchases: null }).map(({ about }) => about)).not.toContain(
    "purchases",
  );
});

test("a payment that is not confirmed is named, and leads to where it is watched", () => {
  const purchase = {
    id: "p",
    packageName: "Popular",
    credits: credits(550_00),
    at,
    nextTryAt: null,
  };
  const [finding] = found(
    {},
    {
      purchases: [
        { ...purchase, state: "processing", checkoutSessionId: "cs_1" },
        { ...purchase, id: "q", state: "open", checkoutSessionId: "cs_2" },
        {
          ...purchase,
          id: "r",
          state: "waiting",
          checkoutSessionId: null,
          nextTryAt: "2026-11-20T15:02:00.000Z",
        },
      ],
    },
  );
  expect(finding?.sentence).toBe("3 purchases of the last 7 days brought no credits yet.");
  expect(finding?.rows).toMatchObject([
    {
      text: "Popular",
      note: "20 Nov, 14:02, the payment is not confirmed yet, credits follow when it is",
      amount: "+550.00",
      href: "/alder/settings/billing/return?session_id=cs_1",
    },
    { note: "20 Nov, 14:02, checkout was not completed, nothing was charged", href: null },
    {
      note: "20 Nov, 14:02, auto top-up, waiting for another try, nothing was charged: 20 Nov, 15:02",
      href: "/alder/settings/billing/top-up",
    },
  ]);
});

test("a run's charges lead to all rows of the run, a single charge to its own", () => {
  const large = { label: "Direct messages, premium", subject: "Café owners", by: "Mei Tanaka", at };
  const [finding] = found({
    charges: {
      used: 52_00,
      count: 13,
      complete: true,
      largest: [
        { ...large, id: "ai-14", runId: "r", charges: 12, used: 48_00 },
        { ...large, id: "ai-2", runId: "s", charges: 1, used: 4_00 },
      ],
    },
  });
  expect(finding?.sentence).toBe(
    "52.00 were used in the last 24 hours, in 13 charges. The largest:",
  );
  expect(finding?.rows.map(({ href }) => href)).toEqual([
    "/alder/settings/billing?kind=ai&run=r",
    "/alder/settings/billing?kind=ai&tx=ai-2",
  ]);
  expect(finding?.rows[0]?.note).toBe(
    "Direct messages, premium, by Mei Tanaka, 20 Nov, 14:02, 12 charges",
  );
});

test("of a busy day it says that only the newest charges were added up", () => {
  const [finding] = found({ charges: { used: 1, count: 2_000, complete: false, largest: [] } });
  expect(finding?.sentence).toContain("in the newest 2,000 charges of the last 24 hours");
});

test("what is held leads to its run, what expired or was adjusted to its row", () => {
  const [holds, expiry, adjusted] = found({
    held: credits(9_60),
    holds: [{ holdId: "h", runId: "r", disputed: false, subject: "Spring", amount: credits(9_60) }],
    expired: [{ id: "ai-7", amount: -40_00, reason: "Starter expired", at }],
    adjusted: [{ id: "ai-8", amount: -1_00, reason: null, at }],
  });
  expect(holds?.sentence).toBe("9.60 are held for 1 running job. What is not used comes back.");
  expect(holds?.rows[0]?.href).toBe("/alder/activity/r");
  expect(expiry?.sentence).toBe("40.00 expired in the last 30 days.");
  expect(adjusted?.rows[0]).toMatchObject({ text: "Adjusted", amount: "\u22121.00" });
});
