import { expect, test } from "vitest";
import {
  balanceFindings,
  checkSentence,
  type FindingsOf,
  summaryOf,
} from "@/components/usage/balance-findings";
import { credits } from "@/lib/credits/core/amount";

const at = "2026-11-20T14:02:00.000Z";
const quiet: FindingsOf = {
  help: {
    charges: { used: 0, refunded: 0, usedInWeek: 0, count: 0, complete: true, largest: [] },
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
const findingsOf = (over: Partial<FindingsOf["help"]>, more: Partial<FindingsOf> = {}) =>
  balanceFindings({ ...quiet, help: { ...quiet.help, ...over }, ...more }).filter(
    (one) => one.found,
  );
const useOf = (charges: FindingsOf["help"]["charges"]) =>
  balanceFindings({ ...quiet, help: { ...quiet.help, charges } }).find(
    ({ about }) => about === "use",
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
  const [finding] = findingsOf(
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
    {
      note: "20 Nov, 14:02, checkout was not completed, or its payment is not reported yet",
      href: null,
    },
    {
      note: "20 Nov, 14:02, auto top-up, not paid yet, nothing was charged, next try 20 Nov, 15:02",
      href: "/alder/settings/billing/top-up",
    },
  ]);
});

test("a run's charges lead to all rows of the run, a single charge to its own", () => {
  const large = { label: "Direct messages, premium", subject: "Café owners", by: "Mei Tanaka", at };
  const [finding] = findingsOf({
    charges: {
      used: 52_00,
      refunded: 0,
      usedInWeek: 80_00,
      count: 13,
      complete: true,
      largest: [
        { ...large, id: "ai-14", runId: "r", charges: 12, used: 48_00 },
        { ...large, id: "ai-2", runId: "s", charges: 1, used: 4_00 },
      ],
    },
  });
  expect(finding?.sentence).toBe(
    "52.00 were used in the last 24 hours, in 13 charges. The largest is 60% of what was used in the last 7 days:",
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
  const charges = { used: 1, refunded: 0, usedInWeek: 9, count: 2_000, complete: false };
  const finding = useOf({ ...charges, largest: [] });
  expect(finding?.sentence).toContain("in the newest 2,000 charges of the last 24 hours");
});

const hold = {
  count: 1,
  runId: null,
  frozen: null,
  entry: null,
  subject: "Spring",
  amount: credits(9_60),
};

test("what a bank has to decide is not said to come back for not being used", () => {
  const frozen = { ...hold, holdId: "d", frozen: "dispute", entry: "ai-3" } as const;
  const [holds] = findingsOf({ held: credits(9_60), holds: [frozen] });
  expect(holds?.sentence).toBe(
    "9.60 are held for 1 dispute. What is disputed comes back if the dispute is won.",
  );
});

test("what is being refunded is said to leave the balance, and not to come back", () => {
  const frozen = { ...hold, holdId: "f", frozen: "refund", entry: "ai-3" } as const;
  const [holds] = findingsOf({ held: credits(9_60), holds: [frozen] });
  expect(holds?.sentence).toBe(
    "9.60 are held for 1 refund. What is being refunded leaves the balance when the refund is confirmed.",
  );
  expect(holds?.rows).toMatchObject([{ note: "Until the refund is confirmed" }]);
});

test("what is held leads to its run or to what a dispute froze, what expired or was adjusted to its row", () => {
  const [holds, expiry, adjusted] = findingsOf({
    held: credits(30_60),
    holds: [
      { ...hold, holdId: "h", runId: "r" },
      { ...hold, holdId: "d", frozen: "dispute", entry: "ai-3", amount: credits(1_00) },
      { ...hold, holdId: "o", count: 3, amount: credits(20_00) },
    ],
    expired: [{ id: "ai-7", amount: -40_00, reason: "Starter expired", at }],
    adjusted: [{ id: "ai-8", amount: -1_00, reason: null, cause: "hand", at }],
  });
  expect(holds?.sentence).toBe(
    "30.60 are held for 1 running job, 3 holds of programs and 1 dispute. What is not used comes back. What is disputed comes back if the dispute is won.",
  );
  expect(holds?.rows.map(({ href }) => href)).toEqual([
    "/alder/activity/r",
    "/alder/settings/billing?kind=ai&tx=ai-3",
  ]);
  expect(expiry?.sentence).toBe("40.00 expired in the last 30 days.");
  expect(expiry?.rows[0]?.href).toBe("/alder/settings/billing?kind=ai&tx=ai-7");
  expect(adjusted?.rows[0]).toMatchObject({ text: "Adjusted", amount: "\u22121.00" });
});

test("what expired a moment ago is told before it has a row to lead to", () => {
  const lot = { id: "lot", amount: -40_00, reason: "Expired: Starter", unbooked: true as const };
  const expiry = findingsOf({ expired: [{ ...lot, at }] }).find(({ about }) => about === "expiry");
  expect(expiry?.sentence).toBe("40.00 expired in the last 30 days.");
  const note = expect.stringMatching(/, its row follows within a minute$/);
  expect(expiry?.rows).toMatchObject([{ text: "Expired: Starter", note, href: null }]);
});

test("what was adjusted says whether money went back, a dispute was lost, or somebody did it by hand", () => {
  const adjusted = (["hand", "refund", "dispute", "refund"] as const).map((cause, index) => ({
    id: `ai-${9 - index}`,
    amount: -(index + 1) * 10_00,
    reason: `${cause} ${index}`,
    cause,
    at,
  }));
  const findings = findingsOf({ adjusted });
  expect(findings.map(({ sentence }) => sentence)).toEqual([
    "Refunds of purchases changed the balance in the last 30 days, together by \u221260.00.",
    "Lost disputes changed the balance in the last 30 days, together by \u221230.00.",
    "The balance was adjusted by hand in the last 30 days, together by \u221210.00.",
  ]);
  expect(findings.map(({ rows }) => rows.map(({ href }) => href))).toEqual([
    ["/alder/settings/billing?kind=ai&tx=ai-8", "/alder/settings/billing?kind=ai&tx=ai-6"],
    ["/alder/settings/billing?kind=ai&tx=ai-7"],
    ["/alder/settings/billing?kind=ai&tx=ai-9"],
  ]);
});

test("use explains a balance only where one thing took half of a week's use; refunds are taken off and named", () => {
  const one = {
    label: "Single post",
    subject: null,
    by: "Mei Tanaka",
    at,
    runId: null,
    charges: 1,
  };
  const day = { used: 12_00, refunded: 0, count: 6, complete: true };
  const largest = [{ ...one, id: "ai-3", used: 6_00 }];
  expect(useOf({ ...day, usedInWeek: 12_01, largest })).toMatchObject({
    found: false,
    sentence: "12.00 were used in the last 24 hours, in 6 charges. The largest:",
  });
  expect(useOf({ ...day, usedInWeek: 12_00, refunded: 1_00, largest })).toMatchObject({
    found: true,
    sentence:
      "12.00 were used in the last 24 hours, in 6 charges, less refunds. The largest is 50% of what was used in the last 7 days:",
  });
  expect(useOf({ ...day, used: 0, usedInWeek: 40_00, refunded: 12_00, largest: [] })).toMatchObject(
    {
      found: false,
      sentence: "0.00 were used in the last 24 hours, in 6 charges, less refunds.",
    },
  );
});

test("of several who can have a balance checked, all are named in one sentence", () => {
  const said = (checkers: string[], entries = 1) => {
    const check = {
      kind: "ai",
      checkedAt: at,
      durationMs: 1,
      failingSince: null,
      entries,
    } as const;
    const ai = { ...check, differs: false, difference: null };
    return checkSentence(
      { byKind: { ai, lead: null }, canCheck: false },
      { ...quiet, help: { ...quiet.help, checkers } },
    );
  };
  const one = "The latest check added up the one row it had to, and it agrees with the balance.";
  expect(said(["Ines Carvalho"])).toBe(`${one} Ines Carvalho can have it checked now.`);
  expect(said(["Ines Carvalho", "Priya Raman"])).toBe(
    `${one} Ines Carvalho and Priya Raman can have it checked now.`,
  );
  expect(said(["Ines", "Mei", "Priya", "Tom"], 2)).toBe(
    "The latest check added up all 2 rows it had to, and they agree with the balance. Ines, Mei and Priya can have it checked now.",
  );
  expect(said([])).toBe(one);
});
