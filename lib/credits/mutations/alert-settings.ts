import { type WebhookRefusal, webhookAddress } from "@/lib/credits/core/webhook-url";
import { isInsideNetwork } from "@/lib/credits/providers/webhook";
import { markOf } from "@/lib/credits/queries/alerts";
import { membersOf } from "@/lib/identity/queries/members";
import { inWorkspace, lockWorkspace, type Tx } from "@/lib/platform/db";
import { newSecret } from "@/lib/platform/ids";

type Done = { ok: true };

/**
 * Whether notices are shown in the product and mailed, and to whom; no `recipients` means everyone who may buy
 * credits. Refuses people who are not in the workspace.
 */
export async function changeRecipients(
  workspaceId: string,
  { inApp, email, recipients }: { inApp: boolean; email: boolean; recipients: readonly string[] },
): Promise<Done | { ok: false; reason: "not_a_member" }> {
  const members = new Set(
    (await membersOf(workspaceId)).filter(({ removed }) => !removed).map(({ userId }) => userId),
  );
  if (recipients.some((userId) => !members.has(userId))) {
    return { ok: false, reason: "not_a_member" };
  }
  await change(workspaceId, { inApp, email, recipients: [...recipients] });
  return { ok: true };
}

/**
 * Sets the address of webhooks. For the first address a secret is created, and returned only this once; a later address
 * keeps it. Refuses addresses that are private by themselves; what a host name resolves to is checked at each delivery.
 */
export async function changeWebhook(
  workspaceId: string,
  url: string,
): Promise<{ ok: true; secret: string | null } | { ok: false; reason: WebhookRefusal }> {
  const address = webhookAddress(url);
  if (!address.ok) return address;
  const webhookUrl = address.url;
  if (isInsideNetwork(new URL(webhookUrl))) return { ok: false, reason: "url_private" };
  return inWorkspace(workspaceId, async (tx) => {
    // Two who set the first address at once are serialized, so that the secret returned is the one that signs.
    await lockWorkspace(tx, workspaceId);
    const before = await tx.alertSetting.findUnique({ where: { workspaceId } });
    const secret = before?.webhookUrl ? null : newWebhookSecret();
    await write(tx, workspaceId, { webhookUrl, ...(secret ? { webhookSecret: secret } : {}) });
    return { ok: true, secret };
  });
}

export type ReplaceAnswer =
  | { ok: true; secret: string; mark: string }
  | { ok: false; reason: "no_webhook" }
  /** With the mark of the current secret. */
  | { ok: false; reason: "secret_changed"; mark: string };

/**
 * Replaces the signing secret and returns the new one, only this once. Refused if the current secret is not the one whose
 * mark is `seen` (`markOf`): of two who replace it at once, one would get a secret that signs nothing.
 */
export const replaceWebhookSecret = (workspaceId: string, seen: string): Promise<ReplaceAnswer> =>
  inWorkspace(workspaceId, async (tx) => {
    await lockWorkspace(tx, workspaceId);
    const before = await tx.alertSetting.findUnique({ where: { workspaceId } });
    if (!before?.webhookUrl) return { ok: false, reason: "no_webhook" };
    const mark = markOf(before.webhookSecret);
    if (mark !== seen) return { ok: false, reason: "secret_changed", mark };
    const secret = newWebhookSecret();
    await write(tx, workspaceId, { webhookSecret: secret });
    return { ok: true, secret, mark: markOf(secret) };
  });

/** Removes the webhook and its secret. */
export async function removeWebhook(workspaceId: string): Promise<Done> {
  await change(workspaceId, { webhookUrl: null, webhookSecret: null });
  return { ok: true };
}

const newWebhookSecret = (): string => `whsec_${newSecret()}`;

type Setting = {
  inApp?: boolean;
  email?: boolean;
  recipients?: string[];
  webhookUrl?: string | null;
  webhookSecret?: string | null;
};

const change = (workspaceId: string, setting: Setting) =>
  inWorkspace(workspaceId, (tx) => write(tx, workspaceId, setting));

const write = (tx: Tx, workspaceId: string, setting: Setting) =>
  tx.alertSetting.upsert({
    where: { workspaceId },
    create: { workspaceId, ...setting },
    update: setting,
  });
