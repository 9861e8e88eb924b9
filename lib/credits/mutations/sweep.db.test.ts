import { afterEach, expect, test, vi } from "vitest";
import {
  anotherDoor,
  asOwner,
  charge,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { relayAllNotices } from "@/lib/credits/mutations/notices";
import { writeExpiries } from "@/lib/credits/mutations/sweep";
import { recentNotices } from "@/lib/credits/queries/alerts";
import { clock } from "@/lib/platform/clock";

afterEach(() => vi.restoreAllMocks());

const DAY = 86_400_000;
const start = Date.now();
const expiresAt = new Date(start + 40 * DAY);

/** An account with credits that will expire, in which nothing can be written any more: its numbering is broken. */
async function broken(): Promise<string> {
  const workspaceId = await sound();
  await anotherDoor().post(workspaceId, "ai", grant(1));
  await asOwner("update credit_account set seq = seq - 1 where workspace_id = $1", [workspaceId]);
  return workspaceId;
}

async function sound(): Promise<string> {
  const workspaceId = await newWorkspace();
  await anotherDoor().post(workspaceId, "ai", grant(40_00, { expiresAt }));
  return workspaceId;
}

const expiriesOf = async (workspaceId: string) =>
  (
    await asOwner("select 1 from credit_entry where workspace_id = $1 and type = 'expiry'", [
      workspaceId,
    ])
  ).length;

test("an account in which nothing can be written keeps no other one waiting", async () => {
  const [first, between, last] = [await broken(), await sound(), await broken()];
  vi.spyOn(clock, "now").mockReturnValue(new Date(expiresAt.getTime() + DAY));
  expect(await writeExpiries()).toBe(1);
  expect(await Promise.all([first, between, last].map(expiriesOf))).toEqual([0, 1, 0]);
});

test("however many accounts are due, all are written, those that come after failing ones and new ones too", async () => {
  const failing = [await broken(), await broken(), await broken()];
  const waiting = [await sound(), await sound(), await sound()];
  vi.spyOn(clock, "now").mockReturnValue(new Date(expiresAt.getTime() + DAY));
  expect(await writeExpiries(2)).toBe(3);
  expect(await Promise.all(waiting.map(expiriesOf))).toEqual([1, 1, 1]);

  vi.mocked(clock.now).mockReturnValue(new Date(start));
  const next = await sound();
  vi.mocked(clock.now).mockReturnValue(new Date(expiresAt.getTime() + 2 * DAY));
  expect(await writeExpiries(2)).toBe(1);
  expect(await Promise.all([...failing, next].map(expiriesOf))).toEqual([0, 0, 0, 1]);
});

test("a notice that cannot be told keeps no other one waiting", async () => {
  const [first, between, last] = [await newWorkspace(), await newWorkspace(), await newWorkspace()];
  for (const workspaceId of [first, between, last]) {
    await anotherDoor().post(workspaceId, "ai", grant(200_00));
    await anotherDoor().post(workspaceId, "ai", charge(200_00));
  }
  const nonsense = `update credit_outbox set payload = '{"about": "nonsense"}' where workspace_id = any($1)`;
  await asOwner(nonsense, [[first, last]]);
  await asOwner("delete from notice");
  await relayAllNotices();
  expect(await recentNotices(between)).toHaveLength(1);
});
