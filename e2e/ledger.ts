import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Kind } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import type { CommandDraft } from "@/lib/credits/core/testing";
import type { Workspace } from "./fixtures";

/** Books through the ledger's own door, and answers the row's number. */
export async function book(workspace: Workspace, kind: Kind, draft: CommandDraft): Promise<number> {
  const [{ post }, { newId }] = await Promise.all([
    import("@/lib/credits/mutations/door"),
    import("@/lib/platform/ids"),
  ]);
  const by = { type: "member", id: workspace.owner.userId } as const;
  const command = { key: newId(), actor: by, reason: "Booked for a journey", ...draft } as Command;
  const answer = await post(workspace.id, kind, command);
  if (!answer.ok) throw new Error(`Not booked: ${answer.reason}`);
  return answer.seq;
}

/** A charge of some hundredths, with everything that a drawer explains. */
export const bookUse = (workspace: Workspace, subject: string, hundredths: number, more = {}) =>
  amountOf(hundredths).then((amount) =>
    book(workspace, "ai", {
      type: "charge",
      operation: "content_regeneration",
      subject,
      amount,
      quantity: 1,
      rateCardVersion: "2026-10-01",
      ...more,
    }),
  );

/** Credits that come in as one lot. */
export async function grantLot(
  workspace: Workspace,
  kind: Kind,
  label: string,
  hundredths: number,
  expiresAt: Date | null = null,
): Promise<number> {
  const { newId } = await import("@/lib/platform/ids");
  const amount = await amountOf(hundredths);
  const lot = { lotId: newId(), source: "grant", sourceId: null } as const;
  return book(workspace, kind, { type: "grant", ...lot, label, reason: label, amount, expiresAt });
}

/** A run of direct messages on the premium tier for a campaign: quoted, held, charged for each message at once, and done. */
export async function sendMessages(
  workspace: Workspace,
  { messages, each, campaignId }: { messages: number; each: number; campaignId: string },
): Promise<string> {
  const [{ startRun, finishRun }, { captureRun }, { quoteOperation }, { FIRST_RATE_CARD }] =
    await Promise.all([
      import("@/lib/credits/mutations/runs"),
      import("@/lib/credits/mutations/capture"),
      import("@/lib/credits/core/rate-card"),
      import("@/lib/credits/core/first-rate-card"),
    ]);
  const workspaceId = workspace.id;
  const operation = "dm_premium";
  const run = await startRun({
    workspaceId,
    actorId: workspace.owner.userId,
    operation,
    subject: `Café owners, ${messages} messages`,
    quote: quoteOperation(operation, { quantity: messages }, FIRST_RATE_CARD),
    progress: { done: 0, total: messages },
    campaignId,
  });
  if (!run.ok) throw new Error(`No run: ${run.reason}`);
  const { runId } = run;
  const items = Array.from({ length: messages }, (_, at) => ({
    label: `Message ${at + 1}`,
    note: "1,200 words in",
    amount: each,
  }));
  const inputs = { campaign: "Spring launch", tier: "Premium", items };
  const amount = await amountOf(messages * each);
  await captureRun({ workspaceId, runId, amount, key: "all", quantity: messages, inputs });
  await finishRun({ workspaceId, runId });
  return runId;
}

/** What the workspace used on each of the 14 days before today, without a row: its pace is that. */
export const recordDailyUse = (
  workspace: Workspace,
  kind: Kind,
  hundredths: number,
): Promise<void> =>
  asDatabaseOwner(
    `insert into usage_day_operation (workspace_id, kind, day, operation, used, charges)
     select $1, $2::credit_kind, $3::timestamptz::date - back, 'content_regeneration', $4, 1 from generate_series(1, 14) back`,
    [workspace.id, kind, new Date(), hundredths],
  );

export const amountOf = async (hundredths: number) =>
  (await import("@/lib/credits/core/amount")).credits(hundredths);

/**
 * A statement as the owner of the journeys' own database, past everything the product allows itself: to break what only
 * a fault could break.
 */
export async function asDatabaseOwner(text: string, values: unknown[]): Promise<void> {
  const data = process.env.E2E_DATA ?? process.env.DATA_DIR ?? ".data/e2e";
  const secrets = join(data, "secrets.json");
  const { ownerPassword } = JSON.parse(readFileSync(secrets, "utf8")) as { ownerPassword: string };
  const owner = new URL(process.env.DATABASE_URL ?? "");
  owner.username = "postgres";
  owner.password = ownerPassword;
  const client = new pg.Client({ connectionString: owner.href });
  await client.connect();
  try {
    await client.query(text, values);
  } finally {
    await client.end();
  }
}
