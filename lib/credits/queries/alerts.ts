import type { Audience } from "@/lib/credits/core/audience";
import { roleAllows } from "@/lib/identity/core/permissions";
import { membersOf } from "@/lib/identity/queries/members";
import { inWorkspace } from "@/lib/platform/db";

export type AlertChannels = {
  inApp: boolean;
  email: boolean;
  /** User ids of those who are told; none of them in the workspace: everyone who may buy credits. */
  recipients: readonly string[];
  webhookUrl: string | null;
};

const UNSET: AlertChannels = { inApp: true, email: true, recipients: [], webhookUrl: null };

/** Where a workspace's notices go, and to whom. Never the webhook's secret. */
export async function alertChannels(workspaceId: string): Promise<AlertChannels> {
  const found = await inWorkspace(workspaceId, (tx) =>
    tx.alertSetting.findUnique({
      where: { workspaceId },
      select: { inApp: true, email: true, recipients: true, webhookUrl: true },
    }),
  );
  return found ?? UNSET;
}

/** What signs this workspace's webhooks, and only what delivers them may ask. */
export async function webhookSecret(workspaceId: string): Promise<string | null> {
  const found = await inWorkspace(workspaceId, (tx) =>
    tx.alertSetting.findUnique({ where: { workspaceId }, select: { webhookSecret: true } }),
  );
  return found?.webhookSecret ?? null;
}

/**
 * Whom a new notice is for now, and in which ways they are told. Where everybody who was chosen has left, it is for
 * those who may buy: credits never end without anybody told.
 */
export async function audienceOf(workspaceId: string): Promise<Audience> {
  const { recipients: chosen, ...channels } = await alertChannels(workspaceId);
  const members = (await membersOf(workspaceId)).filter(({ removed }) => !removed);
  const here = members.filter(({ userId }) => chosen.includes(userId));
  const recipients =
    here.length > 0 ? here : members.filter(({ role }) => roleAllows(role, "credits:buy"));
  const ids = (people: typeof members) => people.map(({ userId }) => userId);
  return { ...channels, members: ids(members), recipients: ids(recipients) };
}

/** The newest notices of a workspace. */
export const recentNotices = (workspaceId: string, most = 50) =>
  inWorkspace(workspaceId, (tx) =>
    tx.notice.findMany({
      where: { workspaceId },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: most,
      include: { deliveries: true },
    }),
  );
