import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { charge, command, grant, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { chargesSince, movementsSince } from "@/lib/credits/queries/movements";
import { newId } from "@/lib/platform/ids";

const HOUR = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms);

test("a run's charges are one, the largest comes first, and every charge is in the sum", async () => {
  const workspaceId = await newWorkspace();
  const account = { workspaceId, kind: "ai" as const };
  const member = newId();
  const runId = newId();
  const actor = { type: "member" as const, id: member };
  await post(workspaceId, "ai", grant(100_00));
  for (const part of [300, 200, 100]) {
    await post(
      workspaceId,
      "ai",
      charge(part, { runId, operation: "dm_premium", subject: "Cafés", actor }),
    );
  }
  for (const amount of [500, 400, 50, 0]) await post(workspaceId, "ai", charge(amount));

  const charges = await chargesSince(account, ago(HOUR));
  expect(charges).toMatchObject({ used: 15_50, count: 6, complete: true });
  expect(
    charges.largest.map(({ id, runId: of, used, charges: count }) => [id, of, used, count]),
  ).toEqual([
    ["ai-4", runId, 6_00, 3],
    ["ai-5", null, 5_00, 1],
    ["ai-6", null, 4_00, 1],
  ]);
  expect(charges.largest[0]).toMatchObject({
    operation: "dm_premium",
    subject: "Cafés",
    actor: { id: member, kind: "member" },
  });
  expect(await chargesSince(account, new Date(Date.now() + HOUR))).toEqual({
    used: 0,
    count: 0,
    complete: true,
    largest: [],
  });
  const elsewhere = { workspaceId: await newWorkspace(), kind: "ai" as const };
  expect(await chargesSince(elsewhere, ago(HOUR))).toMatchObject({ count: 0 });
  expect(await chargesSince({ ...account, kind: "lead" }, ago(HOUR))).toMatchObject({ count: 0 });
});

test("what expired and what was adjusted are told as the rows they are", async () => {
  const workspaceId = await newWorkspace();
  const account = { workspaceId, kind: "ai" as const };
  await post(workspaceId, "ai", grant(40_00, { expiresAt: ago(HOUR) }));
  await post(workspaceId, "ai", grant(10_00));
  await post(
    workspaceId,
    "ai",
    command({ type: "adjust", amount: credits(2_50), reason: "Granted twice" }),
  );

  const [expired] = await movementsSince(account, "expiry", ago(48 * HOUR));
  expect(expired).toMatchObject({ amount: -40_00 });
  expect(await movementsSince(account, "adjustment", ago(HOUR))).toMatchObject([
    { amount: -2_50, reason: "Granted twice" },
  ]);
  expect(await movementsSince(account, "adjustment", new Date(Date.now() + HOUR))).toEqual([]);
  const elsewhere = { workspaceId: await newWorkspace(), kind: "ai" as const };
  expect(await movementsSince(elsewhere, "expiry", ago(48 * HOUR))).toEqual([]);
});
