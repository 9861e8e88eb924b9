import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import {
  atHour as at,
  charge,
  command,
  grant,
  hourlyAccount,
  mustVerify,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { lotsOf } from "@/lib/credits/queries/lots";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

async function anAccount() {
  const { workspaceId, post } = await hourlyAccount();
  const shown = async (hour: number) =>
    (await lotsOf(workspaceId, "ai", at(hour))).map(({ bought, left, state }) => [
      bought,
      left,
      state,
    ]);
  return { workspaceId, post, shown };
}

test("of lots that are over, the newest three are listed: used up, or expired with no row of it yet", async () => {
  const { workspaceId, post, shown } = await anAccount();
  for (const hour of [1, 2, 3, 4]) {
    await post(hour, grant(hour * 100, { expiresAt: at(100 + hour) }));
    await post(hour, charge(hour * 100));
  }
  await post(5, grant(500, { expiresAt: at(50) }));
  await post(5, grant(600, { expiresAt: at(200) }));

  expect(await shown(6)).toEqual([
    [500, 500, "in_use"],
    [200, 0, "spent"],
    [300, 0, "spent"],
    [400, 0, "spent"],
    [600, 600, "waiting"],
  ]);
  // Nobody has written that it expired: it is over all the same, and further back than the other three.
  expect(await shown(60)).toEqual([
    [200, 0, "spent"],
    [300, 0, "spent"],
    [400, 0, "spent"],
    [600, 600, "in_use"],
  ]);
  expect(await shown(201)).toEqual([
    [300, 0, "spent"],
    [400, 0, "spent"],
    [600, 0, "expired"],
  ]);
  await mustVerify(workspaceId);
});

test("a lot that is wholly held is listed, however many are used up after it", async () => {
  const { post, shown } = await anAccount();
  await post(1, grant(100, { expiresAt: at(90) }));
  const amount = credits(100);
  await post(1, command({ type: "hold", holdId: newId(), amount, lapsesAt: at(80) }));
  for (const hour of [2, 3, 4, 5]) {
    await post(hour, grant(hour * 100, { expiresAt: at(100 + hour) }));
    await post(hour, charge(hour * 100));
  }
  expect((await shown(6))[0]).toEqual([100, 100, "in_use"]);
});

test("the newest of the used-up lots are found in their index, by kind, under the rights of the product", async () => {
  const workspaceId = await newWorkspace();
  const plan = await inWorkspace(workspaceId, async (tx) => {
    await tx.$executeRaw`set local enable_seqscan = off`;
    return tx.$queryRaw<{ "QUERY PLAN": string }[]>`explain select id from credit_lots
      where workspace_id = ${workspaceId}::uuid and kind = 'ai' and used_up
      order by expires_at desc nulls first, created_at desc, id desc limit 3`;
  });
  const lines = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(lines).toMatch(/credit_lot_ended/);
  expect(lines).toMatch(/Index Cond: .*kind = 'ai'/);
  expect(lines).not.toMatch(/Sort/);
});
