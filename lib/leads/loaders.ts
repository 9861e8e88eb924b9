import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { z } from "zod";
import { quoteOperation } from "@/lib/credits/core/rate-card";
import { currentRateCard } from "@/lib/credits/queries/rate-card";
import { requireMember, requirePermission } from "@/lib/identity/gates";
import { whoCan } from "@/lib/identity/queries/members";
import { importStatus } from "@/lib/leads/queries/import-status";
import { findImport, findImportOfRun, listOpenImports } from "@/lib/leads/queries/imports";
import { findList, listLeads, listLists } from "@/lib/leads/queries/lists";
import { sourcingSwitches } from "@/lib/leads/queries/sourcing";
import { recentSourcing } from "@/lib/leads/queries/sourcing/requests";
import type { importSearchSchema, listSearchSchema } from "@/lib/leads/schema";
import type { SourcingPage } from "@/lib/leads/types";
import { clock } from "@/lib/platform/clock";

const LEADS_A_PAGE = 50;
const REQUESTS_SHOWN = 10;
const SWITCHES_SHOWN = 5;

/** The workspace's lists that match `search`. */
export const loadLists = cache(async (slug: string, search: string) => {
  const member = await requireMember(slug);
  return {
    lists: await listLists(member.workspaceId, search),
    canEdit: member.can("leads:edit"),
    timeZone: member.timeZone,
  };
});

/**
 * Refuses a list that the workspace does not have. Called above loading.tsx, like `mayImport`: once something was sent,
 * the status can no longer be "not found".
 */
export async function requireList(slug: string, listId: string) {
  const member = await requireMember(slug);
  const list = await findListOnce(member.workspaceId, listId);
  return { member, list: list ?? notFound() };
}

/** One list with a page of its leads. */
export async function loadList(
  slug: string,
  listId: string,
  { q, after }: z.output<typeof listSearchSchema>,
) {
  const { member, list } = await requireList(slug, listId);
  const page = { search: q, after, size: LEADS_A_PAGE };
  return {
    list,
    ...(await listLeads(member.workspaceId, list.id, page)),
    canEdit: member.can("leads:edit"),
    timeZone: member.timeZone,
  };
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
const findListOnce = cache(async (workspaceId: string, id: string) =>
  isId(id) ? findList(workspaceId, id) : null,
);

/**
 * The gate of the import page, and of the import that its address names. It is called before the first Suspense, and no
 * loading.tsx may stand above it: once something was sent, the status can no longer be a refusal.
 */
export const mayImport = async (
  slug: string,
  search: z.output<typeof importSearchSchema>,
): Promise<void> => {
  const { workspaceId } = await requirePermission(slug, "leads:edit");
  if (search.import && !(await findImport(workspaceId, search.import))) notFound();
};

/** What the import page shows: the import named in its address, or what may be imported. */
export async function loadImportPage(slug: string, search: z.output<typeof importSearchSchema>) {
  const member = await requirePermission(slug, "leads:edit");
  const { workspaceId } = member;
  const [lists, open, status, card] = await Promise.all([
    listLists(workspaceId),
    listOpenImports(workspaceId, member.userId),
    search.import ? importStatus(member, search.import) : null,
    currentRateCard(clock.now()),
  ]);
  if (search.import && !status) notFound();
  return {
    lists,
    open,
    status,
    each: quoteOperation("import_csv_usernames", { quantity: 1 }, card).max,
    canBuy: member.can("credits:buy"),
    canSpend: member.can("credits:spend"),
    canLimit: member.can("workspace:manage"),
    timeZone: member.timeZone,
  };
}

/**
 * Where the result of a run can be seen: its import, for those who may import, and its list. Null for a run that
 * imports nothing.
 */
export const loadImportOfRun = cache(async (slug: string, runId: string) => {
  const member = await requireMember(slug);
  const found = await findImportOfRun(member.workspaceId, runId);
  return found && { importId: member.can("leads:edit") ? found.id : null, listId: found.listId };
});

/** Whether new leads are sourced, who switched it, and the latest requests. */
export const loadSourcing = cache(async (slug: string): Promise<SourcingPage> => {
  const { workspaceId, workspaceSlug: workspace, timeZone, can } = await requireMember(slug);
  const [switches, requests, switchers] = await Promise.all([
    sourcingSwitches(workspaceId, SWITCHES_SHOWN),
    recentSourcing(workspaceId, REQUESTS_SHOWN, clock.now()),
    whoCan(workspaceId, "workspace:manage"),
  ]);
  return {
    workspace,
    timeZone,
    enabled: switches[0]?.enabled ?? true,
    canSwitch: can("workspace:manage"),
    switchers,
    switches,
    requests,
  };
});
