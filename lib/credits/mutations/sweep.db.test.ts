import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import {
  anotherDoor,
  asOwner,
  charge,
  command,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { relayAllNotices, relayNotices } from "@/lib/credits/mutations/notices";
import { clearOutbox } from "@/lib/credits/mutations/outbox";
import { writeExpiries } from "@/lib/credits/mutations/sweep";
import { recentNotices } from "@/lib/credits/queries/alerts";
import { balanceOf } from "@/lib/credits/queries/balance";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { stopWorkers } from "@/lib/platform/queue";

afterEach(() => vi.restoreAllMocks());
afterAll(stopWorkers);

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

describe("the outbox", () => {
  const TOP_UP = command({ type: "set_threshold", threshold: "top-up", below: credits(5_00) });

  /** Twice below its thresholds, automatic top-up and all. */
  async function crossTwice(workspaceId: string): Promise<void> {
    const door = anotherDoor();
    await door.post(workspaceId, "ai", { ...TOP_UP, key: newId() });
    for (const next of [grant(200_00), charge(200_00), grant(200_00), charge(200_00)]) {
      await door.post(workspaceId, "ai", next);
    }
  }

  async function crossing(): Promise<string> {
    const workspaceId = await newWorkspace();
    await inWorkspace(workspaceId, (tx) =>
      tx.alertSetting.create({
        data: { workspaceId, webhookUrl: "https://hook.example/credits", webhookSecret: "whsec_" },
      }),
    );
    await crossTwice(workspaceId);
    return workspaceId;
  }

  const outboxOf = async (...workspaces: string[]) =>
    Promise.all(
      workspaces.map(async (workspaceId) =>
        (
          await asOwner<{ row: string }>(
            "select seq || ' ' || topic as row from credit_outbox where workspace_id = $1 order by seq, topic",
            [workspaceId],
          )
        ).map(({ row }) => row),
      ),
    );
  const toldOf = (workspaceId: string) =>
    asOwner(
      `select n.*, d.* from notice n left join notice_delivery d on d.notice_id = n.id
       where n.workspace_id = $1 order by n.seq`,
      [workspaceId],
    );
  const takeTopUp = (workspaceId: string, seq: number) =>
    asOwner(
      `insert into top_up (workspace_id, id, kind, crossing, state, created_at, updated_at)
       values ($1, $2, 'ai', $3, 'off', now(), now())`,
      [workspaceId, newId(), `ai:${seq}`],
    );
  const OLD = ["3 threshold", "3 top_up", "5 threshold", "5 top_up"];
  const YOUNG = ["8 threshold", "8 top_up", "10 threshold", "10 top_up"];

  test("keeps for 90 days what was taken from it, and for as long as it takes what was not", async () => {
    const [told, untold] = [await crossing(), await crossing()];
    vi.spyOn(clock, "now").mockReturnValue(new Date(start + 5 * DAY));
    await crossTwice(told);
    await relayNotices(told);
    for (const seq of [3, 8]) await takeTopUp(told, seq);
    const notices = await toldOf(told);
    const { crossedAt } = await balanceOf(told, "ai", clock.now());

    vi.mocked(clock.now).mockReturnValue(new Date(start + 89 * DAY));
    await clearOutbox();
    expect(await outboxOf(told, untold)).toEqual([[...OLD, ...YOUNG], OLD]);

    vi.mocked(clock.now).mockReturnValue(new Date(start + 91 * DAY));
    await clearOutbox();
    expect(await outboxOf(told, untold)).toEqual([["5 top_up", ...YOUNG], OLD]);
    expect((await balanceOf(told, "ai", clock.now())).crossedAt).toBe(crossedAt);

    // Told once, cleared or not; what is still on its way to the webhook stays as it is.
    await relayAllNotices();
    expect(await toldOf(told)).toEqual(notices);
    expect(await toldOf(untold)).toHaveLength(2);
    await clearOutbox();
    expect(await outboxOf(untold)).toEqual([["3 top_up", "5 threshold", "5 top_up"]]);
    expect(await clearOutbox()).toBe(0);
  });
});
