import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { FIRST_WINDOW, loadState } from "@/lib/credits/mutations/door/load";
import {
  anotherDoor,
  asOwner,
  beside,
  charge,
  command,
  grant,
  mustVerify,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import {
  changeThreshold,
  liftLimit,
  removeThreshold,
  setLimit,
} from "@/lib/credits/mutations/limits";
import { capsOf, thresholdsOf } from "@/lib/credits/queries/limits";
import { pool } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { interrupted } from "@/lib/platform/testing";

test("a cap that is set binds the next charge, through a door that remembers the account", async () => {
  const workspaceId = await newWorkspace();
  const door = anotherDoor();
  await door.post(workspaceId, "ai", grant(500));
  const cap = { amount: credits(100), mode: "block" as const };
  const set = command({ type: "set_cap", scope: "operation", target: "single_post", cap });
  expect(await door.post(workspaceId, "ai", set)).toMatchObject({ ok: true });
  expect(
    await door.post(workspaceId, "ai", charge(101, { operation: "single_post" })),
  ).toMatchObject({ ok: false, reason: "cap_reached" });
  await mustVerify(workspaceId);
});

const mei = newId();

/** A workspace whose clock is told, in which Mei may use 10.00 a month. */
async function capped(timeZone: string) {
  const workspaceId = await newWorkspace(timeZone);
  let at = new Date("2026-01-01T00:00:00Z");
  const door = anotherDoor(() => at);
  const cap = { amount: credits(1_000), mode: "block" as const };
  await door.post(workspaceId, "ai", grant(100_000));
  await door.post(
    workspaceId,
    "ai",
    command({ type: "set_cap", scope: "member", target: mei, cap }),
  );
  /** True when it was charged, else what is left of which month. */
  const spend = async (time: string, hundredths: number) => {
    at = new Date(time);
    const by = { actor: { type: "member", id: mei } } as const;
    const answer = await door.post(workspaceId, "ai", charge(hundredths, by));
    if (answer.ok) return true;
    return answer.reason === "cap_reached" ? `${answer.left} of ${answer.month}` : answer.reason;
  };
  return { workspaceId, spend };
}

test.each([
  ["America/New_York", "2026-11-01T03:59:59.999Z", "2026-11-01T04:00:00Z"],
  ["Australia/Lord_Howe", "2026-10-31T12:59:59.999Z", "2026-10-31T13:00:00Z"],
  ["Europe/London", "2026-03-31T22:59:59.999Z", "2026-03-31T23:00:00Z"],
  ["Asia/Kathmandu", "2026-06-30T18:14:59.999Z", "2026-06-30T18:15:00Z"],
  // The database need not know a zone, nor when its days begin, as the product does: here Dhaka and Sydney.
  ["BST", "2026-06-30T17:59:59.999Z", "2026-06-30T18:00:00Z"],
  ["AET", "2026-06-30T13:59:59.999Z", "2026-06-30T14:00:00Z"],
])("a month of %s ends at its own midnight, to the millisecond", async (zone, last, first) => {
  const { workspaceId, spend } = await capped(zone);
  expect(await spend(last, 1_000)).toBe(true);
  expect(await spend(last, 1)).toMatch(/^0 of /);
  expect(await spend(first, 1_000)).toBe(true);
  expect(await spend(first, 1)).toMatch(/^0 of /);
  await mustVerify(workspaceId);
});

test("when the time zone changes about the end of a month, the cap counts the days of the new one", async () => {
  const { workspaceId, spend } = await capped("UTC");
  const moveTo = (zone: string) =>
    asOwner("update workspace set time_zone = $2 where id = $1", [workspaceId, zone]);
  expect(await spend("2026-11-30T23:30:00Z", 800)).toBe(true);
  await moveTo("Pacific/Kiritimati");
  expect(await spend("2026-11-30T23:45:00Z", 500)).toBe("200 of 2026-12");
  await moveTo("Pacific/Pago_Pago");
  expect(await spend("2026-11-30T23:50:00Z", 500)).toBe("200 of 2026-11");
  expect(await spend("2026-12-01T11:00:00Z", 500)).toBe(true);
  await moveTo("UTC");
  expect(await spend("2026-12-01T12:00:00Z", 600)).toBe("500 of 2026-12");
  await mustVerify(workspaceId);
});

test("a limit that was there already is changed on purpose alone, and lifted once", async () => {
  const by = { workspaceId: await newWorkspace(), userId: newId() };
  const on = { kind: "ai", scope: "operation", target: "single_post", mode: "block" } as const;
  const set = (amount: number, isNew: boolean) =>
    setLimit(by, { ...on, amount: credits(amount), isNew });
  const amounts = async () =>
    (await capsOf(by.workspaceId, new Date())).map(({ amount }) => amount);
  expect(await set(100, true)).toEqual({ ok: true });
  expect(await set(900, true)).toEqual({ ok: false, reason: "exists" });
  expect(await amounts()).toEqual([100]);
  expect(await set(900, false)).toEqual({ ok: true });
  expect(await amounts()).toEqual([900]);
  expect(await liftLimit(by, on)).toEqual({ ok: true });
  expect(await liftLimit(by, on)).toEqual({ ok: false, reason: "unknown_target" });
});

test("the levels that every screen shows cannot be removed, and no warning of another workspace can", async () => {
  const by = { workspaceId: await newWorkspace(), userId: newId() };
  const other = { workspaceId: await newWorkspace(), userId: newId() };
  const warnings = async ({ workspaceId }: typeof by) => (await thresholdsOf(workspaceId)).ai;
  const before = await warnings(by);
  for (const threshold of ["low", "critical", "empty"]) {
    expect(await removeThreshold(by, { kind: "ai", threshold })).toEqual({
      ok: false,
      reason: "fixed",
    });
  }
  expect(await warnings(by)).toEqual(before);

  await changeThreshold(other, { kind: "ai", threshold: null, amount: credits(500_00) });
  const theirs = (await warnings(other)).find(({ id }) => !before.some((one) => one.id === id));
  const threshold = theirs?.id ?? "";
  const unknown = { ok: false, reason: "unknown" };
  expect(await removeThreshold(by, { kind: "ai", threshold })).toEqual(unknown);
  const raised = { kind: "ai", threshold, amount: credits(600_00) } as const;
  expect(await changeThreshold(by, raised)).toEqual(unknown);
  expect(await warnings(by)).toEqual(before);
  expect(await removeThreshold(other, { kind: "ai", threshold })).toEqual({ ok: true });
});

test("two who change levels at once do not set one above the other", async () => {
  const by = { workspaceId: await newWorkspace(), userId: newId() };
  const change = (threshold: string, amount: number) =>
    changeThreshold(by, { kind: "ai", threshold, amount: credits(amount) });
  let other: Promise<unknown> | null = null;
  const one = await interrupted(() => change("low", 20_00), {
    after: /"credit_threshold"/,
    by: async () => {
      other = (await beside(() => change("critical", 50_00))).end;
    },
  });
  expect(one).toEqual({ ok: true });
  expect(await other).toEqual({ ok: false, reason: "critical_above_low" });
  const { ai } = await thresholdsOf(by.workspaceId);
  expect(ai.map(({ id }) => id)).toEqual(["low", "critical", "empty"]);
});

test("of two who set a new limit at once, one is told that there is one", async () => {
  const by = { workspaceId: await newWorkspace(), userId: newId() };
  const on = { kind: "ai", scope: "operation", target: "single_post", mode: "block" } as const;
  const set = (amount: number) => setLimit(by, { ...on, amount: credits(amount), isNew: true });
  let other: Promise<unknown> | null = null;
  const one = await interrupted(() => set(100), {
    after: /count.*"credit_cap"/is,
    by: async () => {
      other = (await beside(() => set(900))).end;
    },
  });
  expect(one).toEqual({ ok: true });
  expect(await other).toEqual({ ok: false, reason: "exists" });
  expect(await capsOf(by.workspaceId, new Date())).toMatchObject([{ amount: 100 }]);
});

test("an account of which nothing but a refusal is known has the levels that every account begins with", async () => {
  const by = { workspaceId: await newWorkspace(), userId: newId() };
  const account = { workspaceId: by.workspaceId, kind: "ai" } as const;
  // As the door looks when other servers were faster: it leaves the account's row, and refuses.
  const how = { window: FIRST_WINDOW, lock: true, now: new Date() };
  await loadState(pool("ledger"), account, [charge(1)], how);
  const { ai } = await thresholdsOf(by.workspaceId);
  expect(ai.map(({ id }) => id)).toEqual(["low", "critical", "empty"]);
});
