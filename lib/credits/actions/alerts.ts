"use server";
import { revalidatePath } from "next/cache";
import type { Credits } from "@/lib/credits/core/amount";
import { parseCredits } from "@/lib/credits/core/parse-credits";
import {
  changeRecipients,
  changeWebhook,
  removeWebhook,
  replaceWebhookSecret,
} from "@/lib/credits/mutations/alert-settings";
import { testMail, testWebhook } from "@/lib/credits/mutations/alert-test";
import {
  changeThreshold,
  liftLimit,
  removeThreshold,
  setLimit,
} from "@/lib/credits/mutations/limits";
import {
  alertsSchema,
  liftLimitSchema,
  limitSchema,
  recipientsSchema,
  removeThresholdSchema,
  replaceSecretSchema,
  thresholdSchema,
  webhookSchema,
} from "@/lib/credits/schema";
import { memberAction } from "@/lib/identity/action";

const manage = memberAction("workspace:manage");

/** Sets when a kind of credits warns. */
export const changeThresholdAction = manage
  .inputSchema(thresholdSchema)
  .action(async ({ ctx, parsedInput: { kind, threshold, amount } }) =>
    refreshed(await changeThreshold(ctx.member, { kind, threshold, amount: amountOf(amount) })),
  );

/** Takes a threshold of the workspace's own away. */
export const removeThresholdAction = manage
  .inputSchema(removeThresholdSchema)
  .action(async ({ ctx, parsedInput: { kind, threshold } }) =>
    refreshed(await removeThreshold(ctx.member, { kind, threshold })),
  );

/** Sets a monthly limit, or changes one. */
export const setLimitAction = manage
  .inputSchema(limitSchema)
  .action(async ({ ctx, parsedInput: { workspace: _, amount, ...limit } }) =>
    refreshed(await setLimit(ctx.member, { ...limit, amount: amountOf(amount) })),
  );

/** Lifts a monthly limit. */
export const liftLimitAction = manage
  .inputSchema(liftLimitSchema)
  .action(async ({ ctx, parsedInput: { kind, scope, target } }) =>
    refreshed(await liftLimit(ctx.member, { kind, scope, target })),
  );

/** Says whether notices are shown and mailed, and to whom. */
export const changeRecipientsAction = manage
  .inputSchema(recipientsSchema)
  .action(async ({ ctx, parsedInput: { inApp, email, recipients } }) =>
    refreshed(await changeRecipients(ctx.member.workspaceId, { inApp, email, recipients })),
  );

/** Sets where webhooks go. The first time, returns the secret. */
export const changeWebhookAction = manage
  .inputSchema(webhookSchema)
  .action(async ({ ctx, parsedInput }) =>
    refreshed(await changeWebhook(ctx.member.workspaceId, parsedInput.url)),
  );

/** Makes another secret in place of the one that was seen, and returns it. */
export const replaceSecretAction = manage
  .inputSchema(replaceSecretSchema)
  .action(async ({ ctx, parsedInput: { seen } }) =>
    refreshed(await replaceWebhookSecret(ctx.member.workspaceId, seen)),
  );

/** Sends no webhooks any more. */
export const removeWebhookAction = manage
  .inputSchema(alertsSchema)
  .action(async ({ ctx }) => refreshed(await removeWebhook(ctx.member.workspaceId)));

/** Mails a test to whoever asks. */
export const testMailAction = manage
  .inputSchema(alertsSchema)
  .action(async ({ ctx }) => testMail(ctx.member));

/** Posts a test to the webhook. */
export const testWebhookAction = manage
  .inputSchema(alertsSchema)
  .action(async ({ ctx }) => testWebhook(ctx.member));

function amountOf(written: string): Credits {
  const amount = parseCredits(written);
  if (amount === null) throw new Error("The schema let an amount through that is none.");
  return amount;
}

function refreshed<T>(answer: T): T {
  revalidatePath("/", "layout");
  return answer;
}
