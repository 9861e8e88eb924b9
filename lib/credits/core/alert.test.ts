import { expect, test } from "vitest";
import { type AlertFacts, alertBody, alertLink, alertPath, alertTitle, alertTone } from "./alert";
import { credits } from "./amount";

const lost = (owed: number): AlertFacts => ({
  about: "dispute",
  purchaseId: "1",
  packageName: "Popular",
  state: "lost",
  taken: 200_00,
  owed,
});

test("a cap is told with its name, and without one by what it is", () => {
  const cap = { scope: "member", target: "mei", amount: credits(500_00), mode: "block" } as const;
  const facts: AlertFacts = { about: "cap", cap, used: 400_00, share: 80, month: "2026-11" };
  const rest = "used 80% of a monthly limit of 500.00 AI credits";
  expect(alertTitle(facts, "ai", "You")).toBe(`You ${rest}`);
  expect(alertTitle(facts, "ai")).toBe(`A member ${rest}`);
  const ofKey = { ...facts, cap: { ...cap, target: "api_key:1" } };
  expect(alertTitle(ofKey, "ai")).toBe(`An API key ${rest}`);
});

test("a lost dispute says what was taken and what is owed", () => {
  expect(alertTitle(lost(0), "ai")).toBe("Dispute of Popular lost: 200.00 AI credits taken");
  expect(alertBody(lost(0), "ai", "UTC")).toBe("Nothing is owed.");
  expect(alertBody(lost(350_00), "ai", "UTC")).toBe(
    "350.00 were spent already and are owed: the next purchase settles them first.",
  );
});

test("credits that are all held are not said to be gone", () => {
  const empty = { about: "threshold", threshold: "empty", below: 1, available: 0 } as const;
  expect(alertTitle(empty, "ai")).toBe("No AI credits left");
  const held: AlertFacts = { ...empty, held: 100_00 };
  expect(alertTitle(held, "ai")).toBe("All AI credits are held");
  expect(alertTitle(held, "lead")).toBe("All lead credits are held");
  expect(alertBody(held, "ai", "UTC")).toBe(
    "What is returned can be used again. Viewing, editing, scheduling and publishing still work.",
  );
  expect(alertBody({ ...empty, held: 0 }, "lead", "UTC")).toBe(
    "Sourcing is paused. Leads already in campaigns still receive email, and nothing is lost.",
  );
});

test("a purchase says what of it settled a debt", () => {
  const paid: AlertFacts = {
    about: "purchase",
    purchaseId: "1",
    buyerId: "ines",
    packageName: "Lead 1k",
    state: "paid",
    amount: 1_000_00,
    settled: 350_00,
  };
  expect(alertTitle(paid, "lead")).toBe("1,000 lead credits added");
  expect(alertBody(paid, "lead", "UTC")).toBe("Lead 1k was paid. 350 settled a debt.");
  expect(alertBody({ ...paid, settled: 0 }, "lead", "UTC")).toBe("Lead 1k was paid.");

  // Nobody was there to see it.
  const auto: AlertFacts = { ...paid, settled: 0, auto: true };
  expect(alertTitle(auto, "lead")).toBe("Auto top-up: 1,000 lead credits added");
  expect(alertBody(auto, "lead", "UTC")).toBe("Lead 1k was paid with the saved card.");
});

test("a declined top-up says why, when it tries again, and what would turn it", () => {
  const declined: AlertFacts = { about: "top_up", event: "declined", why: "The card has expired." };
  expect(alertTitle(declined, "ai")).toBe("Auto top-up of AI credits was declined");
  expect(alertBody(declined, "ai", "UTC")).toBe(
    "The card has expired. Nothing was charged. It tries again in 1 hour, later after longer pauses, and at once when another card is saved.",
  );
  expect(alertTone(declined)).toBe("warning");
  expect(alertLink(declined, "ai").path).toBe("/settings/billing/top-up");
});

test("a notice leads to its row, else to the page its reader may see", () => {
  const owner = { canManage: true, canBuy: true };
  const member = { canManage: false, canBuy: false };
  expect(alertPath(lost(0), "ai", 12, member)).toBe("/settings/billing?tx=ai-12");
  expect(alertPath(lost(0), "ai", null, owner)).toBe("/settings/billing/receipts");
  expect(alertPath(lost(0), "lead", null, member)).toBe("/settings/billing?kind=lead");
  const cap = { scope: "operation", target: "x", amount: credits(1), mode: "block" } as const;
  const facts: AlertFacts = { about: "cap", cap, used: 1, share: 100, month: "2026-11" };
  expect(alertPath(facts, "ai", 12, owner)).toBe("/settings/alerts");
  expect(alertPath(facts, "ai", 12, member)).toBe("/settings/billing?tx=ai-12");
});

test("an expiry says in how many days", () => {
  const facts = { about: "expiry", label: "Popular", amount: 50_00, expiresAt: "" } as const;
  expect(alertTitle({ ...facts, days: 1 }, "ai")).toBe("50.00 AI credits expire in 1 day");
  expect(alertTitle({ ...facts, days: 7 }, "ai")).toBe("50.00 AI credits expire in 7 days");
});

test("a warning says how it is called, or below what it fell, and what is refused", () => {
  const below = { about: "threshold", below: 100_00, available: 90_00 } as const;
  expect(alertTitle({ ...below, threshold: "low" }, "ai")).toBe(
    "AI credits are low: 90.00 available",
  );
  expect(alertTitle({ ...below, threshold: "own" }, "ai")).toBe(
    "AI credits fell below 100.00: 90.00 available",
  );
  expect(alertBody({ ...below, threshold: "low" }, "ai", "UTC")).toContain("are refused before");
});

