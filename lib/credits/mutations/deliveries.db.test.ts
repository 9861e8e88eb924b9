import { createServer, type Socket } from "node:net";
import { afterAll, expect, test, vi } from "vitest";
import "@/lib/credits/jobs";
import { post } from "@/lib/credits/mutations/door";
import { asOwner, charge, grant, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { relayAllNotices } from "@/lib/credits/mutations/notices";
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
