import { amountText } from "@/lib/api/core/amount-text";
import { holdIdFor } from "@/lib/api/core/idempotency";
import { quoteWork } from "@/lib/api/core/price";
import { type Problem, problem } from "@/lib/api/core/problem";
import { balanceView, holdView } from "@/lib/api/core/views";
import { carryOut, type Ground, type Plan } from "@/lib/api/mutations/carry-out";
import { about, aboveMax } from "@/lib/api/mutations/charges";
import { requireHold } from "@/lib/api/queries/holds";
import { pausedProblem } from "@/lib/api/queries/sourcing";
import type { HoldRequest } from "@/lib/api/schema/requests";
import type { Call, Reply } from "@/lib/api/types";
import { type Credits, credits } from "@/lib/credits/core/amount";
import type { CommandOf } from "@/lib/credits/core/command";
import { findApiHold } from "@/lib/credits/queries/holds";
import { clock } from "@/lib/platform/clock";
import { sha256 } from "@/lib/platform/sha256";

type MovedHold = ReturnType<typeof holdView> & { balance: ReturnType<typeof balanceView> };

/** Sets credits aside. A repeat is answered with the hold as it was when it was made. */
export async function createHold(call: Call<HoldRequest>): Promise<Reply<MovedHold>> {
  const { body, caller } = call;
  const done = await carryOut(caller, call.idempotencyKey, async (ground) => {
    if ("amount" in body) return ownHold(body, ground);
    return (await pausedProblem(caller, body, ground)) ?? ratedHold(body, ground);
  });
  if (!done.ok) return done;
  const { command, answer } = done;
  const made = await findApiHold(caller.workspaceId, command.holdId, clock.now());
  if (!made) throw new Error(`The hold ${command.holdId} was made and is not there.`);
  const asMade = { captured: credits(0), released: credits(0), remaining: made.amount };
  const view = holdView({ ...made, ...asMade, state: "open" });
  return {
    ok: true,
    answer: { ...view, balance: balanceView(answer) },
    replayed: answer.replayed ?? false,
  };
}

type Own = Extract<HoldRequest, { amount: Credits }>;
type Rated = Exclude<HoldRequest, { amount: Credits }>;

const ownHold = (
  { operation, kind, amount, subject, lapses_in_seconds }: Own,
  ground: Ground,
): Plan<CommandOf<"hold">> => ({
  ok: true,
  kind,
  command: {
    ...held(ground, { lapses_in_seconds }),
    operation,
    amount,
    quotedMax: amount,
    ...about({ subject }),
  },
});

function ratedHold(
  { operation, quantity, inputs, subject, max_amount, lapses_in_seconds }: Rated,
  ground: Ground,
): Plan<CommandOf<"hold">> | Problem {
  const quoted = quoteWork({ operation, quantity, inputs }, ground.card);
  if (!quoted.ok) return quoted;
  const { quote } = quoted;
  if (max_amount !== undefined && quote.max > max_amount) return aboveMax(quote.max);
  return {
    ok: true,
    kind: quote.kind,
    command: {
      ...held(ground, { lapses_in_seconds, max_amount }),
      operation,
      amount: quote.max,
      quantity: quote.quantity,
      inputs: quote.inputs,
      rateCardVersion: quote.rateCardVersion,
      quotedMax: quote.max,
      ...about({ subject }),
    },
  };
}

/**
 * The reason names what else was asked for, so that a repeat which asks for another thing is another request: the
 * lease, of which the ledger would let it state another end, and the most it may be, which the ledger never sees.
 */
function held({ key, actor, now }: Ground, asked: Pick<Rated, "lapses_in_seconds" | "max_amount">) {
  const { lapses_in_seconds: seconds, max_amount: most } = asked;
  const unlessAbove = most === undefined ? "" : `, unless above ${amountText(most)}`;
  return {
    type: "hold" as const,
    key,
    actor,
    reason: `Held through the API for ${seconds} seconds${unlessAbove}`,
    holdId: holdIdFor(key, sha256),
    lapsesAt: new Date(now.getTime() + seconds * 1000),
  };
}

/** Gives back everything that a hold still sets aside. */
export async function releaseHold(call: Call): Promise<Reply<MovedHold>> {
  const { workspaceId } = call.caller;
  const done = await carryOut<CommandOf<"release">>(
    call.caller,
    call.idempotencyKey,
    async ({ key, actor, now }) => {
      const found = await requireHold(workspaceId, call.params.id, now);
      if (!found.ok) return found;
      const { id, kind } = found.hold;
      const reason = "Released through the API";
      return { ok: true, kind, command: { type: "release", key, actor, reason, holdId: id } };
    },
  );
  if (!done.ok) return done;
  // It has ended: from here on the hold never changes, and a repeat tells the same.
  const ended = await findApiHold(workspaceId, done.command.holdId, clock.now());
  if (!ended) return problem("not_found", "This workspace has no hold with that id.");
  return {
    ok: true,
    answer: { ...holdView(ended), balance: balanceView(done.answer) },
    replayed: done.answer.replayed ?? false,
  };
}
