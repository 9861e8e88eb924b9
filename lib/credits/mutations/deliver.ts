import { type AlertFacts, alertBody, alertLink, alertTitle } from "@/lib/credits/core/alert";
import { DELIVERY_RETRIES, INTERRUPTED, WITHDRAWN } from "@/lib/credits/core/delivery";
import { sendWebhook } from "@/lib/credits/providers/webhook";
import { audienceOf, webhookOf } from "@/lib/credits/queries/alerts";
import { capNames } from "@/lib/credits/queries/cap-names";
import { isolated } from "@/lib/identity/core/isolated";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import type { Notice, Workspace } from "@/lib/platform/generated/prisma/client";
import { trySendMail } from "@/lib/platform/mail";

export type Delivery = {
  workspaceId: string;
  noticeId: string;
  channel: "email" | "webhook";
  target: string;
};

/**
 * Delivers one notice to one destination, once: what has arrived is not sent again. Throws if it did not arrive, so that the
 * queue tries again later. Somebody who has left or was taken off the list, and a webhook that was changed meanwhile,
 * get nothing. `attempt`: which one this is; those before it may have died with their process, and noted nothing.
 */
export async function deliverNotice(delivery: Delivery, attempt?: number): Promise<void> {
  const found = await read(delivery);
  if (!found || found.deliveredAt || found.failure === WITHDRAWN) return;
  // Nobody is left to say so if the process dies in the last one.
  if (attempt !== undefined && attempt > DELIVERY_RETRIES)
    await note(delivery, found.failure ?? INTERRUPTED, attempt);
  const failure = await send(delivery, found.notice, found.workspace);
  await note(delivery, failure, attempt ?? found.attempts + 1);
  if (failure && failure !== WITHDRAWN) throw new Error(`A notice was not taken: ${failure}`);
}

const read = ({ workspaceId, noticeId, channel, target }: Delivery) =>
  inWorkspace(workspaceId, async (tx) => {
    const key = { workspaceId, noticeId, channel, target };
    const row = await tx.noticeDelivery.findUnique({
      where: { workspaceId_noticeId_channel_target: key },
      include: { notice: true },
    });
    const workspace = await tx.workspace.findUnique({ where: { id: workspaceId } });
    return row && workspace && { ...row, workspace };
  });

const note = (
  { workspaceId, noticeId, channel, target }: Delivery,
  failure: string | null,
  attempts: number,
) =>
  inWorkspace(workspaceId, (tx) =>
    tx.noticeDelivery.updateMany({
      where: {
        workspaceId,
        noticeId,
        channel,
        target,
        // A try that was taken for dead and fails late, after another one arrived.
        ...(failure ? { deliveredAt: null } : {}),
      },
      data: {
        attempts,
        failure,
        ...(failure ? {} : { deliveredAt: clock.now() }),
      },
    }),
  );

const send = (delivery: Delivery, notice: Notice, workspace: Workspace): Promise<string | null> =>
  delivery.channel === "email"
    ? mail(delivery, notice, workspace)
    : post(delivery, notice, workspace);

async function mail({ target }: Delivery, notice: Notice, workspace: Workspace) {
  const { id: workspaceId, slug } = workspace;
  const name = isolated(workspace.name);
  const member = await inWorkspace(workspaceId, (tx) =>
    tx.member.findFirst({ where: { workspaceId, userId: target, removedAt: null } }),
  );
  const facts = notice.facts as unknown as AlertFacts;
  if (!member || !(await isStillTold(workspaceId, target, facts))) return WITHDRAWN;
  const title = alertTitle(facts, notice.kind, await whose(notice));
  const link = alertLink(facts, notice.kind);
  return trySendMail({
    to: member.email,
    subject: `${name}: ${title}`.replace(/\s+/g, " "),
    text: [
      `${title}, in ${name}.`,
      alertBody(facts, notice.kind, workspace.timeZone),
      `${link.label}: ${env.APP_URL}/${slug}${link.path}`,
    ]
      .filter(Boolean)
      .join("\n\n"),
  });
}

/**
 * Checked again here, since a mail may wait for days. A request for credits goes to everyone who may buy, recipient of
 * alerts or not.
 */
async function isStillTold(workspaceId: string, userId: string, facts: AlertFacts) {
  if (facts.about === "request") return true;
  const { email, recipients } = await audienceOf(workspaceId);
  return email && recipients.includes(userId);
}

async function post({ workspaceId, target }: Delivery, notice: Notice, workspace: Workspace) {
  const webhook = await webhookOf(workspaceId);
  if (webhook?.url !== target) return WITHDRAWN;
  const facts = notice.facts as unknown as AlertFacts;
  const payload = {
    id: notice.id,
    type: `credits.${facts.about}`,
    at: notice.at.toISOString(),
    workspace: { id: workspaceId, slug: workspace.slug, name: workspace.name },
    kind: notice.kind,
    title: alertTitle(facts, notice.kind, await whose(notice)),
    facts,
  };
  const now = clock.now();
  const { id } = notice;
  return sendWebhook({ ...webhook, id, payload: JSON.stringify(payload), now });
}

/** The name of the one whose cap it is about. */
async function whose({ workspaceId, facts }: Notice): Promise<string | null> {
  const about = facts as unknown as AlertFacts;
  if (about.about !== "cap") return null;
  const [found] = await capNames(workspaceId, [about.cap], clock.now());
  return found?.name ?? null;
}
