import type { PurchaseState } from "@/lib/billing/core/payment";

/** What the buyer sees when the checkout page leads back. */
export type ReturnState =
  | "processing"
  | "confirming"
  | "complete"
  | "failed"
  | "expired"
  | "closed";

/**
 * From the purchase alone. `closed`: the buyer came back by the checkout page's own way out; then a declined card
 * is the news, and otherwise that nothing was charged.
 */
export function returnState(
  purchase: { state: PurchaseState; failure: string | null },
  closed: boolean,
): ReturnState {
  if (purchase.state === "paid") return "complete";
  if (purchase.state === "failed") return "failed";
  if (purchase.state === "expired") return "expired";
  if (purchase.state === "processing") return "confirming";
  if (!closed) return "processing";
  return purchase.failure ? "failed" : "closed";
}

/** Where packages are chosen: the choice is in their address. */
const COUNTERS = ["/settings/billing", "/settings/cold-email-agent"];

/** Back to where the buyer came from, with the package still chosen and a line that says what happened. */
export function originAfterClosing(returnPath: string, packageId: string): string {
  const url = new URL(returnPath, "http://here");
  url.searchParams.set("checkout", "closed");
  if (COUNTERS.some((counter) => url.pathname.endsWith(counter))) {
    url.searchParams.set("buy", packageId);
  }
  return `${url.pathname}${url.search}`;
}
