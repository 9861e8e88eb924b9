import type { Workspace } from "./fixtures";

type Use = {
  amount: number;
  by?: string;
  operation?: string;
  campaign?: { id: string; name: string };
};

/** Charges as the product books them, one after the other. */
export async function use(workspace: Workspace, uses: readonly Use[]): Promise<void> {
  const [{ post }, { credits }, { newId }] = await Promise.all([
    import("@/lib/credits/mutations/door"),
    import("@/lib/credits/core/amount"),
    import("@/lib/platform/ids"),
  ]);
  for (const { amount, by, operation = "content_generation", campaign } of uses) {
    const answer = await post(workspace.id, "ai", {
      type: "charge",
      key: `journey:${newId()}`,
      actor:
        by === "system" ? { type: "system" } : { type: "member", id: by ?? workspace.owner.userId },
      reason: "Journey",
      subject: campaign?.name ?? "A journey",
      operation,
      amount: credits(amount),
      ...(campaign ? { campaignId: campaign.id, inputs: { campaign: campaign.name } } : {}),
    });
    if (!answer.ok) throw new Error(answer.reason);
  }
}

export const aCampaign = async (name: string) => ({
  id: (await import("@/lib/platform/ids")).newId(),
  name,
});
