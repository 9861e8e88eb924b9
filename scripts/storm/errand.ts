import type { CheckoutRequest } from "@/lib/billing/mutations/checkout";
import type { refundPurchase } from "@/lib/billing/mutations/refund-requests";
import type { Kind } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";

/** What a client asks of a server process. Each is safe to repeat: that is what the storm tests. */
export type Errand =
  | { what: "post"; workspaceId: string; kind: Kind; command: Command }
  | { what: "checkout"; request: Omit<CheckoutRequest, "now"> }
  | { what: "refund"; request: Omit<Parameters<typeof refundPurchase>[1], "now"> }
  | { what: "recover-refunds" }
  | { what: "event"; id: string }
  | { what: "top-up"; workspaceId: string; topUpId: string }
  | { what: "start-import"; workspaceId: string; importId: string; actorId: string }
  | { what: "import"; workspaceId: string; importId: string }
  | { what: "relay"; workspaceId: string }
  | { what: "sweep" };
