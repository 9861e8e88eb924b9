import { afterEach, expect, test, vi } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import {
  asOwner,
  charge,
  command,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { capsOf } from "@/lib/credits/queries/limits";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";

afterEach(() => vi.restoreAllMocks());

const setClock = (iso: string) => vi.spyOn(clock, "now").mockReturnValue(new Date(iso));

test("after a change of the zone, a limit counts the new zone's month before any command does", async () => {
  setClock("2030-01-20T09:00:00Z");
  const workspaceId = await newWorkspace("UTC");
  const by = { actor: { type: "member", id: newId() }, campaignId: newId() } as const;
  const target = { member: by.actor.id, campaign: by.campaignId, operation: "single_post" };
  await post(workspaceId, "ai", grant(100_00));
  for (const scope of ["member", "campaign", "operation"] as const) {
    const cap = { amount: credits(50_00), mode: "block" } as const;
    await post(workspaceId, "ai", command({ type: "set_cap", scope, target: target[scope], cap }));
  }
  const spend = (amount: number) =>
    post(workspaceId, "ai", charge(amount, { ...by, operation: "single_post" }));
  await spend(7_00);
  // In Kiritimati, February began at ten o'clock.
  setClock("2030-01-31T11:00:00Z");
  const late = await spend(3_00);
  if (!late.ok) throw new Error(late.reason);
  const back = { type: "refund", corrects: late.seq, amount: credits(1_00) } as const;
  expect(await post(workspaceId, "ai", command(back))).toMatchObject({ ok: true });

  const now = setClock("2030-01-31T12:00:00Z")();
  const [one] = await capsOf(workspaceId, now);
  expect(one).toMatchObject({ month: "2030-01", used: 9_00, left: 41_00 });
  await asOwner("update workspace set time_zone = 'Pacific/Kiritimati' where id = $1", [
    workspaceId,
  ]);
  const seen = await capsOf(workspaceId, now);
  const inFebruary = { month: "2030-02", used: 2_00, left: 48_00 };
  expect(seen).toMatchObject([inFebruary, inFebruary, inFebruary]);

  await spend(0);
  expect(await capsOf(workspaceId, now)).toEqual(seen);
});
