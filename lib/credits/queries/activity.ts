import type { Run } from "@/lib/credits/core/run";
import { programHolds } from "@/lib/credits/queries/holds";
import { runsById } from "@/lib/credits/queries/runs";
import { type ActivitySearch, statesOfFilter } from "@/lib/credits/schema";
import type { ProgramHold } from "@/lib/credits/types";
import { apiKeysOf } from "@/lib/identity/queries/api-keys";
import { membersOf } from "@/lib/identity/queries/members";
import { inWorkspace, readTogether, type Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";

export type ActivityItem = { source: "run"; run: Run } | { source: "program"; hold: ProgramHold };

/** The last row of a page: the next page begins after it. `at` in microseconds since 1970. */
export type ActivityCursor = { at: bigint; id: string };

export type ActivityPage = { items: ActivityItem[]; next: ActivityCursor | null };

type Wanted = Pick<ActivitySearch, "state" | "op" | "by">;
type Key = { source: ActivityItem["source"]; id: string; at: bigint };

/**
 * Everything that was set to work with the workspace's credits, newest first, a page at a time: runs, and the holds that
 * programs made through the API. Keys first, on one index each; then the rows of exactly those keys.
 */
export const listActivity = (
  workspaceId: string,
  wanted: Wanted,
  page: { after: ActivityCursor | null; size: number },
  now: Date,
): Promise<ActivityPage> =>
  inWorkspace(workspaceId, async (tx) => {
    const keys = await pageKeys(tx, workspaceId, wanted, page, now);
    const shown = keys.slice(0, page.size);
    const last = keys.length > page.size ? shown.at(-1) : undefined;
    const ids = (source: Key["source"]) =>
      shown.filter((key) => key.source === source).map(({ id }) => id);
    const runs = await runsById(tx, workspaceId, ids("run"), now);
    const holds = await programHolds(tx, workspaceId, ids("program"), now);
    return {
      items: shown.flatMap(({ source, id }): ActivityItem[] => {
        const run = runs.get(id);
        const hold = holds.get(id);
        if (source === "run") return run ? [{ source, run }] : [];
        return hold ? [{ source, hold }] : [];
      }),
      next: last ? { at: last.at, id: last.id } : null,
    };
  });

/** A page of it, with everybody and every program that could be behind it, at one instant. */
export const findActivityView = (
  workspaceId: string,
  wanted: Wanted,
  cut: { after: ActivityCursor | null; size: number },
  now: Date,
) =>
  readTogether(workspaceId, async () => {
    const [page, members, keys] = await Promise.all([
      listActivity(workspaceId, wanted, cut, now),
      membersOf(workspaceId),
      apiKeysOf(workspaceId, now),
    ]);
    return { page, members, keys };
  });

async function pageKeys(
  tx: Tx,
  workspaceId: string,
  wanted: Wanted,
  { after, size }: { after: ActivityCursor | null; size: number },
  now: Date,
): Promise<Key[]> {
  const more = Prisma.sql`${sameFor(wanted)} ${beyond(after)}
    order by created_at desc, id desc limit ${size + 1}`;
  const found = [
    Prisma.sql`(select 'run' as source, id, created_at from operation_run
      where workspace_id = ${workspaceId}::uuid ${runStates(wanted.state)} ${more})`,
  ];
  const held = holdStates(wanted.state, now);
  if (held) {
    found.push(Prisma.sql`(select 'program' as source, id, created_at from credit_hold
      where workspace_id = ${workspaceId}::uuid and actor_type = 'api_key' ${held} ${more})`);
  }
  return tx.$queryRaw<Key[]>`
    select source, id, (extract(epoch from created_at) * 1000000)::bigint as at
    from (${Prisma.join(found, " union all ")}) found
    order by created_at desc, id desc limit ${size + 1}`;
}

/** Runs and holds name their operation and who made them alike. */
function sameFor({ op, by }: Wanted): Prisma.Sql {
  return Prisma.sql`${op ? Prisma.sql`and operation = ${op}` : Prisma.empty}
    ${by ? Prisma.sql`and actor_id = ${by}::uuid` : Prisma.empty}`;
}

const beyond = (after: ActivityCursor | null): Prisma.Sql =>
  after
    ? Prisma.sql`and (created_at, id)
        < (timestamptz 'epoch' + ${after.at}::bigint * interval '1 microsecond', ${after.id}::uuid)`
    : Prisma.empty;

function runStates(filter: Wanted["state"]): Prisma.Sql {
  const states = statesOfFilter[filter];
  return states ? Prisma.sql`and state in (${Prisma.join([...states])})` : Prisma.empty;
}

/** Which holds a filter of states shows; null for none: a program's hold neither waits nor fails. */
function holdStates(filter: Wanted["state"], now: Date): Prisma.Sql | null {
  const open = Prisma.sql`state = 'open' and lapses_at > ${now}`;
  switch (filter) {
    case "all":
      return Prisma.empty;
    case "active":
      return Prisma.sql`and ${open}`;
    case "done":
      return Prisma.sql`and captured > 0 and not (${open})`;
    case "stopped":
      return Prisma.sql`and captured = 0 and not (${open})`;
    default:
      return null;
  }
}
