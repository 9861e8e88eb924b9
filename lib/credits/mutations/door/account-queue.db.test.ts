import type pg from "pg";
import { expect, test } from "vitest";
import { createDoor } from "@/lib/credits/mutations/door";
import {
  anotherDoor,
  asOwner,
  charge,
  entriesIn,
  grant,
  mustVerify,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { pool } from "@/lib/platform/db";

/** A door whose clock is broken the given times it is asked, counted from the first. */
function doorWithClock(broken: readonly number[]) {
  let asked = 0;
  const now = () => {
    asked += 1;
    if (broken.includes(asked)) throw new Error("No time to be had.");
    return new Date();
  };
  return createDoor({ pool: () => pool("ledger"), now });
}

test("what goes wrong while the next commit is decided early is forgotten when its turn comes", async () => {
  const workspaceId = await newWorkspace();
  // Asked to load for the grant and to decide it, to decide the first charge, and then the second one early.
  const door = doorWithClock([4]);
  expect(await door.post(workspaceId, "ai", grant(1_000))).toMatchObject({ ok: true });
  const answers = await Promise.all([
    door.post(workspaceId, "ai", charge(1)),
    door.post(workspaceId, "ai", charge(2)),
  ]);
  expect(answers).toMatchObject([
    { ok: true, current: 999 },
    { ok: true, current: 997 },
  ]);
  expect(await mustVerify(workspaceId)).toBe(3);
});

test("what goes wrong again is told to those whose turn it is, and to nobody else", async () => {
  const workspaceId = await newWorkspace();
  const door = doorWithClock([4, 5]);
  await door.post(workspaceId, "ai", grant(1_000));
  const [first, second] = await Promise.allSettled([
    door.post(workspaceId, "ai", charge(1)),
    door.post(workspaceId, "ai", charge(2)),
  ]);
  expect(first).toMatchObject({ status: "fulfilled", value: { ok: true } });
  expect(second).toMatchObject({ status: "rejected", reason: { message: "No time to be had." } });
  expect(await door.post(workspaceId, "ai", charge(3))).toMatchObject({ ok: true, current: 996 });
  expect(await mustVerify(workspaceId)).toBe(3);
});

/** A door of its own, and how often it went under the lock of an account since it was asked last. */
function doorWhoseLocksAreCounted() {
  let locks = 0;
  const watched = {
    query: (...asked: Parameters<pg.Pool["query"]>) => pool("ledger").query(...asked),
    connect: () => {
      locks += 1;
      return pool("ledger").connect();
    },
  } as pg.Pool;
  const door = createDoor({ pool: watched, now: () => new Date() });
  const locksSince = () => {
    const since = locks;
    locks = 0;
    return since;
  };
  return { door, locksSince };
}

test("where another server was met a crowd goes under the lock at once, until nobody was met for a while", async () => {
  const workspaceId = await newWorkspace();
  const { door, locksSince } = doorWhoseLocksAreCounted();
  // The first goes alone; those that come meanwhile are the crowd.
  const crowd = () =>
    Promise.all([1, 2, 3].map((amount) => door.post(workspaceId, "ai", charge(amount))));

  await door.post(workspaceId, "ai", grant(100_000));
  await crowd();
  expect(locksSince()).toBe(0);

  await anotherDoor().post(workspaceId, "ai", charge(10));
  for (let met = 0; met < 3; met += 1) {
    await crowd();
    expect(locksSince()).toBe(1);
  }
  for (let alone = 0; alone < 6; alone += 1) await crowd();
  expect(locksSince()).toBeLessThan(6);
  await crowd();
  expect(locksSince()).toBe(0);
  expect(await mustVerify(workspaceId)).toBe(2 + 11 * 3);
});

/** A door whose connection is lost when it first commits under a lock, before the database heard of it. */
function doorThatIsCutAtItsCommit() {
  let cuts = 0;
  const cut = async (client: pg.PoolClient) => {
    cuts += 1;
    await client.query("rollback");
    throw Object.assign(new Error("terminated"), { code: "57P01" });
  };
  const frail = {
    query: (...asked: Parameters<pg.Pool["query"]>) => pool("ledger").query(...asked),
    connect: async () => {
      const client = await pool("ledger").connect();
      const query = (text: string, ...rest: never[]) =>
        text === "commit" && cuts === 0 ? cut(client) : client.query(text, ...rest);
      const on = client.on.bind(client);
      const off = client.off.bind(client);
      return { query, on, off, release: client.release.bind(client) };
    },
  } as unknown as pg.Pool;
  return { door: createDoor({ pool: frail, now: () => new Date() }), cuts: () => cuts };
}

test("under the lock nobody is answered before the commit", async () => {
  const workspaceId = await newWorkspace();
  const { door, cuts } = doorThatIsCutAtItsCommit();
  await door.post(workspaceId, "ai", grant(1_000));
  await anotherDoor().post(workspaceId, "ai", charge(10));
  const answers = await Promise.all(
    [1, 2, 3].map((amount) => door.post(workspaceId, "ai", charge(amount))),
  );

  for (const answer of answers) expect(answer).toMatchObject({ ok: true });
  expect(cuts()).toBe(1);
  expect(await mustVerify(workspaceId)).toBe(5);
});

test("accounts that are asked at the same moment never mix", async () => {
  const door = anotherDoor();
  const workspaces = await Promise.all([newWorkspace(), newWorkspace()]);
  const accounts = workspaces.flatMap((workspaceId, index) => [
    { workspaceId, kind: "ai" as const, amount: 1 + index * 4 },
    { workspaceId, kind: "lead" as const, amount: 2 + index * 4 },
  ]);
  const turns = Array.from({ length: 5 }, () => accounts).flat();
  const answers = await Promise.all(
    turns.map(({ workspaceId, kind, amount }) => door.post(workspaceId, kind, grant(amount))),
  );

  for (const answer of answers) expect(answer).toMatchObject({ ok: true });
  for (const { workspaceId, kind, amount } of accounts) {
    const amounts = (await entriesIn(workspaceId, kind)).map((entry) => entry.amount);
    expect(amounts).toEqual(Array.from({ length: 5 }, () => amount));
  }
});

test("an account whose lots were emptied past the door refuses to go on, and says where to look", async () => {
  const workspaceId = await newWorkspace();
  await anotherDoor().post(workspaceId, "ai", grant(1_000));
  await asOwner(
    "update credit_lot set used = used + remaining, remaining = 0 where workspace_id = $1",
    [workspaceId],
  );
  const door = anotherDoor();
  await expect(door.post(workspaceId, "ai", charge(1))).rejects.toThrow(
    `The ai account of workspace ${workspaceId} contradicts its lots and holds.`,
  );
  expect(await door.post(workspaceId, "lead", grant(1_000))).toMatchObject({ ok: true });
});
