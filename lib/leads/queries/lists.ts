import type { LeadRow, ListSummary } from "@/lib/leads/types";
import { inWorkspace, pool } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";

type SummaryRow = { id: string; name: string; created_at: Date; leads: bigint };

/** The workspace's lists with how many leads each holds, newest first; those whose name has `search` in it. */
export async function listLists(workspaceId: string, search = ""): Promise<ListSummary[]> {
  const like = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<SummaryRow[]>`
      select l.id, l.name, l.created_at, coalesce(e.leads, 0) as leads
        from lead_list l
        left join (select list_id, count(*) as leads from lead_list_entry
                    where workspace_id = ${workspaceId}::uuid group by list_id) e on e.list_id = l.id
       where l.workspace_id = ${workspaceId}::uuid and l.name ilike ${like}
       order by l.created_at desc, l.id desc
       limit 500`,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    leads: Number(row.leads),
    createdAt: row.created_at.toISOString(),
  }));
}

/** One list with its count, or null. */
export async function findList(workspaceId: string, id: string): Promise<ListSummary | null> {
  return inWorkspace(workspaceId, async (tx) => {
    const found = await tx.leadList.findFirst({ where: { workspaceId, id } });
    if (!found) return null;
    const leads = await tx.leadListEntry.count({ where: { workspaceId, listId: id } });
    return { id, name: found.name, leads, createdAt: found.createdAt.toISOString() };
  });
}

/** Where a page of leads ends; the next one begins after it. */
export type LeadCursor = { addedAt: Date; id: string };

/** Leads on a list, the newest first, a page at a time; those whose username or name has `search` in it. */
export async function listLeads(
  workspaceId: string,
  listId: string,
  page: { search: string; after: LeadCursor | null; size: number },
): Promise<{ leads: LeadRow[]; next: LeadCursor | null }> {
  const like = `%${page.search.replace(/^@/, "").replace(/[\\%_]/g, "\\$&")}%`;
  const after = page.after
    ? Prisma.sql`and (e.added_at, e.lead_id) < (${page.after.addedAt}::timestamptz, ${page.after.id}::uuid)`
    : Prisma.empty;
  const matching = page.search
    ? Prisma.sql`and (l.username ilike ${like} or l.name ilike ${like})`
    : Prisma.empty;
  const rows = await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<DatabaseLead[]>`
      select l.id, l.username, l.name, l.bio, l.location, l.website, l.followers, l.following, e.added_at
        from lead_list_entry e
        join lead l on l.workspace_id = e.workspace_id and l.id = e.lead_id
       where e.workspace_id = ${workspaceId}::uuid and e.list_id = ${listId}::uuid ${after} ${matching}
       order by e.added_at desc, e.lead_id desc
       limit ${page.size + 1}`,
  );
  const shown = rows.slice(0, page.size);
  const last = rows.length > page.size ? shown.at(-1) : undefined;
  return {
    leads: shown.map(leadOf),
    next: last ? { addedAt: last.added_at, id: last.id } : null,
  };
}

type DatabaseLead = {
  id: string;
  username: string;
  name: string | null;
  bio: string | null;
  location: string | null;
  website: string | null;
  followers: bigint | string | null;
  following: bigint | string | null;
  added_at: Date;
};

const leadOf = (row: DatabaseLead): LeadRow => ({
  id: row.id,
  username: row.username,
  name: row.name,
  bio: row.bio,
  location: row.location,
  website: row.website,
  followers: row.followers === null ? null : Number(row.followers),
  following: row.following === null ? null : Number(row.following),
  addedAt: row.added_at.toISOString(),
});

const PORTION = 2_000;

/** Every lead of a list, oldest first, read in portions: a million leads take no more memory than two thousand. */
export async function* readList(workspaceId: string, listId: string): AsyncGenerator<LeadRow[]> {
  let after: { added_at: Date; id: string } | null = null;
  for (;;) {
    const rows: DatabaseLead[] = await portion(workspaceId, listId, after);
    if (rows.length > 0) yield rows.map(leadOf);
    const last = rows.at(-1);
    if (!last || rows.length < PORTION) return;
    after = last;
  }
}

async function portion(
  workspaceId: string,
  listId: string,
  after: { added_at: Date; id: string } | null,
): Promise<DatabaseLead[]> {
  const client = await pool("stream").connect();
  try {
    await client.query("begin read only");
    await client.query("select set_config('app.workspace_id', $1, true)", [workspaceId]);
    const { rows } = await client.query<DatabaseLead>(
      `select l.id, l.username, l.name, l.bio, l.location, l.website, l.followers, l.following, e.added_at
         from lead_list_entry e
         join lead l on l.workspace_id = e.workspace_id and l.id = e.lead_id
        where e.workspace_id = $1 and e.list_id = $2
          and (e.added_at, e.lead_id) > ($3::timestamptz, $4::uuid)
        order by e.added_at, e.lead_id
        limit ${PORTION}`,
      [
        workspaceId,
        listId,
        after?.added_at ?? "-infinity",
        after?.id ?? "00000000-0000-0000-0000-000000000000",
      ],
    );
    await client.query("commit");
    client.release();
    return rows;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
