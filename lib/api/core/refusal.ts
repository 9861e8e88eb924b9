import { amountText } from "@/lib/api/core/amount-text";
import { type Problem, problem } from "@/lib/api/core/problem";
import { type Credits, credits } from "@/lib/credits/core/amount";
import type { CapScope } from "@/lib/credits/core/cap";
import type { Refused } from "@/lib/credits/core/command";

type Reason = Refused["reason"];
type Of<Name extends Reason> = Extract<Refused, { reason: Name }>;

/** What a cap binds, as the caller knows it: the member that a cap names is the key itself. */
const CAPPED: Record<CapScope, string> = {
  member: "API key",
  campaign: "campaign",
  operation: "operation",
};

/** Every refusal the ledger has today. One that is added without a line here does not compile. */
const TELL: { [Name in Reason]: (refused: Of<Name>, debt: Credits) => Problem } = {
  insufficient_credits: ({ shortfall, available }, debt) =>
    problem(
      "insufficient_credits",
      [
        `${amountText(shortfall)} more credits are needed; ${amountText(available)} are available.`,
        ...(debt > 0 ? [`A purchase first settles the ${amountText(debt)} that are owed.`] : []),
        "Nothing was charged.",
      ].join(" "),
      {
        shortfall: amountText(shortfall),
        available: amountText(available),
        debt: amountText(debt),
      },
    ),
  cap_reached: ({ cap, left, month }) =>
    problem(
      "cap_reached",
      `A cap of ${amountText(cap.amount)} a month on this ${CAPPED[cap.scope]} leaves ${amountText(left)}. Nothing was charged.`,
      { scope: cap.scope, cap: amountText(cap.amount), left: amountText(left), month },
    ),
  key_reused: () =>
    problem(
      "idempotency_key_reused",
      "This Idempotency-Key was sent before with another request. Nothing was changed.",
    ),
  unknown_hold: () => problem("not_found", "This workspace has no hold with that id."),
  hold_ended: ({ state }) =>
    problem("hold_ended", `The hold is ${state}. Nothing was changed.`, { state }),
  exceeds_hold: ({ remaining }) =>
    problem(
      "exceeds_hold",
      `The hold still sets aside ${amountText(remaining)}. Nothing was charged.`,
      { remaining: amountText(remaining) },
    ),
  unknown_charge: () => problem("not_found", "This workspace has no charge with that id."),
  exceeds_charge: ({ refundable }) =>
    problem("refused", `At most ${amountText(refundable)} can be refunded.`, {
      reason: "exceeds_charge",
    }),
};

/**
 * The answer to a caller when the ledger refuses. The one place where refusals become problems. `debt`: what a purchase
 * settles before it covers anything.
 */
export function refusalProblem(refused: Refused, debt = credits(0)): Problem {
  const tell = TELL[refused.reason] as ((refused: Refused, debt: Credits) => Problem) | undefined;
  return tell ? tell(refused, debt) : otherRefusal(refused);
}

/** A refusal of a ledger that is newer than this table: answered with its name. */
const otherRefusal = ({ reason }: { reason: string }): Problem =>
  problem("refused", `The ledger refused it: ${reason}. Nothing was charged.`, { reason });
