import { afterAll, expect, test, vi } from "vitest";
import {
  changeWebhook,
  removeWebhook,
  replaceWebhookSecret,
} from "@/lib/credits/mutations/alert-settings";
import { testWebhook } from "@/lib/credits/mutations/alert-test";
import { deliverNotice } from "@/lib/credits/mutations/deliver";
import { post } from "@/lib/credits/mutations/door";
import { charge, grant, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { relayNotices } from "@/lib/credits/mutations/notices";
import { signature } from "@/lib/credits/providers/webhook";
import { webhookReceiver } from "@/lib/credits/providers/webhook-receiver/testing";
import { markOf, recentNotices, webhookSecret } from "@/lib/credits/queries/alerts";
import { newId } from "@/lib/platform/ids";
import { stopWorkers } from "@/lib/platform/queue";
import { interrupted } from "@/lib/platform/testing";

vi.hoisted(() => vi.stubEnv("WEBHOOKS_TO_PRIVATE", "1"));

const { url: HOOK, heard, answers } = await webhookReceiver();
afterAll(stopWorkers);

test("those who set the first address at once are told one secret, the one that signs", async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const workspaceId = await newWorkspace();
    // Each has a connection of its own by then: none waits for another's to be made.
    await Promise.all([1, 2, 3, 4].map(() => webhookSecret(workspaceId)));
    const told = await Promise.all(
      [1, 2, 3, 4].map((number) => changeWebhook(workspaceId, `${HOOK}/${number}`)),
    );
    const secrets = told.flatMap((one) => (one.ok && one.secret ? [one.secret] : []));
    expect(secrets).toEqual([await webhookSecret(workspaceId)]);
  }
});

test("of those who replace the secret they saw at once, one is told another, and it signs; the others are refused", async () => {
  const workspaceId = await newWorkspace();
  await changeWebhook(workspaceId, HOOK);
  const seen = markOf(await webhookSecret(workspaceId));
  const told = await Promise.all([1, 2, 3, 4].map(() => replaceWebhookSecret(workspaceId, seen)));
  const secrets = told.flatMap((one) => (one.ok ? [one.secret] : []));
  expect(secrets).toEqual([await webhookSecret(workspaceId)]);
  const refused = { ok: false, reason: "secret_changed", mark: markOf(secrets[0] ?? null) };
  expect(told.filter(({ ok }) => !ok)).toEqual([refused, refused, refused]);

  // Whoever made it may replace it again at once.
  const [made] = told.flatMap((one) => (one.ok ? [one.mark] : []));
  expect(await replaceWebhookSecret(workspaceId, made ?? "")).toMatchObject({ ok: true });
});

test("a secret that is replaced signs what is tried again, and the old one nothing more", async () => {
  const workspaceId = await newWorkspace();
  await changeWebhook(workspaceId, HOOK);
  await post(workspaceId, "ai", grant(200_00));
  await post(workspaceId, "ai", charge(200_00));
  await relayNotices(workspaceId);
  const [notice] = await recentNotices(workspaceId);
  const delivery = { workspaceId, noticeId: notice?.id ?? "", channel: "webhook" as const };
  answers.push(500);
  const first = (await webhookSecret(workspaceId)) ?? "";
  await expect(deliverNotice({ ...delivery, target: HOOK })).rejects.toThrow("status_500");
  const replaced = await replaceWebhookSecret(workspaceId, markOf(first));
  await deliverNotice({ ...delivery, target: HOOK });

  const signedBy = (secret: string) =>
    heard.map(({ payload, signature: sent }) => {
      const at = Number(/^t=(\d+),/.exec(sent)?.[1]);
      return sent === signature(payload, secret, new Date(at * 1000));
    });
  expect(signedBy(first)).toEqual([true, false]);
  expect(signedBy(replaced.ok ? replaced.secret : "")).toEqual([false, true]);
});

test("an address is never sent what another one's secret signs, though it is replaced while a notice goes out", async () => {
  const workspaceId = await newWorkspace();
  await changeWebhook(workspaceId, HOOK);
  const asker = { workspaceId, workspaceSlug: "alder", workspaceName: "Alder", email: "" };
  const first = (await webhookSecret(workspaceId)) ?? "";
  heard.length = 0;
  await interrupted(() => testWebhook({ ...asker, userId: newId() }), {
    after: /"alert_setting"/,
    by: async () => {
      await removeWebhook(workspaceId);
      await changeWebhook(workspaceId, `${HOOK}/new`);
    },
  });
  const [sent] = heard;
  const at = Number(/^t=(\d+),/.exec(sent?.signature ?? "")?.[1]);
  expect(sent?.signature).toBe(signature(sent?.payload ?? "", first, new Date(at * 1000)));
});
