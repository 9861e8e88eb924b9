import type { Credits, Kind } from "@/lib/credits/core/amount";
import type { Actor, Answer } from "@/lib/credits/core/command";
import { creditsArrived } from "@/lib/credits/mutations/arrivals";
import { post } from "@/lib/credits/mutations/door";

type Adjustment = {
  workspaceId: string;
  kind: Kind;
  amount: Credits;
  /** Shown in the history. */
  reason: string;
  /** The same key adjusts once, however often this is called. */
  key: string;
  /** The actor in the history. By default, the installation. */
  actor?: Actor;
};

const INSTALLATION: Actor = { type: "system" };

/**
 * Grants credits without a purchase, as a promotion or a compensation. They expire at `expiresAt`, or never. Runs that were
 * waiting for credits continue.
 */
export async function grantCredits(
  grant: Adjustment & { lotId: string; expiresAt: Date | null },
): Promise<Answer> {
  const { workspaceId, kind, actor = INSTALLATION, ...adjustment } = grant;
  const answer = await post(workspaceId, kind, {
    ...adjustment,
    actor,
    type: "grant",
    source: "grant",
    sourceId: null,
    label: adjustment.reason,
  });
  if (answer.ok) await creditsArrived({ workspaceId, kind, continueRunId: null });
  return answer;
}

/** Takes credits away: all of `amount`, or none. Refuses more than is available. */
export const takeCredits = ({
  workspaceId,
  kind,
  actor = INSTALLATION,
  ...adjustment
}: Adjustment): Promise<Answer> =>
  post(workspaceId, kind, { ...adjustment, actor, type: "adjust" });
