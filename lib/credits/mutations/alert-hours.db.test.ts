import { afterEach, expect, test, vi } from "vitest";
import {
  anotherDoor,
  asOwner,
  charge,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { DELIVER_JOB, relayNotices } from "@/lib/credits/mutations/notices";
import { addMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";

afterEach(() => vi.restoreAllMocks());

test("there are no quiet hours: at each hour of a Sunday an alert is sent at once", async () => {
  const workspaceId = await newWorkspace();
  const email = `${newId()}@example.com`;
  const made = await createUser({ name: "Ines Carvalho", email, emailVerified: true });
  if (!made.ok) throw new Error(made.reason);
  await addMember({ workspaceId, userId: made.userId, role: "owner" });
  const midnight = Date.parse("2026-11-29T00:30:00Z");
  let now = new Date(midnight);
  vi.spyOn(clock, "now").mockImplementation(() => now);
  const door = anotherDoor(() => now);

  const sent = () =>
    asOwner<{ jobs: number }>(
      `select count(*)::int as jobs from pgboss.job
       where name = $1 and data -> 'data' ->> 'workspaceId' = $2 and start_after <= now()`,
      [DELIVER_JOB, workspaceId],
    );
  for (let hour = 0; hour < 24; hour += 1) {
    now = new Date(midnight + hour * 3_600_000);
    await door.post(workspaceId, "ai", grant(200_00));
    await door.post(workspaceId, "ai", charge(150_00 + (hour > 0 ? 50_00 : 0)));
    await relayNotices(workspaceId);
    expect(await sent(), `${now.toISOString()}`).toEqual([{ jobs: hour + 1 }]);
  }
});
