import type { Audience } from "@/lib/credits/core/audience";
import { roleAllows } from "@/lib/identity/core/permissions";
import { membersOf } from "@/lib/identity/queries/members";
import { inWorkspace } from "@/lib/platform/db";
import { sha256 } from "@/lib/platform/sha256";

export type AlertChannels = {
  inApp: boolean;
  email: boolean;
  /** User ids of the recipients. If none of them is in the workspace, everyone who may buy credits is one. */
  recipients: readonly string[];
  webhookUrl: string | null;
};

const UNSET: AlertChannels = { inApp: true, email: true, recipients: [], webhookUrl: null };

/** Where a workspace's notices go, and to whom. Never includes the webhook's secret. */
export async function alertChannels(workspaceId: string): Promise<AlertChannels> {
  const found = await inWorkspace(workspaceId, (tx) =>
    tx.alertSetting.findUnique({
      where: { workspaceId },
      select: { inApp: true, email: true, recipients: true, webhookUrl: true },
    }),
  );
  return found ?? UNSET;
}

/**
 * Where this workspace's webhooks go, and the secret that signs them, as they were set together; null if there is none.
 * Only the code that sends them may ask for it.
 */
export async function webhookOf(
  workspaceId: string,
): Promise<{ url: string; secret: string } | null> {
  const { webhookUrl: url, webhookSecret: secret } =
    (await inWorkspace(workspaceId, (tx) =>
      tx.alertSetting.findUnique({
        where: { workspaceId },
        select: { webhookUrl: true, webhookSecret: true },
      }),
    )) ?? {};
  return url && secret ? { url, secret } : null;
}

/** The secret alone, for its mark. */
export async function webhookSecret(workspaceId: string): Promise<string | null> {
  const found = await inWorkspace(workspaceId, (tx) =>
    tx.alertSetting.findUnique({ where: { workspaceId }, select: { webhookSecret: true } }),
  );
  return found?.webhookSecret ?? null;
}

/** A fingerprint of a secret, so that a replacement names the one it replaces. Empty when there is none. */
export const markOf = (secret: string | null): string =>
  secret === null ? "" : sha256(`mark of ${secret}`).slice(0, 16);

/**
 * Who is told of a new notice now, and in which ways. If everybody who was chosen has left, those who may buy are told:
 * credits never run out without anybody knowing.
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
