import { campaignNamesIn } from "@/lib/credits/queries/campaigns";
import type { Tx } from "@/lib/platform/db";
import { operationLabel } from "@/lib/usage/core/operations";
import { actorId, isPerson } from "@/lib/usage/core/team/actors";
import type { Grouping } from "@/lib/usage/core/team/view";
import type { Choice } from "@/lib/usage/types";

export type Names = {
  /** Everybody of the workspace, also those who left. */
  members: Choice[];
  keys: Choice[];
  /** By id. One that has used nothing of either kind has none. */
  campaigns: Map<string, string>;
};

/** The names of members, programs and of some campaigns. An empty id is none. */
export async function findNames(
  tx: Tx,
  workspaceId: string,
  campaignIds: readonly string[],
): Promise<Names> {
  const members = await tx.member.findMany({
    where: { workspaceId },
    orderBy: [{ name: "asc" }],
    select: { userId: true, name: true, removedAt: true },
  });
  const keys = await tx.apiKey.findMany({
    where: { workspaceId },
    orderBy: [{ name: "asc" }],
    select: { id: true, name: true, revokedAt: true },
  });
  return {
    members: members.map(({ userId, name, removedAt }) => ({
      id: userId,
      name,
      removed: removedAt !== null,
    })),
    keys: keys.map(({ id, name, revokedAt }) => ({
      id,
      name: `API key ${name}`,
      removed: revokedAt !== null,
    })),
    campaigns: await campaignNamesIn(tx, workspaceId, [...new Set(campaignIds)].filter(Boolean)),
  };
}

/** What an operation, an actor or a campaign of the rollups is called on the screen. Never empty. */
export function labelOf(name: string, grouping: Grouping, names: Names): string {
  if (grouping === "operation") return name === "" ? "Other charges" : operationLabel(name);
  if (grouping === "campaign")
    return name === "" ? "No campaign" : (names.campaigns.get(name) ?? "Campaign");
  if (name === "system") return "Scheduled runs";
  const id = actorId(name);
  if (isPerson(name)) return names.members.find((one) => one.id === id)?.name ?? "Former member";
  return names.keys.find((one) => one.id === id)?.name ?? "API key";
}
