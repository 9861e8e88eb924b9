import { expect, test } from "vitest";
import type { AlertFacts } from "./alert";
import { credits } from "./amount";
import { type Audience, destinationsOf } from "./audience";

const audience: Audience = {
  members: ["ines", "jonas", "priya"],
  recipients: ["ines", "jonas"],
  inApp: true,
  email: true,
  webhookUrl: "https://hooks.example.com",
};

const low: AlertFacts = { about: "threshold", threshold: "low", below: 100_00, available: 90_00 };
const capOf = (target: string): AlertFacts => {
  const cap = { scope: "member", target, amount: credits(100_00), mode: "block" } as const;
  return { about: "cap", cap, used: 80_00, share: 80, month: "2026-11" };
};
const bought: AlertFacts = {
  about: "purchase",
  purchaseId: "1",
  buyerId: "priya",
  packageName: "Popular",
  state: "paid",
  amount: 550_00,
  settled: 0,
};

const recipientsOf = (facts: AlertFacts, changed: Partial<Audience> = {}) =>
  destinationsOf(facts, { ...audience, ...changed }).map(
    ({ channel, target }) => `${channel} ${target}`,
  );

test("recipients are told in every channel that is on", () => {
  const hook = "webhook https://hooks.example.com";
  expect(recipientsOf(low)).toEqual(["app ines", "app jonas", "email ines", "email jonas", hook]);
  expect(recipientsOf(low, { email: false })).toEqual(["app ines", "app jonas", hook]);
  expect(recipientsOf(low, { inApp: false, webhookUrl: null })).toEqual([
    "email ines",
    "email jonas",
  ]);
});

test("whoever a limit is of sees it in the product, once, and gets no mail", () => {
  expect(recipientsOf(capOf("priya"), { webhookUrl: null })).toEqual([
    "app ines",
    "app jonas",
    "app priya",
    "email ines",
    "email jonas",
  ]);
  expect(recipientsOf(capOf("ines")).filter((place) => place === "app ines")).toHaveLength(1);
});

test("the limit of an API key, and that of somebody who left, concern nobody else", () => {
  for (const target of ["api_key:priya", "somebody who left"]) {
    expect(recipientsOf(capOf(target), { webhookUrl: null, email: false })).toEqual([
      "app ines",
      "app jonas",
    ]);
  }
});

test("a purchase is told in the product alone, to its buyer too", () => {
  expect(recipientsOf(bought)).toEqual(["app ines", "app jonas", "app priya"]);
  expect(recipientsOf(bought, { inApp: false })).toEqual([]);
});

test("what auto top-up bought is told everywhere: nobody was there", () => {
  expect(recipientsOf({ ...bought, auto: true })).toEqual([
    "app ines",
    "app jonas",
    "app priya",
    "email ines",
    "email jonas",
    "webhook https://hooks.example.com",
  ]);
});
