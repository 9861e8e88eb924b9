import type { Credits, Kind } from "@/lib/credits/core/amount";
import { apiKeyOf, type CapMode, type CapScope, isApiKey } from "@/lib/credits/core/cap";
import type { Command } from "@/lib/credits/core/command";
import { kindName, spokenCredits } from "@/lib/credits/core/format";
import { belowOf, type ThresholdRefusal, thresholdRefusal } from "@/lib/credits/core/threshold";
import { post } from "@/lib/credits/mutations/door";
import { campaignNames } from "@/lib/credits/queries/campaigns";
import { capNames } from "@/lib/credits/queries/cap-names";
import { thresholdsIn, thresholdsOf } from "@/lib/credits/queries/limits";
import { currentRateCard } from "@/lib/credits/queries/rate-card";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, lockWorkspace, type Tx } from "@/lib/platform/db";
import { isId, newId } from "@/lib/platform/ids";

/** The member who changes it, in their workspace. */
type By = { workspaceId: string; userId: string };
type Done = { ok: true };
const DONE: Done = { ok: true };

/**
 * From now on, warns when less than `amount` is available (critical: `amount` or less). `threshold` is low, critical or
 * the id of a custom one; null creates a new one. Refuses two that say the same, and almost out above low.
 */
export async function changeThreshold(
  by: By,
  { kind, threshold, amount }: { kind: Kind; threshold: string | null; amount: Credits },
): Promise<Done | { ok: false; reason: ThresholdRefusal }> {
  const id = threshold ?? newId();
  const below = belowOf(id, amount);
  return inTurn(by, async (tx) => {
    const thresholds = (await thresholdsIn(tx, by.workspaceId))[kind];
    if (threshold !== null && !thresholds.some((one) => one.id === threshold)) {
      return { ok: false, reason: "unknown" };
    }
    const reason = thresholdRefusal(thresholds, id, below);
    if (reason) return { ok: false, reason };
    await write(by, kind, {
      type: "set_threshold",
      threshold: id,
      below,
      reason: `Warn at ${spokenCredits(amount, kind)}`,
    });
    return DONE;
  });
}

/** Removes a custom threshold. Low, critical and empty cannot be removed: they are the levels that every screen shows. */
export async function removeThreshold(
  by: By,
  { kind, threshold }: { kind: Kind; threshold: string },
): Promise<Done | { ok: false; reason: ThresholdRefusal }> {
  if (["low", "critical", "empty"].includes(threshold)) return { ok: false, reason: "fixed" };
  const thresholds = (await thresholdsOf(by.workspaceId))[kind];
  if (!thresholds.some(({ id }) => id === threshold)) return { ok: false, reason: "unknown" };
  const reason = `Warning of ${kindName(kind)} removed`;
  await write(by, kind, { type: "set_threshold", threshold, below: null, reason });
  return DONE;
}

export type CapTarget = { kind: Kind; scope: CapScope; target: string };

/**
 * Limits what a member, an API key, a campaign or an operation may use in a calendar month. With `isNew`, refuses if
 * there is a limit already. No limit can be set for somebody who has left, a key that can no longer be used, a campaign
 * that has used nothing yet, or an operation that the rate card does not charge in this kind.
 */
export async function setLimit(
  by: By,
  cap: CapTarget & { amount: Credits; mode: CapMode; isNew: boolean },
): Promise<Done | { ok: false; reason: "exists" | "unknown_target" }> {
  const { kind, scope, target, amount, mode } = cap;
  const name = await nameOf(by.workspaceId, cap);
  if (name === null) return { ok: false, reason: "unknown_target" };
  const reason = `Monthly limit of ${spokenCredits(amount, kind)} for ${name}, ${mode}`;
  return inTurn(by, async (tx) => {
    if (cap.isNew && (await isLimited(tx, by.workspaceId, cap))) {
      return { ok: false, reason: "exists" };
    }
    await write(by, kind, { type: "set_cap", scope, target, cap: { amount, mode }, reason });
    return DONE;
  });
}

/** Lifts a limit, even that of somebody who has left. */
export async function liftLimit(
  by: By,
  cap: CapTarget,
): Promise<Done | { ok: false; reason: "unknown_target" }> {
  const { kind, scope, target } = cap;
  return inTurn(by, async (tx) => {
    if (!(await isLimited(tx, by.workspaceId, cap))) {
      return { ok: false, reason: "unknown_target" };
    }
    await write(by, kind, { type: "set_cap", scope, target, cap: null, reason: "Limit lifted" });
    return DONE;
  });
}

/**
 * What is refused because of the limits that there are is decided by one at a time: the next sees what the one before
 * has set. The ledger carries out whatever it is told.
 */
const inTurn = <T>({ workspaceId }: By, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inWorkspace(workspaceId, async (tx) => {
    await lockWorkspace(tx, workspaceId);
    return work(tx);
  });

const isLimited = async (
  tx: Tx,
  workspaceId: string,
  { kind, scope, target }: CapTarget,
): Promise<boolean> =>
  (await tx.creditCap.count({ where: { workspaceId, kind, scope, target } })) > 0;

/** The name of what can be limited; null for what cannot. */
async function nameOf(
  workspaceId: string,
  { kind, scope, target }: CapTarget,
): Promise<string | null> {
  const now = clock.now();
  if (scope === "operation") {
    const { rates } = await currentRateCard(now);
    return rates.find((one) => one.operation === target && one.kind === kind)?.label ?? null;
  }
  if (!isId(isApiKey({ scope, target }) ? apiKeyOf({ target }) : target)) return null;
  if (scope === "campaign") return (await campaignNames(workspaceId, [target])).get(target) ?? null;
  const [found] = await capNames(workspaceId, [{ scope, target }], now);
  return found && found.gone === null ? found.name : null;
}

type Change =
  | Omit<Extract<Command, { type: "set_cap" }>, "key" | "actor">
  | Omit<Extract<Command, { type: "set_threshold" }>, "key" | "actor">;

async function write({ workspaceId, userId }: By, kind: Kind, change: Change): Promise<void> {
  const actor = { type: "member", id: userId } as const;
  const answer = await post(workspaceId, kind, { ...change, actor, key: newId() });
  if (!answer.ok) throw new Error(`A limit was refused: ${answer.reason}`);
}
