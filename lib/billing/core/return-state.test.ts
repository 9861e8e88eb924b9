import { expect, test } from "vitest";
import { askedSentence, whoCanBuy } from "./buyers";
import { originAfterClosing, returnState } from "./return-state";

test.each([
  ["open", null, false, "processing"],
  ["open", null, true, "closed"],
  ["open", "card_declined", true, "failed"],
  ["open", "card_declined", false, "processing"],
  ["processing", null, false, "confirming"],
  ["paid", null, false, "complete"],
  ["paid", null, true, "complete"],
  ["failed", "debit_not_authorized", false, "failed"],
  ["expired", null, true, "expired"],
] as const)("%s, failure %s, closed %s: %s", (state, failure, closed, seen) => {
  expect(returnState({ state, failure }, closed)).toBe(seen);
});

test("a closed checkout leads back to the page, its filters, and the package", () => {
  expect(originAfterClosing("/alder/settings/billing?op=a", "pro")).toBe(
    "/alder/settings/billing?op=a&checkout=closed&buy=pro",
  );
  expect(originAfterClosing("/alder/settings/cold-email-agent", "lead-5k")).toBe(
    "/alder/settings/cold-email-agent?checkout=closed&buy=lead-5k",
  );
  expect(originAfterClosing("/alder/leads/import", "pro")).toBe(
    "/alder/leads/import?checkout=closed",
  );
});

test("who can buy, and who was asked, in words", () => {
  const ines = { name: "Ines Carvalho", role: "owner" } as const;
  const priya = { name: "Priya Raman", role: "admin" } as const;
  const tomas = { name: "Tomas Brandt", role: "billing" } as const;
  expect(whoCanBuy([ines, priya])).toBe(
    "Only admins can buy credits here. Ines Carvalho and Priya Raman are admins.",
  );
  expect(whoCanBuy([ines])).toBe("Only admins can buy credits here. Ines Carvalho is an admin.");
  expect(whoCanBuy([ines, tomas])).toBe(
    "Only admins and the billing role can buy credits here. Ines Carvalho is an admin. Tomas Brandt has the billing role.",
  );
  expect(whoCanBuy([tomas, { ...tomas, name: "Sofia Marques" }])).toBe(
    "Only admins and the billing role can buy credits here. Tomas Brandt and Sofia Marques have the billing role.",
  );
  expect(whoCanBuy([])).toBe("Nobody here can buy credits.");
  expect(askedSentence(["Ines Carvalho", "Priya Raman"], "14:31")).toBe(
    "Asked Ines and Priya, 14:31.",
  );
});
