import { priceWork } from "@/lib/api/core/price";
import type { Problem } from "@/lib/api/core/problem";
import { problem } from "@/lib/api/core/problem";
import { refusalProblem } from "@/lib/api/core/refusal";
import { chargeView } from "@/lib/api/core/views";
import { carryOut, type Ground, type Plan } from "@/lib/api/mutations/carry-out";
import { about } from "@/lib/api/mutations/charges";
import { requireHold } from "@/lib/api/queries/holds";
import type { ChargeAnswer } from "@/lib/api/schema/answers";
import type { CaptureRequest, PartCapture } from "@/lib/api/schema/requests";
import type { Call, Reply } from "@/lib/api/types";
import type { Credits } from "@/lib/credits/core/amount";
import type { CommandOf } from "@/lib/credits/core/command";
import type { ChargeInputs } from "@/lib/credits/core/rate-card";
import type { ApiHold } from "@/lib/credits/queries/holds";
import { findRateCard } from "@/lib/credits/queries/rate-card";

/** Charges all of a hold, an amount of it, or units at the rates it was quoted with. */
export async function captureHold(call: Call<CaptureRequest>): Promise<Reply<ChargeAnswer>> {
  const { body, caller, params, idempotencyKey } = call;
  const done = await carryOut(
    caller,
    idempotencyKey,
    async (ground) => {
      const found = await requireHold(caller.workspaceId, params.id, ground.now);
      if (!found.ok) return found;
      return isPart(body) ? partPlan(found.hold, body, ground) : wholePlan(found.hold, ground);
    },
    // Somebody captured a part between the look at the hold and the capture of all that was left.
    (refused) => !isPart(body) && refused.reason === "exceeds_hold",
  );
  if (!done.ok) return done;
  const { kind, command, answer } = done;
  return {
    ok: true,
    answer: chargeView(kind, command, answer),
    replayed: answer.replayed ?? false,
  };
}

const isPart = (body: CaptureRequest): body is PartCapture =>
  "amount" in body || "quantity" in body;

type CapturePlan = Plan<CommandOf<"capture">>;

/** A repeat captures what the first one did: by now nothing is left. */
const wholePlan = (hold: ApiHold, ground: Ground): CapturePlan => ({
  ok: true,
  kind: hold.kind,
  command: {
    ...captured(hold, ground, "Captured whole through the API"),
    amount: ground.kept?.charged ?? hold.remaining,
    settle: true,
  },
});

async function partPlan(
  hold: ApiHold,
  body: PartCapture,
  ground: Ground,
): Promise<CapturePlan | Problem> {
  if ("amount" in body) return amountPlan(hold, body, ground);
  const { quantity, inputs } = body;
  const card = hold.rateCardVersion ? await findRateCard(hold.rateCardVersion, ground.now) : null;
  if (!card || hold.operation === null) return unrated();
  const price = priceWork({ operation: hold.operation, quantity, inputs }, card);
  return price.ok ? amountPlan(hold, { ...body, amount: price.amount }, ground) : price;
}

type Part = {
  amount: Credits;
  settle: boolean;
  inputs: ChargeInputs;
  quantity?: number | undefined;
  subject?: string | undefined;
};

/** What was quoted for the hold is the hold: a charge above it is never sent to the ledger. */
function amountPlan(
  hold: ApiHold,
  { amount, settle, inputs, quantity, subject }: Part,
  ground: Ground,
): CapturePlan | Problem {
  if (amount > hold.amount) return tooMuch(hold);
  const command = captured(hold, ground, "Captured through the API");
  return {
    ok: true,
    kind: hold.kind,
    command: { ...command, amount, settle, inputs, ...about({ quantity, subject }) },
  };
}

const tooMuch = ({ state, remaining }: ApiHold): Problem =>
  refusalProblem(
    state === "open"
      ? { ok: false, reason: "exceeds_hold", remaining }
      : { ok: false, reason: "hold_ended", state },
  );

const captured = (hold: ApiHold, { key, actor }: Ground, reason: string) => ({
  type: "capture" as const,
  key,
  actor,
  reason,
  holdId: hold.id,
  quotedMax: hold.amount,
  ...(hold.operation === null ? {} : { operation: hold.operation }),
  ...(hold.subject === null ? {} : { subject: hold.subject }),
  ...(hold.rateCardVersion === null ? {} : { rateCardVersion: hold.rateCardVersion }),
});

const unrated = (): Problem =>
  problem("invalid_request", "This hold is of an operation of your own. Nothing was charged.", {
    errors: [{ pointer: "/quantity", detail: "Send an amount: the rate card does not price it." }],
  });
