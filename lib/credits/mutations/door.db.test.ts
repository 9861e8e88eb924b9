import fc from "fast-check";
import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import type { Answer, Command } from "@/lib/credits/core/command";
import { decide } from "@/lib/credits/core/decide";
import { firstDigest } from "@/lib/credits/core/entry";
import { noticeTopic } from "@/lib/credits/core/notice";
import { anyStep, nameableIn, Script, untouchedState } from "@/lib/credits/core/testing";
import { post } from "@/lib/credits/mutations/door";
import {
  anotherDoor,
  asOwner,
  charge,
  command,
  grant,
  mustVerify,
  narrowDoor,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { sha256 } from "@/lib/platform/sha256";

const START = Date.parse("2026-03-01T00:00:00Z");
const balanceOf = async (workspaceId: string) =>
  (
    await asOwner<{ seq: string; current: string; held: string }>(
      "select seq, current, held from credit_account where workspace_id = $1 and kind = 'ai'",
      [workspaceId],
    )
  )[0];

/** What the commits left for the outside to be told. */
const noticesOf = async (workspaceId: string) => {
  const rows = await asOwner<{ notice: string }>(
    "select seq || ' ' || topic as notice from credit_outbox where workspace_id = $1",
    [workspaceId],
  );
  return rows.map(({ notice }) => notice).toSorted();
};

test("what is stored is what was decided, whatever happens and through whichever door", async () => {
  const anyPostedStep = fc.tuple(anyStep, fc.nat(2));
  await fc.assert(
    fc.asyncProperty(fc.array(anyPostedStep, { minLength: 5, maxLength: 40 }), async (steps) => {
      const workspaceId = await newWorkspace();
      let clock = START;
      const now = () => new Date(clock);
      const doors = [anotherDoor(now), narrowDoor(now), narrowDoor(now)];
      const script = new Script();
      let state = untouchedState(firstDigest(workspaceId, "ai", sha256));
      const topics: string[] = [];

      for (const [step, which] of steps) {
        clock += step.wait;
        const command = script.next(step, now(), nameableIn(state));
        const expected = decide(state, command, now(), sha256);
        const answer = await doors[which]?.post(workspaceId, "ai", command);
        expect(answer).toEqual(expected.answer);
        state = expected.state;
        topics.push(...expected.notices.map((notice) => `${notice.seq} ${noticeTopic(notice)}`));
      }
      expect(await noticesOf(workspaceId)).toEqual(topics.toSorted());
      expect(await mustVerify(workspaceId)).toBe(state.account.seq);
    }),
    { numRuns: 60 },
  );
});

test("bursts of mixed commands leave books that verify", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 20, maxLength: 120 }), async (steps) => {
      const workspaceId = await newWorkspace();
      let clock = START;
      const now = () => new Date(clock);
      const doors = [anotherDoor(now), anotherDoor(now)];
      const script = new Script();
      const charges: number[] = [];
      const holds: string[] = [];
      const freezes: { holdId: string; sourceId: string }[] = [];
      for (let index = 0; index < steps.length; index += 30) {
        const burst = steps.slice(index, index + 30);
        const answers = await Promise.all(
          burst.map((step, turn) => {
            clock += step.wait;
            const command = script.next(step, now(), { charges, holds, freezes });
            if (command.type === "hold") holds.push(command.holdId);
            if (command.type === "freeze") freezes.push(command);
            return doors[turn % 2]?.post(workspaceId, "ai", command);
          }),
        );
        for (const answer of answers) if (answer?.ok) charges.push(answer.seq);
      }
      await mustVerify(workspaceId);
    }),
    { numRuns: 25 },
  );
});

test("a hundred callers cannot spend more than there is, and each is told the truth", async () => {
  const workspaceId = await newWorkspace();
  await post(workspaceId, "ai", grant(1_000));
  const doors = [anotherDoor(), anotherDoor(), anotherDoor()];
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, turn) => doors[turn % 3]?.post(workspaceId, "ai", charge(7))),
  );
  const accepted = answers.filter((answer) => answer?.ok);

  expect(accepted).toHaveLength(Math.floor(1_000 / 7));
  expect(await balanceOf(workspaceId)).toMatchObject({ current: String(1_000 % 7) });
  expect(new Set(accepted.map((answer) => answer?.ok && answer.seq)).size).toBe(accepted.length);
  await mustVerify(workspaceId);
});

