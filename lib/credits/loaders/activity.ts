import "server-only";
import { cache } from "react";
import type { RateCard } from "@/lib/credits/core/rate-card";
import { type ActivityItem, findActivityView } from "@/lib/credits/queries/activity";
import { campaignNames } from "@/lib/credits/queries/campaigns";
import { findProgramHold } from "@/lib/credits/queries/holds";
import { currentRateCard, labelOf } from "@/lib/credits/queries/rate-card";
import { findRun } from "@/lib/credits/queries/runs";
import type { ActivitySearch } from "@/lib/credits/schema";
import type { ActivityRow, Doer, HoldEntry } from "@/lib/credits/types";
import { requireMember } from "@/lib/identity/gates";
import { apiKeyNames } from "@/lib/identity/queries/api-keys";
import { type MemberRow, membersOf } from "@/lib/identity/queries/members";
import type { Member } from "@/lib/identity/types";
import { clock } from "@/lib/platform/clock";

const ROWS_PER_PAGE = 50;

type Choice = { id: string; name: string; removed?: boolean };

/** Who looks, and what they may do about a run. */
export type Viewer = { workspace: string; timeZone: string; canStop: boolean; canBuy: boolean };

/** A page of Activity, and what it can be narrowed to. Plain JSON. */
export type Activity = Viewer & {
  rows: ActivityRow[];
  /** Where the next page begins; null on the last one. */
  next: string | null;
  operations: Choice[];
  people: Choice[];
};

/** A page of what was set to work with the workspace's credits. */
export async function loadActivity(slug: string, search: ActivitySearch): Promise<Activity> {
  const member = await requireMember(slug);
  const { workspaceId } = member;
  const now = clock.now();
  const [{ page, members, keys }, card] = await Promise.all([
    findActivityView(workspaceId, search, { after: search.after, size: ROWS_PER_PAGE }, now),
    currentRateCard(now),
  ]);
  return {
    ...viewerOf(member),
    rows: await shown(workspaceId, page.items, { card, members }),
    next: page.next && `${page.next.at}.${page.next.id}`,
    operations: card.rates.map(({ operation, label }) => ({ id: operation, name: label })),
    people: [
      ...members.map(({ userId, name, removed }) => ({ id: userId, name, removed })),
      ...keys.map(({ id, name, state }) => ({
        id,
        name: `API key ${name}`,
        removed: state !== "active",
      })),
    ],
  };
}

export type OneActivity = Viewer & { row: ActivityRow; captures: HoldEntry[] };

/** One run, or one hold of a program with what was charged to it; null when this workspace has none with that id. */
export const loadOneActivity = cache(
  async (slug: string, id: string): Promise<OneActivity | null> => {
    const member = await requireMember(slug);
    const { workspaceId } = member;
    const now = clock.now();
    const [run, program] = await Promise.all([
      findRun(workspaceId, id, now),
      findProgramHold(workspaceId, id, now),
    ]);
    const item: ActivityItem | null = run
      ? { source: "run", run }
      : program && { source: "program", hold: program.hold };
    if (!item) return null;
    const [card, members] = await Promise.all([currentRateCard(now), membersOf(workspaceId)]);
    const [row] = await shown(workspaceId, [item], { card, members });
    const captures = run ? [] : (program?.captures ?? []);
    return row ? { ...viewerOf(member), row, captures } : null;
  },
);

const viewerOf = (member: Member): Viewer => ({
  workspace: member.workspaceSlug,
  timeZone: member.timeZone,
  canStop: member.can("credits:spend"),
  canBuy: member.can("credits:buy"),
});

async function shown(
  workspaceId: string,
  items: readonly ActivityItem[],
  { card, members }: { card: RateCard; members: readonly MemberRow[] },
): Promise<ActivityRow[]> {
  const now = clock.now();
  const campaignIds = items.flatMap((item) => campaignOf(item) ?? []);
  const [doer, campaigns] = await Promise.all([
    doersOf(workspaceId, { items, members }, now),
    campaignNames(workspaceId, [...new Set(campaignIds)]),
  ]);
  return Promise.all(
    items.map(async (item) => {
      const { id, operation, createdAt: at } = item.source === "run" ? item.run : item.hold;
      return {
        id,
        at,
        label: operation ? await labelOf(operation, now) : "Hold",
        by: doer(item),
        campaign: campaigns.get(campaignOf(item) ?? "") ?? null,
        ...(item.source === "run" ? { ...item, unit: unitWord(card, item.run.operation) } : item),
      };
    }),
  );
}

const campaignOf = (item: ActivityItem): string | null =>
  item.source === "run" ? item.run.campaignId : item.hold.campaignId;

/** Who is behind each: members, also those who left; programs by the name of their key. */
async function doersOf(
  workspaceId: string,
  { items, members }: { items: readonly ActivityItem[]; members: readonly MemberRow[] },
  now: Date,
) {
  const keyIds = items.flatMap((item) => (item.source === "program" ? item.hold.keyId : []));
  const keys = await apiKeyNames(workspaceId, [...new Set(keyIds)], now);
  const people = new Map(members.map((member) => [member.userId, member]));
  return (item: ActivityItem): Doer => {
    if (item.source === "program") {
      const { keyId: id } = item.hold;
      const name = keys.get(id)?.name;
      return { kind: "api_key", id, name: name ? `API key ${name}` : "API key" };
    }
    const { actorId: id } = item.run;
    const person = people.get(id);
    if (!person) return { kind: "system", id: null, name: "Wellspent" };
    return { kind: person.removed ? "removed" : "member", id, name: person.name };
  };
}

/** "imported" of "leads imported", "posts" of "posts". */
const unitWord = ({ rates }: RateCard, operation: string): string =>
  rates
    .find((rate) => rate.operation === operation)
    ?.units.split(" ")
    .at(-1) ?? "done";
