import { expect, test } from "vitest";
import {
  anotherDoor,
  asOwner,
  atHour,
  charge,
  entriesIn,
  grant,
  mustVerify,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { recentNotices } from "@/lib/credits/queries/alerts";
import { findChecks } from "@/lib/credits/queries/checks";
import { addMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { dieAtEach, runOrDie } from "@/lib/platform/testing";

const LATER = 48;
/** In the process that dies it is `LATER` hours after the start. */
const job = (call: string): string => `
  const { clock } = await import("./lib/platform/clock.ts");
  clock.now = () => new Date("${atHour(LATER).toISOString()}");
  ${call}`;

/** Two lots of 5.00, of which one expires within the day. */
async function expiring(): Promise<string> {
  const workspaceId = await newWorkspace();
  const door = anotherDoor(() => atHour(0));
  await door.post(workspaceId, "ai", grant(500, { expiresAt: atHour(24) }));
  await door.post(workspaceId, "ai", grant(500));
  return workspaceId;
}

test("killed at every statement, the sweep writes each expiry once", async () => {
  const workspaces = [await expiring(), await expiring(), await expiring()];
  const died = await dieAtEach(
    job('await (await import("./lib/credits/mutations/sweep.ts")).writeExpiries();'),
  );
  expect(died).toBeGreaterThan(1);
  for (const workspaceId of workspaces) {
    const entries = await entriesIn(workspaceId);
    expect(
      entries.filter(({ type }) => type === "expiry").map(({ amount }) => Number(amount)),
    ).toEqual([-500]);
    await mustVerify(workspaceId);
  }
}, 300_000);

test("killed at every statement, a check ends with the result of a check, and changes nothing else", async () => {
  const workspaceId = await newWorkspace();
  await anotherDoor().post(workspaceId, "ai", grant(500));
  await anotherDoor().post(workspaceId, "ai", charge(120));
  const before = await entriesIn(workspaceId);
  await dieAtEach(`
    const { checkLedger } = await import("./lib/credits/mutations/checks.ts");
    await checkLedger({ workspaceId: "${workspaceId}", kind: "ai" }, { full: true });`);
  expect(await findChecks(workspaceId)).toMatchObject([
    { kind: "ai", difference: null, entries: 2 },
  ]);
  expect(await entriesIn(workspaceId)).toEqual(before);
}, 300_000);

test("killed at every statement, a notice is written once and mailed again only if it had not been noted", async () => {
  const workspaceId = await newWorkspace();
  const email = `${newId()}@example.com`;
  const made = await createUser({ name: "Ines Carvalho", email, emailVerified: true });
  if (!made.ok) throw new Error(made.reason);
  await addMember({ workspaceId, userId: made.userId, role: "owner" });
  await anotherDoor().post(workspaceId, "ai", grant(200_00));
  await anotherDoor().post(workspaceId, "ai", charge(200_00));

  await dieAtEach(
    `await (await import("./lib/credits/mutations/notices.ts")).relayNotices("${workspaceId}");`,
  );
  const notices = await recentNotices(workspaceId);
  expect(notices).toHaveLength(1);
  const jobs = await asOwner<{ data: object }>(
    "select data -> 'data' as data from pgboss.job where name = 'credits.deliver-notice' and data -> 'data' ->> 'workspaceId' = $1",
    [workspaceId],
  );
  expect(jobs).toHaveLength(1);

  const deliver = `
    const { deliverNotice } = await import("./lib/credits/mutations/deliver.ts");
    await deliverNotice(${JSON.stringify(jobs[0]?.data)});`;
  const died = await dieAtEach(deliver);
  const mails = async () =>
    (await asOwner("select 1 from mail_message where recipient = $1", [email])).length;
  // Whoever died after the mail and before the note of it leaves it to be mailed again.
  const mailed = await mails();
  expect(mailed).toBeGreaterThanOrEqual(1);
  expect(mailed).toBeLessThan(died);
  expect(await runOrDie(deliver, { at: 99 })).toBe(true);
  expect(await mails()).toBe(mailed);
  const [delivery] = await inWorkspace(workspaceId, (tx) =>
    tx.noticeDelivery.findMany({ where: { workspaceId, channel: "email" } }),
  );
  expect(delivery).toMatchObject({ failure: null, deliveredAt: expect.any(Date) });
}, 300_000);
