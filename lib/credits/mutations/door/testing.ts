import pg from "pg";
import { credits, type Kind } from "@/lib/credits/core/amount";
import type { Accepted, Command, LotSource, Provenance } from "@/lib/credits/core/command";
import type { Entry } from "@/lib/credits/core/entry";
import type { CommandDraft } from "@/lib/credits/core/testing";
import { createDoor, type Door, post } from "@/lib/credits/mutations/door";
import { entryPage } from "@/lib/credits/queries/stored";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, pool } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";

export const by: Provenance = { actor: { type: "system" }, reason: "test" };

/** A command with a key of its own. */
export const command = (draft: CommandDraft): Command =>
  ({ ...by, key: newId(), ...draft }) as Command;

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

/** Posts a command; a refusal fails the test. */
export async function mustPost(
  workspaceId: string,
  command: Command,
  kind: Kind = "ai",
): Promise<Accepted> {
  const answer = await post(workspaceId, kind, command);
  if (!answer.ok) throw new Error(answer.reason);
  return answer;
}

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

const START = Date.parse("2026-11-20T10:00:00Z");

/** The instant so many hours after START. */
export const atHour = (hours: number): Date => new Date(START + hours * 3_600_000);

/** A new workspace, and a function that posts a command on its AI credits at a given hour; a refusal fails the test. */
export async function hourlyAccount() {
  const workspaceId = await newWorkspace();
  let now = atHour(0);
  const door = anotherDoor(() => now);
  const post = async (hour: number, command: Command): Promise<void> => {
    now = atHour(hour);
    const answer = await door.post(workspaceId, "ai", command);
    if (!answer.ok) throw new Error(answer.reason);
  };
  return { workspaceId, post };
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

/** Has something else happen meanwhile, until it is done or waits for a lock. Returns its end. */
export async function beside<T>(act: () => Promise<T>): Promise<{ end: Promise<T> }> {
  let over = false;
  const end = act().finally(() => {
    over = true;
  });
  // Each look is a connection of its own, so this leaves time for what it looks at.
  while (!over && (await lockedOut()) === 0);
  return { end };
}
