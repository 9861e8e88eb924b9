import { sendWebhook, type WebhookFailure } from "@/lib/credits/providers/webhook";
import { webhookOf } from "@/lib/credits/queries/alerts";
import { isolated } from "@/lib/identity/core/isolated";
import { clock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { type MailFailure, trySendMail } from "@/lib/platform/mail";
import { limitAll } from "@/lib/platform/rate-limit";

type Asker = {
  workspaceId: string;
  workspaceSlug: string;
  workspaceName: string;
  userId: string;
  email: string;
};

type TooOften = { ok: false; reason: "rate_limited"; retryAfterSeconds: number };
export type TestAnswer<Failure extends string> =
  | { ok: true }
  | { ok: false; reason: Failure }
  | TooOften;

/** Mails a test to whoever asks for it, now, and says whether the mail server took it. */
export async function testMail(asker: Asker): Promise<TestAnswer<MailFailure>> {
  const tooOften = await counted(asker);
  if (tooOften) return tooOften;
  const { workspaceSlug: slug } = asker;
  const name = isolated(asker.workspaceName);
  const failure = await trySendMail({
    to: asker.email,
    subject: `${name}: test of alerts`.replace(/\s+/g, " "),
    text: [
      `This is a test of the alerts of ${name}. No balance has changed.`,
      `See who is told of what: ${env.APP_URL}/${slug}/settings/alerts`,
    ].join("\n\n"),
  });
  return failure ? { ok: false, reason: failure } : { ok: true };
}

/** Posts a signed test to the workspace's webhook, now, and says what it answered. */
export async function testWebhook(
  asker: Asker,
): Promise<TestAnswer<WebhookFailure | "no_webhook">> {
  const { workspaceId, workspaceSlug: slug, workspaceName: name } = asker;
  const webhook = await webhookOf(workspaceId);
  if (!webhook) return { ok: false, reason: "no_webhook" };
  const tooOften = await counted(asker);
  if (tooOften) return tooOften;
  const now = clock.now();
  const id = newId();
  const payload = JSON.stringify({
    id,
    type: "credits.test",
    at: now.toISOString(),
    workspace: { id: workspaceId, slug, name },
    title: "Test of alerts",
  });
  const failure = await sendWebhook({ ...webhook, id, payload, now });
  return failure ? { ok: false, reason: failure } : { ok: true };
}

/** Counts a test, of the workspace and of who asks for it: anybody may make another workspace. */
async function counted({ workspaceId, userId }: Asker): Promise<TooOften | null> {
  const answer = await limitAll([
    ["alert-test", workspaceId],
    ["alert-test:person", userId],
  ]);
  return answer.ok ? null : { ...answer, reason: "rate_limited" };
}
