import pg from "pg";
import { credits, type Kind } from "@/lib/credits/core/amount";
import type { Command, LotSource, Provenance } from "@/lib/credits/core/command";
import type { Entry } from "@/lib/credits/core/entry";
import { createDoor, type Door } from "@/lib/credits/mutations/door";
import { entryPage } from "@/lib/credits/queries/stored";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, pool } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";

export const by: Provenance = { actor: { type: "system" }, reason: "test" };

type Said<T> = T extends Command ? Omit<T, keyof Provenance | "key"> & Partial<Command> : never;

/** A command with a key of its own. */
export const command = (said: Said<Command>): Command =>
  ({ ...by, key: newId(), ...said }) as Command;

export const charge = (hundredths: number, over: Partial<Command> = {}): Command =>
  ({ ...command({ type: "charge", amount: credits(hundredths) }), ...over }) as Command;

export const grant = (
  hundredths: number,
  over: { expiresAt?: Date | null; sourceId?: string | null; source?: LotSource } = {},
): Command =>
  command({
    type: "grant",
    lotId: newId(),
    source: over.source ?? "grant",
    sourceId: over.sourceId ?? null,
    label: "A lot",
    amount: credits(hundredths),
    expiresAt: over.expiresAt ?? null,
  });

/** A door with nothing in its memory: another server, as far as the database can tell. */
export const anotherDoor = (now: () => Date = clock.now): Door =>
  createDoor({ pool: () => pool("ledger"), now });

/** Another that sees as little of an account at first as can be. */
export const narrowDoor = (now: () => Date): Door =>
  createDoor({ pool: () => pool("ledger"), now, window: { lots: 1, holds: 1 } });

export async function newWorkspace(timeZone = "UTC"): Promise<string> {
  const id = newId();
  await inWorkspace(id, (tx) =>
    tx.workspace.create({ data: { id, slug: id, name: id, timeZone } }),
  );
  return id;
}

/** Throws, naming the difference, unless the account is what its entries say. */
export async function mustVerify(workspaceId: string, kind: Kind = "ai"): Promise<number> {
  const verified = await verifyLedger(workspaceId, kind);
  if (!verified.ok) throw new Error(verified.difference);
  return verified.entries;
}

/** Every entry of an account, in order, as it is stored. */
export async function entriesIn(workspaceId: string, kind: Kind = "ai"): Promise<Entry[]> {
  const client = await pool("stream").connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.workspace_id', $1, true)", [workspaceId]);
    const all = { after: 0, upto: Number.MAX_SAFE_INTEGER, limit: Number.MAX_SAFE_INTEGER };
    return await entryPage(client, { workspaceId, kind }, all);
  } finally {
    // Cut, not returned: its transaction ends with it.
    client.release(true);
  }
}

/** As the owner of the tables: to look at what the product may not, and to break what nobody may. */
export async function asOwner<T extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  // Cut between two statements, a connection says so by an event; the next statement fails.
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** How many wait for a lock that somebody else holds. */
export const lockedOut = async (): Promise<number> =>
  (
    await asOwner(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )
  ).length;
