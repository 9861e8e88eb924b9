import type { Scope } from "@/lib/identity/core/api-key";

/** What each scope lets a program do. */
export const SCOPE_TEXTS: Record<Scope, { label: string; may: string }> = {
  "balance:read": { label: "Read balances", may: "What is there, held and available." },
  "entries:read": { label: "Read the history", may: "Every entry: who, what, when and why." },
  "quotes:create": {
    label: "Quote operations",
    may: "What an operation can cost. Spends nothing.",
  },
  "credits:spend": { label: "Spend credits", may: "Charges and holds, without asking anybody." },
};
