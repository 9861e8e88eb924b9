import { ledgerKey } from "@/lib/api/core/idempotency";
import type { Problem } from "@/lib/api/core/problem";
import { refusalProblem } from "@/lib/api/core/refusal";
import type { Kind } from "@/lib/credits/core/amount";
import type { Accepted, Actor, Answer, CommandOf, Refused } from "@/lib/credits/core/command";
import type { RateCard } from "@/lib/credits/core/rate-card";
import { post } from "@/lib/credits/mutations/door";
import { balanceOf } from "@/lib/credits/queries/balance";
import { findKeyUses, type KeyUse } from "@/lib/credits/queries/keys";
import { currentRateCard, findRateCard } from "@/lib/credits/queries/rate-card";
import type { Caller } from "@/lib/identity/queries/api-keys";
import { clock } from "@/lib/platform/clock";
import { isUniqueViolation } from "@/lib/platform/database-errors";

type Spending = CommandOf<"charge" | "hold" | "capture" | "release">;

/** What a request comes to: a command of the ledger, on one kind of credits. */
export type Plan<Posted extends Spending> = { ok: true; kind: Kind; command: Posted };

/** What the plan is made from. `kept` is what an earlier request with the same key did. */
export type Ground = {
  key: string;
  actor: Actor;
  card: RateCard;
  now: Date;
  kept: KeyUse | null;
};

export type CarriedOut<Posted extends Spending> =
  | { ok: true; kind: Kind; command: Posted; answer: Accepted }
  | Problem;

const MOST_TRIES = 4;
const REUSED = { ok: false, reason: "key_reused" } as const satisfies Refused;

/**
 * Carries a request out once, however often it is repeated: the ledger keeps the key. A repeat is planned with the
 * rate card of the first time, so that a new card in between does not make it another request. `stale` says of a
 * refusal that the plan was made from what has changed meanwhile: it is then made again.
 */
export async function carryOut<Posted extends Spending>(
  caller: Caller,
  idempotencyKey: string,
  plan: (ground: Ground) => Promise<Plan<Posted> | Problem>,
  stale: (refused: Refused) => boolean = () => false,
): Promise<CarriedOut<Posted>> {
  const { workspaceId, apiKeyId } = caller;
  const key = ledgerKey(apiKeyId, idempotencyKey);
  const actor = { type: "api_key", id: apiKeyId } as const;

  for (let tries = 1; ; tries += 1) {
    const kept = await findKeyUses(workspaceId, key);
    const now = clock.now();
    const first = kept[0] ?? null;
    const planned = await plan({ key, actor, now, kept: first, card: await cardOf(first, now) });
    if (!planned.ok) return planned;
    // The ledger keeps keys for each kind of credits; for the caller there is one.
    if (kept.some(({ kind }) => kind !== planned.kind)) return refusalProblem(REUSED);

    const answer = await postUnlessTaken(workspaceId, planned);
    if (answer.ok) return { ...planned, answer };
    const outdated = isLateTwin(answer, first) || stale(answer);
    if (!outdated || tries === MOST_TRIES)
      return refusalWithDebt(workspaceId, planned.kind, answer);
  }
}

/** Without the debt, who buys exactly what is missing would be refused again. */
const refusalWithDebt = async (
  workspaceId: string,
  kind: Kind,
  refused: Refused,
): Promise<Problem> =>
  refused.reason === "insufficient_credits"
    ? refusalProblem(refused, (await balanceOf(workspaceId, kind, clock.now())).debt)
    : refusalProblem(refused);

/** Posts, or says that the key was taken for the other kind of credits since the look: the database keeps one of the two. */
const postUnlessTaken = (workspaceId: string, { kind, command }: Plan<Spending>): Promise<Answer> =>
  post(workspaceId, kind, command).catch((error: unknown) => {
    if (isUniqueViolation(error)) return REUSED;
    throw error;
  });

/** The same request came first since the look, by another rate card perhaps: look again. */
const isLateTwin = (refused: Refused, kept: KeyUse | null): boolean =>
  refused.reason === "key_reused" && kept === null;

async function cardOf(kept: KeyUse | null, now: Date): Promise<RateCard> {
  const first = kept?.rateCardVersion ? await findRateCard(kept.rateCardVersion, now) : null;
  return first ?? currentRateCard(now);
}
