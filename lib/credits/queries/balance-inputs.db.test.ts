import { afterEach, expect, test, vi } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import {
  atHour as at,
  charge,
  command,
  grant,
  hourlyAccount,
  mustVerify,
} from "@/lib/credits/mutations/door/testing";
import { writeExpiries } from "@/lib/credits/mutations/sweep";
import { balanceOf } from "@/lib/credits/queries/balance";
import { balancesBefore } from "@/lib/credits/queries/balance-inputs";
import { capsOf } from "@/lib/credits/queries/limits";
import { lotsOf } from "@/lib/credits/queries/lots";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

afterEach(() => vi.restoreAllMocks());

/** An account whose commands each happen at a given hour, and everything that screens say of it. */
async function anAccount() {
  const { workspaceId, post } = await hourlyAccount();
  const past = (hours: readonly number[]) =>
    inWorkspace(workspaceId, (tx) =>
      balancesBefore(tx, { workspaceId, kind: "ai" }, hours.map(at)),
    );
  const shown = async (hour: number) => {
    const balance = await balanceOf(workspaceId, "ai", at(hour));
    const { current, held, available, debt } = balance;
    const heldBy = balance.heldBy.map(({ holdId, amount }) => ({ holdId, amount }));
    expect(heldBy.reduce((sum, { amount }) => sum + amount, 0)).toBe(held);
    const lots = await lotsOf(workspaceId, "ai", at(hour));
    const caps = await capsOf(workspaceId, at(hour));
    return {
      balance: { current, held, available, debt },
      heldBy,
      lots: lots.map(({ id, left }) => ({ id, left })),
      caps: caps.map(({ target, used, held, left }) => ({ target, used, held, left })),
    };
  };
  /** The jobs that were down come back at this hour. */
  const swept = async (hour: number) => {
    vi.spyOn(clock, "now").mockImplementation(() => at(hour));
    await writeExpiries();
    vi.restoreAllMocks();
    await mustVerify(workspaceId);
  };
  const hold = (amount: number, lapses: number, over = {}) =>
    command({
      type: "hold",
      holdId: newId(),
      amount: credits(amount),
      lapsesAt: at(lapses),
      ...over,
    });
  return { post, past, shown, swept, hold };
}

test("a past balance is right while what ended then has no row yet, and the same when it has", async () => {
  const { post, past, swept, hold } = await anAccount();
  await post(0, grant(10_000, { expiresAt: at(24) }));
  await post(1, grant(5_000, { expiresAt: at(30) }));
  await post(2, grant(700));
  await post(3, charge(1));
  await post(4, hold(12_000, 28));
  const hours = [-1, 0, 0.5, 1.5, 3.5, 4.5, 23.9, 24, 24.1, 27, 28, 28.1, 29.9, 30, 30.1, 50, 99];
  const before = await past(hours);
  expect(before).toEqual([
    ...[null, null, 10_000, 15_000, 15_699, 15_699, 15_699, 15_699, 15_699, 15_699, 15_699],
    // The hold lapsed: what it kept of the first lot is gone; the rest has two hours more.
    ...[5_700, 5_700, 5_700, 700, 700, 700],
  ]);
  await swept(60);
  expect(await past(hours)).toEqual(before);
});

/** When the disputed purchase expires: never, or between the end of a hold and the time of the question. */
const EXPIRIES = [
  ["that does not expire", null],
  ["that expires just afterwards", at(6.5)],
] as const;

test.each(EXPIRIES)(
  "no screen waits for the sweeper: balance, lots, caps and debt before it are those after it, with a purchase %s",
  async (_, expiresAt) => {
    const { post, shown, swept, hold } = await anAccount();
    const source = "payment";
    await post(0, grant(10_000, { source: "purchase", sourceId: source, expiresAt }));
    await post(0, grant(5_000, { expiresAt: at(4) }));
    const cap = { amount: credits(20_000), mode: "block" as const };
    const name = "content_generation";
    await post(1, command({ type: "set_cap", scope: "operation", target: name, cap }));
    await post(2, charge(5_000, { operation: name } as never));
    await post(2, charge(7_000, { operation: name } as never));
    await post(2, hold(2_000, 6, { operation: name }));
    await post(3, command({ type: "freeze", sourceId: source, holdId: newId() }));
    expect(await shown(5)).toMatchObject({ caps: [{ target: name, used: 12_000, held: 2_000 }] });

    const before = await shown(7);
    await swept(8);
    expect(await shown(7)).toEqual(before);
    expect(before).toMatchObject({
      balance: { current: 3_000, held: 3_000, available: 0 },
      caps: [{ target: name, used: 12_000, held: 0, left: 8_000 }],
    });
  },
);

test.each(EXPIRIES)(
  "credits that come back by the clock to a lost purchase %s settle its debt at that instant",
  async (_, expiresAt) => {
    const { post, shown, swept, hold } = await anAccount();
    const source = "payment";
    await post(0, grant(10_000, { source: "purchase", sourceId: source, expiresAt }));
    await post(1, charge(7_000));
    await post(1, hold(3_000, 6));
    const holdId = newId();
    await post(2, command({ type: "freeze", sourceId: source, holdId }));
    await post(3, {
      ...command({ type: "forfeit", sourceId: source, holdId, amount: credits(10_000) }),
    });
    expect((await shown(5)).balance).toEqual({
      current: 3_000,
      held: 3_000,
      available: 0,
      debt: 10_000,
    });
    const before = await shown(7);
    expect(before.balance).toEqual({ current: 0, held: 0, available: 0, debt: 7_000 });
    await swept(8);
    expect(await shown(7)).toEqual(before);
  },
);

test.each(EXPIRIES)(
  "credits that come back by the clock to a refunded purchase %s are gone at that instant, and the rest is there",
  async (_, expiresAt) => {
    const { post, past, shown, swept, hold } = await anAccount();
    const source = "payment";
    await post(0, grant(10_000, { source: "purchase", sourceId: source, expiresAt }));
    await post(1, grant(500));
    await post(1, hold(6_000, 6));
    await post(2, command({ type: "revoke", sourceId: source, amount: credits(9_000) }));
    expect((await shown(5)).balance).toMatchObject({ current: 6_500, available: 500 });
    const before = [await shown(6.2), await shown(7), await past([5.9, 6.2, 7])];
    expect(before).toMatchObject([
      { balance: { current: 1_500, held: 0, available: 1_500 } },
      { balance: { current: expiresAt ? 500 : 1_500, held: 0 } },
      [6_500, 1_500, expiresAt ? 500 : 1_500],
    ]);
    await swept(8);
    const after = [await past([5.9, 6.2, 7]), (await shown(8)).balance, (await shown(8)).lots];
    const [, seen, balances] = before as [unknown, Awaited<ReturnType<typeof shown>>, unknown];
    expect(after).toEqual([balances, seen.balance, seen.lots]);
  },
);
