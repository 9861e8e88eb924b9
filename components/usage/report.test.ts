import { expect, test } from "vitest";
import { mailtoHref, rowReport } from "@/components/usage/report";
import type { Transaction } from "@/lib/usage/types";

const row: Transaction = {
  id: "ai-1042",
  kind: "ai",
  seq: 1042,
  at: "2026-11-20T14:52:00.000Z",
  type: "charge",
  label: "Direct messages, premium",
  detail: "Café & Söhne, 4 messages",
  part: null,
  actor: { kind: "member", id: "mei", name: "Mei Tanaka" },
  amount: -1640,
  balanceAfter: 41255,
  runId: null,
};

test("the mail names the row, and every letter of it arrives", () => {
  const url = new URL(mailtoHref("help+credits@example.com", rowReport("alder-finch", row)));
  expect(decodeURIComponent(url.pathname)).toBe("help+credits@example.com");
  expect(url.searchParams.get("subject")).toBe("Problem with transaction ai-1042");
  expect(url.searchParams.get("body")?.split("\r\n").filter(Boolean)).toEqual([
    "What is wrong:",
    "Transaction: ai-1042",
    "Workspace: alder-finch",
    "What: Direct messages, premium, Café & Söhne, 4 messages",
    "Credits: \u221216.40 AI credits",
    "Balance after: 412.55",
    "When: 2026-11-20T14:52:00.000Z",
  ]);
});