test("a command repeated at the same time, through several doors, happens once", async () => {
  const workspaceId = await newWorkspace();
  await post(workspaceId, "ai", grant(1_000));
  const doors = Array.from({ length: 6 }, () => anotherDoor());
  for (let turn = 0; turn < 20; turn++) {
    const command = charge(1);
    const answers = await Promise.all(
      doors.flatMap((door) => [command, command].map((one) => door.post(workspaceId, "ai", one))),
    );
    const first = answers.filter((answer) => !("replayed" in answer));
    expect(first).toHaveLength(1);
    for (const answer of answers) expect({ ...answer, ...first[0] }).toEqual(answer);
  }
  expect(await balanceOf(workspaceId)).toEqual({ seq: "21", current: "980", held: "0" });
  await mustVerify(workspaceId);
});

test("a repeated command gets its first answer, even when it would be refused by now", async () => {
  const workspaceId = await newWorkspace();
  await post(workspaceId, "ai", grant(10));
  const command = charge(10);
  const first = await post(workspaceId, "ai", command);
  const again = { ...first, replayed: true };
  expect(await post(workspaceId, "ai", command)).toEqual(again);
  expect(await anotherDoor().post(workspaceId, "ai", command)).toEqual(again);
  expect(await post(workspaceId, "ai", { ...command, amount: credits(9) } as Command)).toEqual({
    ok: false,
    reason: "key_reused",
  });
});

test("a door that remembers an old balance refuses nothing by it", async () => {
  const workspaceId = await newWorkspace();
  const remembers = anotherDoor();
  await remembers.post(workspaceId, "ai", grant(10));
  await anotherDoor().post(workspaceId, "ai", grant(90));

  expect(await remembers.post(workspaceId, "ai", charge(100))).toMatchObject({ ok: true });
});

test("the kinds never mix", async () => {
  const workspaceId = await newWorkspace();
  await post(workspaceId, "lead", grant(100));

  expect(await post(workspaceId, "ai", charge(1))).toMatchObject({ ok: false, shortfall: 1 });
  expect(await post(workspaceId, "lead", charge(1))).toMatchObject({ ok: true });
});

test("a charge may need every one of many lots, and many may expire or lapse at once", async () => {
  const workspaceId = await newWorkspace();
  let clock = START;
  const door = anotherDoor(() => new Date(clock));
  for (let lot = 0; lot < 40; lot++) {
    await door.post(workspaceId, "ai", grant(10, { expiresAt: new Date(START + 60_000 + lot) }));
  }
  expect(await door.post(workspaceId, "ai", charge(395))).toMatchObject({ ok: true, current: 5 });

  for (let lot = 0; lot < 40; lot++) {
    await door.post(workspaceId, "ai", grant(10, { expiresAt: new Date(START + 120_000) }));
  }
  const lapsesAt = new Date(START + 90_000);
  for (let hold = 0; hold < 30; hold++) {
    await door.post(
      workspaceId,
      "ai",
      command({ type: "hold", holdId: newId(), amount: credits(10), lapsesAt }),
    );
  }
  clock = START + 119_999;
  const fresh = anotherDoor(() => new Date(clock));
  expect(await fresh.post(workspaceId, "ai", charge(400))).toMatchObject({
    ok: true,
    available: 0,
  });
  clock = START + 120_000;
  expect(await fresh.post(workspaceId, "ai", charge(1))).toMatchObject({ ok: false, available: 0 });
  await mustVerify(workspaceId);
});

test("a refusal counts every expired lot and lapsed hold, however many there are", async () => {
  const workspaceId = await newWorkspace();
  let clock = START;
  const door = anotherDoor(() => new Date(clock));
  for (let lot = 0; lot < 20; lot++) {
    await door.post(workspaceId, "ai", grant(10, { expiresAt: new Date(START + 60_000) }));
  }
  await door.post(workspaceId, "ai", grant(7));
  for (let hold = 0; hold < 20; hold++) {
    const lapsesAt = new Date(START + 30_000 + hold);
    const held = command({ type: "hold", holdId: newId(), amount: credits(5), lapsesAt });
    await door.post(workspaceId, "ai", held);
  }
  clock = START + 60_000;
  const fresh = anotherDoor(() => new Date(clock));

  expect(await fresh.post(workspaceId, "ai", charge(8))).toMatchObject({ ok: false, available: 7 });
  expect(await fresh.post(workspaceId, "ai", command({ type: "expire" }))).toMatchObject({
    amount: -200,
    current: 7,
    held: 0,
  });
  await mustVerify(workspaceId);
});

