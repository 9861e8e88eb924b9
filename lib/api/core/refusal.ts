import { amountText } from "@/lib/api/core/amount-text";
import { type Extension, type Problem, problem } from "@/lib/api/core/problem";
import type { Refused } from "@/lib/credits/core/command";

type Reason = Refused["reason"];
type Of<Name extends Reason> = Extract<Refused, { reason: Name }>;

/** Every refusal the ledger has today. One that is added without a line here does not compile. */
const TELL: { [Name in Reason]: (refused: Of<Name>) => Problem } = {
  insufficient_credits: ({ shortfall, available }) =>
    problem(
      "insufficient_credits",
      `${amountText(shortfall)} more credits are needed; ${amountText(available)} are available. Nothing was charged.`,
      { shortfall: amountText(shortfall), available: amountText(available) },
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

/** What a caller is told when the ledger refuses. The one place where refusals become problems. */
export function refusalProblem(refused: Refused): Problem {
  const tell = TELL[refused.reason] as ((refused: Refused) => Problem) | undefined;
  return tell ? tell(refused) : otherRefusal(refused as { reason: string });
}

/** A refusal of a ledger that is newer than this table: told by its name, and a cap by what it leaves. */
function otherRefusal(refused: { reason: string } & Record<string, unknown>): Problem {
  const { reason, left } = refused;
  const more: Record<string, Extension> = { reason };
  if (typeof left === "number") more.left = amountText(left);
  return reason === "cap_reached"
    ? problem("cap_reached", "A cap leaves less than this costs. Nothing was charged.", more)
    : problem("refused", `The ledger refused it: ${reason}. Nothing was charged.`, more);
}
