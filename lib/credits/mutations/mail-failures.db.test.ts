import { afterAll, expect, test, vi } from "vitest";
import { deliveryState, failureInWords } from "@/lib/credits/core/delivery";
import "@/lib/credits/jobs";
import { testMail } from "@/lib/credits/mutations/alert-test";
import { post } from "@/lib/credits/mutations/door";
import { asOwner, charge, grant, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { DELIVER_JOB, relayAllNotices } from "@/lib/credits/mutations/notices";
import { addMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { startWorkers, stopWorkers } from "@/lib/platform/queue";

/** A mail server that takes every connection and never says a word. Its address names the wait, for the test's sake. */
const silent = await vi.hoisted(async () => {
  const { createServer } = await import("node:net");
  const server = createServer((socket) => socket.on("error", () => {}));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as { port: number };
  vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${port}?greetingTimeout=50`);
  return server;
});
afterAll(async () => {
  await stopWorkers();
  await new Promise((done) => silent.close(done));
});

const jobsOf = (workspaceId: string) =>
  asOwner<{ state: string }>(
    "select state::text from pgboss.job where name = $1 and data -> 'data' ->> 'workspaceId' = $2",
    [DELIVER_JOB, workspaceId],
  );

const deliveriesOf = (workspaceId: string) =>
  inWorkspace(workspaceId, (tx) =>
    tx.noticeDelivery.findMany({ where: { workspaceId, channel: "email" } }),
  );

test("a mail that a silent server keeps waiting is tried again later, and says why", async () => {
  const workspaceId = await newWorkspace();
  const email = `${newId()}@example.com`;
  const made = await createUser({ name: "Ines Carvalho", email, emailVerified: true });
  if (!made.ok) throw new Error(made.reason);
  await addMember({ workspaceId, userId: made.userId, role: "owner" });
  await post(workspaceId, "ai", grant(200_00));
  await post(workspaceId, "ai", charge(200_00));
  await relayAllNotices();
  await startWorkers();

  await expect.poll(() => jobsOf(workspaceId)).toEqual([{ state: "retry" }]);
  const [delivery] = await deliveriesOf(workspaceId);
  expect(delivery).toMatchObject({ attempts: 1, failure: "mail_timed_out" });
  expect(delivery && deliveryState(delivery)).toBe("retrying");
  expect(failureInWords(String(delivery?.failure))).toBe("the mail server did not answer in time");
});

test("a test that such a server does not take is not said to have been delivered", async () => {
  const asker = {
    workspaceId: await newWorkspace(),
    workspaceSlug: "alder",
    workspaceName: "Alder",
    userId: newId(),
    email: "ines@example.com",
  };
  expect(await testMail(asker)).toEqual({ ok: false, reason: "mail_timed_out" });
});