test("one impossible command in a crowd fails alone", async () => {
  const workspaceId = await newWorkspace();
  await post(workspaceId, "ai", grant(1_000));
  const twice = grant(5);
  await post(workspaceId, "ai", twice);
  const crowd: Promise<Answer>[] = Array.from({ length: 20 }, () =>
    post(workspaceId, "ai", charge(1)),
  );
  const wrong = [
    post(workspaceId, "ai", charge(1, { subject: "no such text: \u0000" })),
    post(workspaceId, "ai", charge(1, { runId: "no uuid" })),
    post(workspaceId, "ai", charge(2, { quotedMax: credits(1) })),
    post(workspaceId, "ai", { ...twice, key: newId() } as Command),
  ];
  const outcomes = await Promise.allSettled([...crowd, ...wrong]);

  expect(outcomes.map((outcome) => outcome.status)).toEqual([
    ...crowd.map(() => "fulfilled"),
    ...wrong.map(() => "rejected"),
  ]);
  expect(await balanceOf(workspaceId)).toMatchObject({ current: "985" });
  await mustVerify(workspaceId);
});

test("use is counted by the workspace's own days, and a refund takes back from the day of its charge", async () => {
  const workspaceId = await newWorkspace("Pacific/Auckland");
  let clock = Date.parse("2026-03-01T10:59:59Z");
  const door = anotherDoor(() => new Date(clock));
  await door.post(workspaceId, "ai", grant(1_000));
  const actor = { type: "member" as const, id: newId() };
  const campaignId = newId();
  const first = await door.post(workspaceId, "ai", charge(100, { actor, operation: "rss_item" }));
  clock += 1_000;
  await door.post(workspaceId, "ai", charge(200, { actor, operation: "rss_item", campaignId }));
  clock += 86_400_000;
  const corrects = first.ok ? first.seq : 0;
  await door.post(workspaceId, "ai", command({ type: "refund", corrects, amount: credits(30) }));

  const days = await asOwner(
    `select to_char(day, 'YYYY-MM-DD') as day, operation, actor, campaign, used, charges
     from usage_day where workspace_id = $1 order by day`,
    [workspaceId],
  );
  const name = { operation: "rss_item", actor: actor.id, charges: "1" };
  expect(days).toEqual([
    { ...name, day: "2026-03-01", campaign: "", used: "70" },
    { ...name, day: "2026-03-02", campaign: campaignId, used: "200" },
  ]);
  await mustVerify(workspaceId);
});

test("a workspace that changes its time zone has its days told anew with the next command", async () => {
  const workspaceId = await newWorkspace("UTC");
  const now = () => new Date("2026-03-01T20:00:00Z");
  const door = anotherDoor(now);
  await door.post(workspaceId, "ai", grant(1_000));
  const charged = await door.post(workspaceId, "ai", charge(100));
  await door.post(workspaceId, "ai", charge(40));
  const corrects = charged.ok ? charged.seq : 0;
  await door.post(workspaceId, "ai", command({ type: "refund", corrects, amount: credits(10) }));
  await inWorkspace(workspaceId, (tx) =>
    tx.workspace.update({ where: { id: workspaceId }, data: { timeZone: "Pacific/Auckland" } }),
  );

  const back = command({ type: "refund", corrects, amount: credits(90) });
  expect(await door.post(workspaceId, "ai", back)).toMatchObject({ ok: true, current: 960 });
  const days = await asOwner(
    "select to_char(day, 'YYYY-MM-DD') as day, used, charges from usage_day where workspace_id = $1",
    [workspaceId],
  );
  expect(days).toEqual([{ day: "2026-03-02", used: "40", charges: "2" }]);
  await mustVerify(workspaceId);
});

test("ids are kept as the database writes them, so that what was sealed reads the same", async () => {
  const workspaceId = await newWorkspace();
  await post(workspaceId, "ai", grant(10));
  const actor = { type: "member" as const, id: newId().toUpperCase() };
  await post(workspaceId, "ai", charge(1, { actor, runId: newId().toUpperCase() }));
  await mustVerify(workspaceId);
});
