import { KINDS, type Kind } from "@/lib/credits/core/amount";
import { inWorkspace, type Tx } from "@/lib/platform/db";

export type CampaignName = { id: string; name: string };

type Row = { id: string; inputs: unknown; subject: string | null; at: Date };

/** The campaigns that credits of either kind were used for, the latest first: all of them, or the first few. */
export async function campaignsOf(
  workspaceId: string,
  { first }: { first?: number } = {},
): Promise<CampaignName[]> {
  const rows = await inWorkspace(workspaceId, async (tx) => {
    const found: Row[] = [];
    for (const kind of KINDS)
      found.push(...(await latestOf(tx, { workspaceId, kind, first: first ?? null })));
    return found;
  });
  return [...named(rows)].slice(0, first).map(([id, name]) => ({ id, name }));
}

/** The names of these campaigns, by id. A campaign that has used nothing has none. */
export const campaignNames = (
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> =>
  inWorkspace(workspaceId, (tx) => campaignNamesIn(tx, workspaceId, ids));

/** The same in a transaction that has been begun. Each by the name that its latest charge of either kind has for it. */
export async function campaignNamesIn(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<Row[]>`
    select asked.id, latest.inputs, latest.subject, latest.at
    from unnest(${[...ids]}::uuid[]) as asked (id)
    cross join unnest(enum_range(null::credit_kind)) as kinds (kind)
    cross join lateral (
      select inputs, subject, at from credit_history
      where workspace_id = ${workspaceId}::uuid and kind = kinds.kind and campaign_id = asked.id
        and type = 'charge' and type not in ('hold', 'release', 'limit')
      order by seq desc limit 1
    ) latest`;
  return named(rows);
}

/** The latest charge of each campaign, for one kind. Skips from one campaign to the next on their index. */
const latestOf = (
  tx: Tx,
  { workspaceId, kind, first }: { workspaceId: string; kind: Kind; first: number | null },
) => tx.$queryRaw<Row[]>`
  with recursive campaign as (
    (select campaign_id from credit_history
      where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind and campaign_id is not null
        and type not in ('hold', 'release', 'limit')
      order by campaign_id limit 1)
    union all
    select (select campaign_id from credit_history
      where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
        and campaign_id > campaign.campaign_id
        and campaign_id is not null and type not in ('hold', 'release', 'limit')
      order by campaign_id limit 1)
    from campaign where campaign.campaign_id is not null
  )
  select campaign.campaign_id as id, latest.inputs, latest.subject, latest.at from campaign
  cross join lateral (
    select inputs, subject, at from credit_history
    where workspace_id = ${workspaceId}::uuid and kind = ${kind}::credit_kind
      and campaign_id = campaign.campaign_id and type = 'charge' and type not in ('hold', 'release', 'limit')
    order by seq desc limit 1
  ) latest
  where campaign.campaign_id is not null
  order by latest.at desc limit ${first}::bigint`;

/** By id, the latest first, each with the name it had last. */
function named(rows: readonly Row[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const row of rows.toSorted((a, b) => b.at.getTime() - a.at.getTime())) {
    if (!names.has(row.id)) names.set(row.id, campaignName(row.inputs, row.subject));
  }
  return names;
}

/** A campaign's name as its entries give it: in the inputs or, if it is not there, by what the charge was for. */
export function campaignName(inputs: unknown, subject: string | null): string {
  const own = (inputs as { campaign?: unknown } | null)?.campaign;
  return typeof own === "string" ? own : (subject?.split(",")[0] ?? "Campaign");
}
