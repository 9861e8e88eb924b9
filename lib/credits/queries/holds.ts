import { type Credits, credits, KINDS, type Kind } from "@/lib/credits/core/amount";
import { entryId } from "@/lib/credits/core/balance";
import type { HoldEntry, ProgramHold } from "@/lib/credits/types";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";

/** A hold made through the API, as it is at one instant. */
export type ApiHold = {
  id: string;
  kind: Kind;
  operation: string | null;
  subject: string | null;
  amount: Credits;
  captured: Credits;
  released: Credits;
  remaining: Credits;
  state: "open" | "settled" | "lapsed";
  rateCardVersion: string | null;
  createdAt: Date;
  lapsesAt: Date;
};

type Row = {
  id: string;
  kind: Kind;
  operation: string | null;
  subject: string | null;
  amount: bigint;
  captured: bigint;
  state: ApiHold["state"];
  rateCardVersion: string | null;
  createdAt: Date;
  lapsesAt: Date;
};

/**
 * The hold with this id at `now`, or null if this workspace's programs made none. A run's hold is not found, because
 * only the run may settle it. The row that opened a hold has exactly the hold's time.
 */
export async function findApiHold(
  workspaceId: string,
  holdId: string,
  now: Date,
): Promise<ApiHold | null> {
  const [row] = await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<Row[]>`
      select hold.id, hold.kind::text as kind, hold.operation, hold.subject, hold.amount, hold.captured, hold.state,
        opened.rate_card_version as "rateCardVersion", hold.created_at as "createdAt", hold.lapses_at as "lapsesAt"
      from credit_hold hold
      join credit_history opened on opened.workspace_id = hold.workspace_id and opened.kind = hold.kind
        and opened.at = hold.created_at and opened.hold_id = hold.id
      where hold.workspace_id = ${workspaceId}::uuid and hold.kind in ('ai', 'lead') and hold.id = ${holdId}::uuid
        and hold.actor_type = 'api_key'`,
  );
  return row ? asOf(row, now) : null;
}

/** By the clock: a hold past its lapse has lapsed, whether or not a row says so. */
function asOf(row: Row, now: Date): ApiHold {
  const state = row.state === "open" && row.lapsesAt <= now ? "lapsed" : row.state;
  const amount = Number(row.amount);
  const captured = Number(row.captured);
  const left = amount - captured;
  return {
    ...row,
    state,
    amount: credits(amount),
    captured: credits(captured),
    released: credits(state === "open" ? 0 : left),
    remaining: credits(state === "open" ? left : 0),
  };
}

/** Those of the holds with these ids that the workspace's programs made, by id, as they are at `now`. */
export async function programHolds(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, ProgramHold>> {
  if (ids.length === 0) return new Map();
  const found = await tx.creditHold.findMany({
    where: { workspaceId, kind: { in: [...KINDS] }, id: { in: [...ids] }, actorType: "api_key" },
  });
  return new Map(
    found.map((hold) => {
      const state = hold.state === "open" && hold.lapsesAt <= now ? "lapsed" : hold.state;
      const left = Number(hold.amount - hold.captured);
      return [
        hold.id,
        {
          id: hold.id,
          kind: hold.kind,
          operation: hold.operation,
          subject: hold.subject,
          amount: credits(Number(hold.amount)),
          held: credits(state === "open" ? left : 0),
          charged: credits(Number(hold.captured)),
          returned: credits(state === "open" ? 0 : left),
          state: state as ProgramHold["state"],
          keyId: hold.actorId ?? "",
          campaignId: hold.campaignId,
          createdAt: hold.createdAt.toISOString(),
          lapsesAt: hold.lapsesAt.toISOString(),
        },
      ];
    }),
  );
}

/** One hold that a program of the workspace made, with what was charged to it until that instant; or null. */
export const findProgramHold = (
  workspaceId: string,
  id: string,
  now: Date,
): Promise<{ hold: ProgramHold; captures: HoldEntry[] } | null> =>
  inWorkspace(
    workspaceId,
    async (tx) => {
      const hold = (await programHolds(tx, workspaceId, [id], now)).get(id);
      return hold ? { hold, captures: await capturesOf(tx, workspaceId, hold) } : null;
    },
    { snapshot: true },
  );

type EntryRow = { kind: Kind; seq: bigint; amount: bigint; at: Date };
const MOST_CAPTURES = 200;

/**
 * What was charged to a program's hold, the oldest first. Only programs capture such holds, and only while they are
 * open, so this reads the charges of the workspace's programs in that time, on the index of actors.
 */
async function capturesOf(tx: Tx, workspaceId: string, hold: ProgramHold): Promise<HoldEntry[]> {
  const within = Prisma.sql`workspace_id = ${workspaceId}::uuid and kind = ${hold.kind}::credit_kind`;
  const rows = await tx.$queryRaw<EntryRow[]>`
    select kind::text as kind, seq, amount, at from credit_history
    where ${within} and type = 'charge' and hold_id = ${hold.id}::uuid
      and actor_id in (select id from api_key where workspace_id = ${workspaceId}::uuid)
      and seq >= (select seq from credit_history where ${within} and at >= ${new Date(hold.createdAt)}
        order by at limit 1)
      and seq <= (select seq from credit_history where ${within} and at <= ${new Date(hold.lapsesAt)}
        order by at desc limit 1)
    order by seq limit ${MOST_CAPTURES}`;
  return rows.map(({ kind, seq, amount, at }) => ({
    id: entryId(kind, Number(seq)),
    amount: Number(amount),
    at: at.toISOString(),
  }));
}
