import { afterAll, expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import { noticesFrom } from "@/lib/credits/core/history/notices/testing";
import {
  anotherDoor,
  asOwner,
  charge,
  command,
  entriesIn,
  grant,
  mustVerify,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { relayNotices } from "@/lib/credits/mutations/notices";
import { newId } from "@/lib/platform/ids";
import { stopWorkers } from "@/lib/platform/queue";

afterAll(stopWorkers);

const LOW = 100_00;
/** Two that warn at one amount, as only a race of two admins can leave them, and one far below. */
const THRESHOLDS = { low: LOW, mine: LOW, deep: 40_00 };

const ROUNDS = 8;

async function availableIn(workspaceId: string): Promise<number> {
  const [account] = await asOwner<{ available: string }>(
    "select current - held as available from credit_account where workspace_id = $1",
    [workspaceId],
  );
  return Number(account?.available);
}

test("a balance that swings about its thresholds, by three servers at once, is told at each crossing, once", async () => {
  const workspaceId = await newWorkspace();
  const doors = [anotherDoor(), anotherDoor(), anotherDoor()];
  const post = (turn: number, command: Command) =>
    doors[turn % 3]?.post(workspaceId, "ai", command);
  await post(0, command({ type: "set_threshold", threshold: "critical", below: null }));
  await post(0, command({ type: "set_threshold", threshold: "empty", below: null }));
  for (const [threshold, below] of Object.entries(THRESHOLDS)) {
    await post(0, command({ type: "set_threshold", threshold, below: credits(below) }));
  }
  await post(1, grant(LOW));

  const swing = async (_: unknown, turn: number) => {
    const holdId = newId();
    const lapsesAt = new Date(Date.now() + 3_600_000);
    await post(turn, command({ type: "hold", holdId, amount: credits(20_00), lapsesAt }));
    await post(turn + 1, charge(30_00));
    await post(turn + 2, command({ type: "release", holdId }));
    await post(turn, grant(30_00));
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    await Promise.all(Array.from({ length: 1 + (round % 3) * 8 }, swing));
    // Back to the threshold, so that every round crosses it, whatever was refused and in which order they came.
    const above = (await availableIn(workspaceId)) - LOW;
    if (above !== 0) await post(round, above > 0 ? charge(above) : grant(-above));
  }

  const expected = noticesFrom(await entriesIn(workspaceId)).map(({ seq }) => seq);
  expect(expected.length).toBeGreaterThanOrEqual(ROUNDS);
  const told = await asOwner<{ seq: string }>(
    "select seq from credit_outbox where workspace_id = $1 and topic = 'threshold' order by seq",
    [workspaceId],
  );
  expect(told.map(({ seq }) => Number(seq))).toEqual(expected);

  await Promise.all([1, 2, 3].map(() => relayNotices(workspaceId)));
  const notices = await asOwner("select key from notice where workspace_id = $1", [workspaceId]);
  expect(notices).toHaveLength(expected.length);
  await mustVerify(workspaceId);
});

test("of a crowd at three servers none gets past a cap of its member, campaign or operation", async () => {
  const workspaceId = await newWorkspace();
  const doors = [anotherDoor(), anotherDoor(), anotherDoor()];
  const [mei, campaignId] = [newId(), newId()];
  await doors[0]?.post(workspaceId, "ai", grant(10_000));
  for (const [scope, target, most] of [
    ["member", mei, 700],
    ["campaign", campaignId, 500],
    ["operation", "single_post", 300],
  ] as const) {
    const cap = { amount: credits(most), mode: "block" } as const;
    await doors[1]?.post(workspaceId, "ai", command({ type: "set_cap", scope, target, cap }));
  }
  const actor = { type: "member", id: mei } as const;
  const answers = await Promise.all(
    Array.from({ length: 240 }, (_, turn) => {
      const about = [{ operation: "single_post", campaignId }, { campaignId }, {}][turn % 3];
      return doors[turn % 3]?.post(workspaceId, "ai", charge(11, { actor, ...about }));
    }),
  );
  const used = (kind: number) =>
    answers.reduce((sum, answer, turn) => sum + (answer?.ok && turn % 3 === kind ? 11 : 0), 0);
  const [posts, campaign, others] = [used(0), used(1), used(2)];
  // Each cap is filled to what one charge more would go beyond.
  expect(posts).toBeLessThanOrEqual(300);
  expect(posts + campaign).toBeLessThanOrEqual(500);
  expect(posts + campaign + others).toBeGreaterThan(700 - 11);
  expect(posts + campaign + others).toBeLessThanOrEqual(700);
  const refused = answers.filter((answer) => answer && !answer.ok);
  expect(refused.length).toBeGreaterThan(100);
  for (const answer of refused) expect(answer).toMatchObject({ reason: "cap_reached" });

  const last = charge(100, { actor, operation: "single_post", campaignId });
  const left = [300 - posts, 500 - posts - campaign, 700 - posts - campaign - others];
  const scopes = ["operation", "campaign", "member"];
  const least = Math.min(...left);
  const answer = await doors[2]?.post(workspaceId, "ai", last);
  if (!answer || answer.ok || answer.reason !== "cap_reached") throw new Error("not refused");
  expect(answer.left).toBe(least);
  expect(left[scopes.indexOf(answer.cap.scope)]).toBe(least);
  await mustVerify(workspaceId);
});