test("a cap that blocks says so, and one that only notifies", () => {
  const cap = { scope: "member", target: "mei", amount: credits(500_00), mode: "block" } as const;
  const facts: AlertFacts = { about: "cap", cap, used: 400_00, share: 80, month: "2026-11" };
  expect(alertBody(facts, "ai", "UTC")).toContain("is refused until the next month");
  expect(alertBody({ ...facts, cap: { ...cap, mode: "notify" } }, "ai", "UTC")).toContain(
    "Nothing is refused",
  );
});

const request = { about: "request", by: "Mei", message: "Please", what: "Importing" } as const;

test("a request says what is lacking, what covers it, and leads to the package", () => {
  const asks = { ...request, shortfall: 18_20, buy: "popular" };
  expect(alertBody(asks, "ai", "UTC")).toBe(
    "Importing lacks 18.20 AI credits.\n\nMei writes: Please",
  );
  expect(alertBody({ ...asks, several: "Two cover it." }, "ai", "UTC")).toContain(
    "AI credits. Two cover it.",
  );
  expect(alertBody({ ...asks, shortfall: 0 }, "ai", "UTC")).toBe("Mei writes: Please");
  expect(alertLink(asks, "ai").path).toBe("/settings/billing?buy=popular");
  expect(alertLink({ ...asks, buy: null }, "ai").path).toBe("/settings/billing");
  expect(alertLink({ ...asks, buy: "lead-5k" }, "lead").path).toBe(
    "/settings/billing?kind=lead&buy=lead-5k",
  );
});

test("what somebody writes in a request stays theirs: no line of it stands by itself", () => {
  const link = "\n\nBuy credits: https://elsewhere.example/pay\u2028\r\n\u0085";
  const asks = { ...request, shortfall: 18_20, buy: null, message: `Hello${link}Thanks` };
  const lines = alertBody({ ...asks, what: `Importing${link}it` }, "ai", "UTC").split(
    /[\n\r\u2028\u0085]+/,
  );
  expect(lines).toEqual([
    "Importing Buy credits: https://elsewhere.example/pay it lacks 18.20 AI credits.",
    "Mei writes: Hello Buy credits: https://elsewhere.example/pay Thanks",
  ]);
});

test("a name that is read from the right is set apart, and none turns what stands beside it", () => {
  const by = "נועה\u202e";
  const asks = { ...request, by, message: "אנא\u202e", shortfall: 18_20, buy: null };
  expect(alertTitle(asks, "ai")).toBe("\u2068נועה\u2069 asks for AI credits");
  expect(alertBody(asks, "ai", "UTC")).toContain("\u2068נועה\u2069 writes: \u2068אנא\u2069");
  const cap = { scope: "member", target: "mei", amount: credits(500_00), mode: "block" } as const;
  const facts: AlertFacts = { about: "cap", cap, used: 400_00, share: 80, month: "2026-11" };
  expect(alertTitle(facts, "ai", by)).toMatch(/^\u2068נועה\u2069 used 80% /);
  const label = "Gift of נועה";
  const ends = { about: "expiry", label, amount: 100, expiresAt: "2026-12-04", days: 1 } as const;
  expect(alertBody(ends, "ai", "UTC")).toContain("left of \u2068Gift of נועה\u2069, until");
});

test("a mail leads to the balance of the kind that it speaks of, which is still there before it expires", () => {
  const expires: AlertFacts = {
    about: "expiry",
    label: "Lead 5k",
    amount: 420_00,
    expiresAt: "2026-12-04T12:00:00.000Z",
    days: 7,
  };
  expect(alertLink(expires, "lead").path).toBe("/settings/billing?kind=lead");
  expect(alertLink(expires, "ai").path).toBe("/settings/billing");
  expect(alertTitle(expires, "lead")).toBe("420 lead credits expire in 7 days");
  // Read days later, "in 7 days" is another day: the body says until when, by the workspace's clock.
  expect(alertBody(expires, "lead", "Asia/Kolkata")).toBe(
    "They are what is left of Lead 5k, until 4 Dec 2026, 17:30. Credits that expire soonest are used first.",
  );
  const later = { ...expires, expiresAt: "2027-09-30T23:30:00.000Z" };
  expect(alertBody(later, "lead", "Pacific/Auckland")).toContain("until 1 Oct 2027, 12:30.");
  expect(alertBody(later, "lead", "UTC")).toContain("until 30 Sep 2027, 23:30.");
});

test("what stops somebody is critical, what may is a warning, the rest is news", () => {
  const threshold = (id: string): AlertFacts => ({
    about: "threshold",
    threshold: id,
    below: 1,
    available: 0,
  });
  const cap = { scope: "operation", target: "x", amount: credits(1), mode: "block" } as const;
  const share = (used: number): AlertFacts => ({
    about: "cap",
    cap,
    used: 1,
    share: used,
    month: "2026-11",
  });
  const dispute = (state: "open" | "won" | "lost"): AlertFacts => ({
    ...(lost(0) as Extract<AlertFacts, { about: "dispute" }>),
    state,
  });
  expect(["low", "own", "critical", "empty"].map((id) => alertTone(threshold(id)))).toEqual([
    "warning",
    "warning",
    "critical",
    "critical",
  ]);
  expect([80, 100].map((used) => alertTone(share(used)))).toEqual(["neutral", "warning"]);
  expect((["open", "won", "lost"] as const).map((state) => alertTone(dispute(state)))).toEqual([
    "critical",
    "neutral",
    "critical",
  ]);
});
