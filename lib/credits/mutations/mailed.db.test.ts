import { afterAll, expect, test } from "vitest";
import type { AlertFacts } from "@/lib/credits/core/alert";
import { deliverNotice } from "@/lib/credits/mutations/deliver";
import { asOwner, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { notify } from "@/lib/credits/mutations/notices";
import { audienceOf, recentNotices } from "@/lib/credits/queries/alerts";
import { addMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { stopWorkers } from "@/lib/platform/queue";

afterAll(stopWorkers);

async function owner(workspaceId: string) {
  const email = `${newId()}@example.com`;
  const made = await createUser({ name: "Ines Carvalho", email, emailVerified: true });
  if (!made.ok) throw new Error(made.reason);
  await addMember({ workspaceId, userId: made.userId, role: "owner" });
  return { userId: made.userId, email };
}

async function notifyWorkspace(workspaceId: string, facts: AlertFacts): Promise<void> {
  const audience = await audienceOf(workspaceId);
  const notice = { kind: "ai", key: newId(), facts, at: new Date() } as const;
  await inWorkspace(workspaceId, (tx) => notify(tx, workspaceId, notice, audience));
}

/** Delivers every mail, as the queue would. */
async function mailAll(workspaceId: string): Promise<void> {
  for (const { deliveries } of await recentNotices(workspaceId)) {
    for (const { noticeId, channel, target } of deliveries) {
      if (channel === "email") await deliverNotice({ workspaceId, noticeId, channel, target });
    }
  }
}

const mailsTo = (email: string) =>
  asOwner<{ text: string }>("select text from mail_message where recipient = $1", [email]);

test("a mail tells the day of an expiry in the workspace's own zone", async () => {
  const workspaceId = await newWorkspace("Pacific/Kiritimati");
  const { email } = await owner(workspaceId);
  // On those islands it is the first of December.
  const expiresAt = "2026-11-30T12:00:00.000Z";
  await notifyWorkspace(workspaceId, {
    about: "expiry",
    label: "Popular",
    amount: 10_00,
    expiresAt,
    days: 7,
  });
  await mailAll(workspaceId);
  const [mail] = await mailsTo(email);
  expect(mail?.text).toMatch(/\b1 Dec/);
  expect(mail?.text).not.toMatch(/30 Nov/);
});

test("who has left by the time a mail goes out gets none, also of what was asked of them", async () => {
  const workspaceId = await newWorkspace();
  const [ines, other] = [await owner(workspaceId), await owner(workspaceId)];
  const asks = { by: "Mei", message: "", what: null, shortfall: null, buy: null };
  await notifyWorkspace(workspaceId, { about: "request", ...asks });
  await asOwner("update member set removed_at = now() where workspace_id = $1 and user_id = $2", [
    workspaceId,
    ines.userId,
  ]);
  await mailAll(workspaceId);
  expect(await mailsTo(ines.email)).toEqual([]);
  expect(await mailsTo(other.email)).toHaveLength(1);
});
