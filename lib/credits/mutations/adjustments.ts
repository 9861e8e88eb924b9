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
  /** The same key adjusts once, however often it is asked for. */
  key: string;
  /** Who answers for it, as the history says. Without a name: whoever runs the installation. */
  actor?: Actor;
};

const INSTALLATION: Actor = { type: "system" };

/**
 * Gives credits without a purchase: promotional ones, or to make something good. They expire at `expiresAt`, or
 * never. Runs that waited for credits go on.
 */
export async function grantCredits(
  grant: Adjustment & { lotId: string; expiresAt: Date | null },
): Promise<Answer> {
  const { workspaceId, kind, actor = INSTALLATION, ...said } = grant;
  const answer = await post(workspaceId, kind, {
    ...said,
    actor,
    type: "grant",
    source: "grant",
    sourceId: null,
    label: said.reason,
  });
  if (answer.ok) await creditsArrived({ workspaceId, kind, continueRunId: null });
  return answer;
}

/** Takes credits away, all of `amount` or nothing: refuses more than is available. */
export const takeCredits = ({
  workspaceId,
  kind,
  actor = INSTALLATION,
  ...said
}: Adjustment): Promise<Answer> => post(workspaceId, kind, { ...said, actor, type: "adjust" });
