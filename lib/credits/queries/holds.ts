import { type Credits, credits, type Kind } from "@/lib/credits/core/amount";
import { inWorkspace } from "@/lib/platform/db";

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
 * The hold with this id at `now`, or null when this workspace's programs made none. A hold of a run is the run's:
 * nothing but the run may settle it. The row that opened a hold bears the very time of the hold.
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
      join credit_entry opened on opened.workspace_id = hold.workspace_id and opened.kind = hold.kind
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
