import { expect, test } from "vitest";
import { type AlertFacts, alertBody, alertPath, alertTitle } from "./alert";
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
  expect(alertBody(lost(0), "ai")).toBe("Nothing is owed.");
  expect(alertBody(lost(350_00), "ai")).toBe(
    "350.00 were spent already and are owed: the next purchase settles them first.",
  );
});

test("credits that are all held are not said to be gone", () => {
  const empty = { about: "threshold", threshold: "empty", below: 1, available: 0 } as const;
  expect(alertTitle(empty, "ai")).toBe("No AI credits left");
  const held: AlertFacts = { ...empty, held: 100_00 };
  expect(alertTitle(held, "ai")).toBe("All AI credits are held");
  expect(alertTitle(held, "lead")).toBe("All lead credits are held");
  expect(alertBody(held, "ai")).toBe(
    "What is not charged comes back. Viewing, editing, scheduling and publishing still work.",
  );
  expect(alertBody({ ...empty, held: 0 }, "lead")).toBe(
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
  expect(alertBody(paid, "lead")).toBe("Lead 1k was paid. 350 settled a debt.");
  expect(alertBody({ ...paid, settled: 0 }, "lead")).toBe("Lead 1k was paid.");
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
