import { createServer, type Socket } from "node:net";
import { afterAll, expect, test, vi } from "vitest";
import { DELIVERY_RETRIES, deliveryState } from "@/lib/credits/core/delivery";
import "@/lib/credits/jobs";
import { post } from "@/lib/credits/mutations/door";
import { asOwner, charge, grant, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { DELIVER_JOB, relayAllNotices } from "@/lib/credits/mutations/notices";
import { webhookReceiver } from "@/lib/credits/providers/webhook-receiver/testing";
import { recentNotices } from "@/lib/credits/queries/alerts";
import { addMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { startWorkers, stopWorkers } from "@/lib/platform/queue";

vi.hoisted(() => vi.stubEnv("WEBHOOKS_TO_PRIVATE", "1"));

/** A receiver that listens to everything and never says a word. */
const held = new Set<Socket>();
const silent = createServer((socket) => {
  held.add(socket);
  socket.on("error", () => {}).on("close", () => held.delete(socket));
});
await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
const { port } = silent.address() as { port: number };
let mostAtOnce = 0;
silent.on("connection", () => {
  mostAtOnce = Math.max(mostAtOnce, held.size);
});
afterAll(async () => {
  for (const socket of held) socket.destroy();
  await stopWorkers();
  await new Promise((resolve) => silent.close(resolve));
});

async function aWorkspace(webhookUrl: string | null) {
  const workspaceId = await newWorkspace();
  const email = `${newId()}@example.com`;
  const made = await createUser({ name: "Ines Carvalho", email, emailVerified: true });
  if (!made.ok) throw new Error(made.reason);
  await addMember({ workspaceId, userId: made.userId, role: "owner" });
  const data = { workspaceId, webhookUrl, webhookSecret: "whsec_of_the_workspace" };
  await inWorkspace(workspaceId, (tx) => tx.alertSetting.create({ data }));
  return { workspaceId, email };
}

const mailsTo = async (email: string) =>
  (await asOwner("select 1 from mail_message where recipient = $1", [email])).length;

async function cross(workspaceId: string): Promise<void> {
  await post(workspaceId, "ai", grant(200_00));
  await post(workspaceId, "ai", charge(200_00));
}

test("a receiver that never answers keeps no mail waiting: of others, and of its own workspace", async () => {
  const dead = await aWorkspace(`http://127.0.0.1:${port}/hook`);
  const other = await aWorkspace(null);
  for (let turn = 0; turn < 3; turn += 1) await cross(dead.workspaceId);
  await relayAllNotices();
  await startWorkers();
  await expect.poll(() => held.size).toBe(1);

  await cross(other.workspaceId);
  await expect.poll(() => mailsTo(other.email)).toBe(1);
  await expect.poll(() => mailsTo(dead.email)).toBe(3);
  // Those behind the first wait for it: a workspace has one webhook at a time, and takes no more workers.
  expect(mostAtOnce).toBe(1);
});

test("what a crash kept from being told after the commit is told by the next sweep, once", async () => {
  const { workspaceId, email } = await aWorkspace(null);
  await cross(workspaceId);
  // As if the server had ended between the commit and the job that tells of it.
  await Promise.all([relayAllNotices(), relayAllNotices()]);
  await relayAllNotices();
  await expect.poll(() => mailsTo(email)).toBe(1);
  expect(await recentNotices(workspaceId)).toHaveLength(1);
});

test("a webhook that fails is sent again after longer and longer pauses, under one id, and given up after the last", async () => {
  const receiver = await webhookReceiver();
  receiver.answers.push(...Array(10).fill(500));
  const { workspaceId } = await aWorkspace(receiver.url);
  await startWorkers();
  await cross(workspaceId);
  await relayAllNotices();

  for (let attempt = 1; attempt <= 2; attempt++) {
    const { pause } = await failedAttempt(workspaceId, attempt);
    // At random from one to two times as long; what the attempt itself took is part of it.
    expect(pause).toBeGreaterThan(2 ** attempt);
    expect(pause).toBeLessThan(2 * 2 ** attempt + 10);
    expect(await stateOf(workspaceId)).toBe("retrying");
    await hurry(workspaceId, attempt);
  }

  // Two attempts before the end, days later.
  const late = DELIVERY_RETRIES - 1;
  await failedAttempt(workspaceId, 3);
  await hurry(workspaceId, late);
  expect((await failedAttempt(workspaceId, late + 1)).pause).toBeGreaterThan(3_600);
  expect(await stateOf(workspaceId)).toBe("retrying");
  await hurry(workspaceId, late + 1);
  await expect.poll(() => stateOf(workspaceId)).toBe("given_up");
  await expect.poll(async () => (await jobOf(workspaceId))?.state).toBe("failed");

  expect(receiver.heard).toHaveLength(5);
  const [notice] = await recentNotices(workspaceId);
  expect(new Set(receiver.heard.map(({ id }) => id))).toEqual(new Set([notice?.id]));
});

test("attempts that died with their process count: after the last one, a delivery is given up", async () => {
  const receiver = await webhookReceiver();
  receiver.answers.push(500);
  const { workspaceId } = await aWorkspace(receiver.url);
  await stopWorkers();
  await cross(workspaceId);
  await relayAllNotices();
  // As many as there are but one: the last of them died, and none of them noted anything.
  await asOwner(
    `update pgboss.job set state = 'retry', started_on = now(), retry_count = $3
     where name = $1 and data -> 'data' ->> 'workspaceId' = $2 and data -> 'data' ->> 'channel' = 'webhook'`,
    [DELIVER_JOB, workspaceId, DELIVERY_RETRIES - 1],
  );
  await startWorkers();
  await expect.poll(async () => (await jobOf(workspaceId))?.state).toBe("failed");
  expect(await stateOf(workspaceId)).toBe("given_up");
});

test("a last attempt that dies with its process leaves a delivery that was given up", async () => {
  const { workspaceId } = await aWorkspace(`http://127.0.0.1:${port}/last`);
  await stopWorkers();
  await cross(workspaceId);
  await relayAllNotices();
  await hurry(workspaceId, DELIVERY_RETRIES + 1);
  await asOwner("update notice_delivery set attempts = 80 where workspace_id = $1", [workspaceId]);
  await startWorkers();
  await expect.poll(async () => (await jobOf(workspaceId))?.state).toBe("active");
  // What is there if the process dies now: nobody else will note anything.
  await expect.poll(() => stateOf(workspaceId)).toBe("given_up");
  expect((await jobOf(workspaceId))?.state).toBe("active");
  const failures = await asOwner(
    "select failure from notice_delivery where workspace_id = $1 and channel = 'webhook'",
    [workspaceId],
  );
  expect(failures).toEqual([{ failure: "interrupted" }]);
});

/** The job that brings a workspace's notice to its webhook; `pause`: seconds from an attempt to the next one. */
async function jobOf(workspaceId: string) {
  const [job] = await asOwner<{ state: string; attempts: number; pause: number }>(
    `select state::text, retry_count as attempts, extract(epoch from start_after - started_on)::float8 as pause
     from pgboss.job where name = $1 and data -> 'data' ->> 'workspaceId' = $2 and data -> 'data' ->> 'channel' = 'webhook'`,
    [DELIVER_JOB, workspaceId],
  );
  return job;
}

async function failedAttempt(workspaceId: string, attempt: number) {
  const failed = async () => {
    const job = await jobOf(workspaceId);
    return job?.state === "retry" && job.attempts === attempt - 1 ? job : null;
  };
  await expect.poll(failed).not.toBeNull();
  return (await failed()) as { pause: number };
}

/** The pause is over, and `attempts` were made. */
async function hurry(workspaceId: string, attempts: number) {
  await asOwner(
    `update pgboss.job set start_after = now(), retry_count = $3
     where name = $1 and data -> 'data' ->> 'workspaceId' = $2 and data -> 'data' ->> 'channel' = 'webhook'`,
    [DELIVER_JOB, workspaceId, attempts - 1],
  );
  await asOwner(
    "update notice_delivery set attempts = $2 where workspace_id = $1 and channel = 'webhook'",
    [workspaceId, attempts],
  );
}

async function stateOf(workspaceId: string) {
  const [row] = await inWorkspace(workspaceId, (tx) =>
    tx.noticeDelivery.findMany({ where: { workspaceId, channel: "webhook" } }),
  );
  return row && deliveryState(row);
}
