import { createHash } from "node:crypto";
import pg from "pg";
import { env } from "@/lib/platform/env";

/** An id derived from a name, so that every process of the bench means the same one. */
export function idOf(name: string): string {
  const hex = createHash("md5").update(name).digest("hex");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

export const HOT = idOf("workspace hot");
export const spreadWorkspace = (number: number): string => idOf(`workspace ${number}`);

/** Works as the owner of the tables: to make what the bench needs, and to look everywhere. */
export async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes workspaces with these ids. */
export const makeWorkspaces = (ids: readonly string[]): Promise<unknown> =>
  asOwner((client) =>
    client.query(
      "insert into workspace (id, slug, name) select id, id, id from unnest($1::uuid[]) id on conflict do nothing",
      [ids],
    ),
  );

/** The number of a workspace's newest AI entry, which is how many it has. */
export const newestOf = (workspaceId: string): Promise<number> =>
  asOwner(async (client) => {
    const { rows } = await client.query<{ seq: string }>(
      "select seq from credit_account where workspace_id = $1 and kind = 'ai'",
      [workspaceId],
    );
    return Number(rows[0]?.seq ?? 0);
  });
