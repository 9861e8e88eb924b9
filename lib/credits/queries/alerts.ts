import { roleAllows } from "@/lib/identity/core/permissions";
import { membersOf } from "@/lib/identity/queries/members";
import { inWorkspace } from "@/lib/platform/db";

export type AlertChannels = {
  email: boolean;
  /** User ids of those who get mails; empty: everyone who may buy credits. */
  recipients: readonly string[];
  webhookUrl: string | null;
};

const UNSET: AlertChannels = { email: true, recipients: [], webhookUrl: null };

/** Where a workspace's notices go besides the screen. Never the webhook's secret. */
export async function alertChannels(workspaceId: string): Promise<AlertChannels> {
  const found = await inWorkspace(workspaceId, (tx) =>
    tx.alertSetting.findUnique({
      where: { workspaceId },
      select: { email: true, recipients: true, webhookUrl: true },
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

export type Place = { channel: "email" | "webhook"; target: string };

/** Every place a new notice goes to now. */
export async function placesFor(workspaceId: string): Promise<Place[]> {
  const { email, recipients, webhookUrl } = await alertChannels(workspaceId);
  const members = email ? await membersOf(workspaceId) : [];
  const told = members.filter(
    ({ userId, role, removed }) =>
      !removed &&
      (recipients.length > 0 ? recipients.includes(userId) : roleAllows(role, "credits:buy")),
  );
  return [
    ...told.map(({ userId }): Place => ({ channel: "email", target: userId })),
    ...(webhookUrl ? [{ channel: "webhook", target: webhookUrl } as const] : []),
  ];
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
