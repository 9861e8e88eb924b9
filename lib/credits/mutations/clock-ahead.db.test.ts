import { expect, test, vi } from "vitest";
import { post } from "@/lib/credits/mutations/door";
import { charge, grant, mustVerify, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { clock } from "@/lib/platform/clock";
import { checkHealth } from "@/lib/platform/health";
import { logger } from "@/lib/platform/logger";

const DAY = 86_400_000;

/** As if this machine's clock were so many milliseconds ahead of the database's, for whatever asks it. */
function wronglySet(ahead: number): () => void {
  const of = (name: "now" | "ofMachine") =>
    vi.spyOn(clock, name).mockImplementation(() => new Date(Date.now() + ahead));
  const [now, ofMachine] = [of("now"), of("ofMachine")];
  const said = vi.spyOn(logger, "error").mockImplementation(() => {});
  return () => {
    expect(said.mock.calls.every(([why]) => String(why).includes("clock"))).toBe(true);
    for (const spy of [now, ofMachine, said]) spy.mockRestore();
  };
}

test("a machine whose clock runs far ahead of the database's expires nothing, moves nothing and does not serve", async () => {
  const workspaceId = await newWorkspace();
  const expiresAt = new Date(Date.now() + 30 * DAY);
  // Of two lots one is good in any case: a charge would be accepted, and the other expire before it.
  for (const lot of [grant(1_000, { expiresAt }), grant(1_000)]) {
    expect(await post(workspaceId, "ai", lot)).toMatchObject({ ok: true });
  }

  const asked = charge(100);
  const set = wronglySet(40 * DAY);
  // Two at once, so that one of them is decided while the other is written.
  const tried = [post(workspaceId, "ai", asked), post(workspaceId, "ai", charge(100))];
  for (const one of await Promise.allSettled(tried)) {
    expect(one).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
  }
  expect(await checkHealth()).toMatchObject({
    status: "failing",
    database: "ok",
    clock: "failing",
  });
  set();

  expect(await mustVerify(workspaceId)).toBe(2);
  const answer = await post(workspaceId, "ai", asked);
  expect(answer).toMatchObject({ ok: true, current: 1_900 });
  expect(await checkHealth()).toMatchObject({ clock: "ok" });
});

test("a clock that is a little ahead, as clocks are, or behind is none of the ledger's business", async () => {
  const workspaceId = await newWorkspace();
  for (const ahead of [60_000, -DAY, 0]) {
    const set = wronglySet(ahead);
    expect(await post(workspaceId, "ai", grant(1_000))).toMatchObject({ ok: true });
    set();
  }
  expect(await mustVerify(workspaceId)).toBe(3);
});
