import { amountText } from "@/lib/api/core/amount-text";
import type { EntriesAnswer } from "@/lib/api/schema/answers";
import type { EntriesQuery } from "@/lib/api/schema/requests";
import type { Call, Reply } from "@/lib/api/types";
import { entryId } from "@/lib/credits/core/balance";
import { findWorkspace } from "@/lib/identity/queries/workspaces";
import { NO_FILTERS } from "@/lib/usage/core/filters";
import { findEntries } from "@/lib/usage/queries/entries";
import { parseEntryId } from "@/lib/usage/schema";

type Row = Awaited<ReturnType<typeof findEntries>>["rows"][number];

/** A page of the workspace's history, the newest first. */
export async function listEntries({
  caller,
  query,
}: Call<unknown, EntriesQuery>): Promise<Reply<EntriesAnswer>> {
  const { timeZone } = await findWorkspace(caller.workspaceId);
  const { rows, hasMore } = await findEntries({
    workspaceId: caller.workspaceId,
    timeZone,
    filters: {
      ...NO_FILTERS,
      kind: query.kind ?? null,
      op: query.operation ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
    },
    before: query.cursor ? parseEntryId(query.cursor) : null,
    size: query.limit,
  });
  const data = rows.map(view);
  return {
    ok: true,
    answer: {
      object: "list",
      data,
      has_more: hasMore,
      next_cursor: hasMore ? (data.at(-1)?.id ?? null) : null,
    },
  };
}

const view = ({ entry, actor }: Row): EntriesAnswer["data"][number] => ({
  object: "entry",
  id: entryId(entry.kind, Number(entry.seq)),
  kind: entry.kind,
  type: entry.type,
  operation: entry.operation,
  subject: entry.subject,
  reason: entry.reason,
  amount: amountText(Number(entry.amount)),
  balance_after: amountText(Number(entry.currentAfter)),
  actor: { type: entry.actorType, id: entry.actorId, name: actor.name },
  campaign_id: entry.campaignId,
  run_id: entry.runId,
  hold_id: entry.holdId,
  quantity: entry.quantity === null ? null : Number(entry.quantity),
  inputs: entry.inputs,
  rate_card_version: entry.rateCardVersion,
  quoted_max: entry.quotedMax === null ? null : amountText(Number(entry.quotedMax)),
  corrects: entry.corrects === null ? null : entryId(entry.kind, Number(entry.corrects)),
  created_at: entry.at.toISOString(),
});
