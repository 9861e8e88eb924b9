import { inWorkspace } from "@/lib/platform/db";
import type { Choice } from "../types";
import { campaignName } from "./entry";

/** Everybody whose name can be in the history: members, and those who left. */
export function findPeople(workspaceId: string): Promise<Choice[]> {
  return inWorkspace(workspaceId, async (tx) => {
    const members = await tx.member.findMany({
      where: { workspaceId },
      orderBy: [{ name: "asc" }],
      select: { userId: true, name: true, removedAt: true },
    });
    return members
      .toSorted((a, b) => Number(Boolean(a.removedAt)) - Number(Boolean(b.removedAt)))
      .map((member) => ({
        id: member.userId,
        name: member.name,
        removed: member.removedAt !== null,
      }));
  });
}

/** The workspace's API keys, revoked ones too: the history names them. */
export function findPrograms(workspaceId: string): Promise<Choice[]> {
  return inWorkspace(workspaceId, async (tx) => {
    const keys = await tx.apiKey.findMany({
      where: { workspaceId },
      orderBy: [{ name: "asc" }],
      select: { id: true, name: true, revokedAt: true },
    });
    return keys.map(({ id, name, revokedAt }) => ({
      id,
      name: `API key ${name}`,
      removed: revokedAt !== null,
    }));
  });
}

const MOST_CAMPAIGNS = 50;

/** The campaigns that credits were used for, the latest first. A skip from one to the next on their index. */
export function findCampaigns(workspaceId: string): Promise<Choice[]> {
  return inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.$queryRaw<{ id: string; inputs: unknown; subject: string | null }[]>`
      with recursive campaign as (
        (select campaign_id from credit_history
          where workspace_id = ${workspaceId}::uuid and kind = 'ai' and campaign_id is not null
            and type not in ('hold', 'release', 'limit')
          order by campaign_id limit 1)
        union all
        select (select campaign_id from credit_history
          where workspace_id = ${workspaceId}::uuid and kind = 'ai' and campaign_id > campaign.campaign_id
            and campaign_id is not null and type not in ('hold', 'release', 'limit')
          order by campaign_id limit 1)
        from campaign where campaign.campaign_id is not null
      )
      select campaign.campaign_id as id, latest.inputs, latest.subject from campaign
      cross join lateral (
        select inputs, subject, at from credit_history
        where workspace_id = ${workspaceId}::uuid and kind = 'ai'
          and campaign_id = campaign.campaign_id and type = 'charge' and type not in ('hold', 'release', 'limit')
        order by seq desc limit 1
      ) latest
      where campaign.campaign_id is not null
      order by latest.at desc limit ${MOST_CAMPAIGNS}`;
    return rows.map((row) => ({ id: row.id, name: campaignName(row.inputs, row.subject) }));
  });
}
