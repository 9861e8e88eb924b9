import { amountText } from "@/lib/api/core/amount-text";
import { priceWork } from "@/lib/api/core/price";
import { type Problem, problem } from "@/lib/api/core/problem";
import { chargeView } from "@/lib/api/core/views";
import { carryOut, type Ground, type Plan } from "@/lib/api/mutations/carry-out";
import { pausedProblem } from "@/lib/api/queries/sourcing";
import type { ChargeAnswer } from "@/lib/api/schema/answers";
import type { ChargeRequest } from "@/lib/api/schema/requests";
import type { Call, Reply } from "@/lib/api/types";
import type { Credits } from "@/lib/credits/core/amount";
import type { CommandOf, Provenance } from "@/lib/credits/core/command";
import { rateOf } from "@/lib/credits/core/rate-card";

const REASON = "Charged through the API";

/** Takes credits for an operation of the rate card, or for one of the program's own, at its own price. */
export async function createCharge(call: Call<ChargeRequest>): Promise<Reply<ChargeAnswer>> {
  const { body, caller } = call;
  const done = await carryOut(caller, call.idempotencyKey, async (ground) => {
    if ("amount" in body) return ownCharge(body, ground);
    return (await pausedProblem(caller, body, ground)) ?? ratedCharge(body, ground);
  });
  if (!done.ok) return done;
  const { kind, command, answer } = done;
  return {
    ok: true,
    answer: chargeView(kind, command, answer),
    replayed: answer.replayed ?? false,
  };
}

type Own = Extract<ChargeRequest, { amount: Credits }>;
type Rated = Exclude<ChargeRequest, { amount: Credits }>;

const ownCharge = (
  { operation, kind, amount, quantity, inputs, subject }: Own,
  { key, actor }: Ground,
): Plan<CommandOf<"charge">> => ({
  ok: true,
  kind,
  command: {
    type: "charge",
    key,
    actor,
    reason: REASON,
    operation,
    amount,
    inputs,
    ...about({ subject, quantity }),
  },
});

function ratedCharge(
  { operation, quantity, inputs, subject, max_amount }: Rated,
  { key, actor, card }: Ground,
): Plan<CommandOf<"charge">> | Problem {
  const price = priceWork({ operation, quantity, inputs }, card);
  if (!price.ok) return price;
  if (max_amount !== undefined && price.amount > max_amount) return aboveMax(price.amount);
  return {
    ok: true,
    kind: rateOf(card, operation).kind,
    command: {
      type: "charge",
      key,
      actor,
      reason: REASON,
      operation,
      amount: price.amount,
      inputs,
      quantity,
      rateCardVersion: card.version,
      quotedMax: max_amount ?? price.quotedMax,
      ...about({ subject }),
    },
  };
}

/** What was left out is left out of the command too. */
export const about = (given: {
  subject?: string | undefined;
  quantity?: number | undefined;
}): Pick<Provenance, "subject" | "quantity"> => ({
  ...(given.subject === undefined ? {} : { subject: given.subject }),
  ...(given.quantity === undefined ? {} : { quantity: given.quantity }),
});

export const aboveMax = (price: Credits): Problem =>
  problem(
    "price_above_max",
    `It costs ${amountText(price)}, which is above max_amount. Nothing was charged.`,
    { price: amountText(price) },
  );
