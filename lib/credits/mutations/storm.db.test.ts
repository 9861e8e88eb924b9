import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import type { Answer } from "@/lib/credits/core/command";
import { post } from "@/lib/credits/mutations/door";
import {
  anotherDoor,
  asOwner,
  charge,
  command,
  grant,
  mustVerify,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { newId } from "@/lib/platform/ids";

type StormAnswer = { key: string; ok: boolean; seq: number | null };

/** A second and third server, in processes of their own. */
async function serve(workspaceId: string, name: string, callers: number, charges: number) {
  const script = "scripts/testing/ledger-storm.ts";
  const words = ["--import", "tsx", script, workspaceId, String(callers), String(charges), name];
  const { stdout } = await promisify(execFile)(process.execPath, words, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as StormAnswer[];
}

const entriesOf = (workspaceId: string) =>
  asOwner<{ seq: string; key: string; amount: string }>(
    "select seq, key, amount from credit_entry where workspace_id = $1 and kind = 'ai' order by seq",
    [workspaceId],
  );

/** Every acknowledged key is there once, under the number that was answered; nothing is there that nobody asked for. */
function mustAgree(told: StormAnswer[], entries: { seq: string; key: string }[]) {
  const bySeq = new Map(entries.map((entry) => [Number(entry.seq), entry.key]));
  for (const { ok, seq, key } of told) if (ok) expect(bySeq.get(seq ?? 0)).toBe(key);
  const keys = entries.map((entry) => entry.key);
  expect(new Set(keys).size).toBe(keys.length);
  const accepted = new Set(told.filter(({ ok }) => ok).map(({ key }) => key));
  expect(keys.length).toBe(accepted.size + 1);
}

/** Ends connections to this test's database, at random, until `work` is done. How many were ended. */
async function whileCutting(work: (cuts: () => number) => Promise<void>): Promise<number> {
  let cut = 0;
  let busy = true;
  const cutting = (async () => {
    while (busy) {
      const rows = await asOwner(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
         order by (state = 'active') desc, random() limit 1`,
      );
      cut += rows.length;
      await pause(40);
    }
  })();
  await work(() => cut).finally(() => {
    busy = false;
  });
  await cutting;
  return cut;
}

test("two servers on one workspace: nothing lost, nothing twice, nothing overspent", async () => {
  const workspaceId = await newWorkspace();
  await post(workspaceId, "ai", grant(3_000));
  const told = (
    await Promise.all([serve(workspaceId, "a", 16, 150), serve(workspaceId, "b", 16, 150)])
  ).flat();
  const entries = await entriesOf(workspaceId);

  mustAgree(told, entries);
  expect(told.some(({ ok }) => !ok)).toBe(true);
  expect(entries).toHaveLength(3_001);
  expect(await mustVerify(workspaceId)).toBe(3_001);
});

test("connections that are cut under load lose no answer and double no charge", async () => {
  const workspaceId = await newWorkspace();
  await post(workspaceId, "ai", grant(1_000_000));
  const doors = [anotherDoor(), anotherDoor()];
  const told: StormAnswer[] = [];
  const cut = await whileCutting(async (cuts) => {
    const caller = async (_: unknown, number: number) => {
      for (let turn = 0; turn < 60 || cuts() < 20; turn++) {
        const command = charge(1, { key: `${number} ${turn}` });
        const answer = await doors[number % 2]?.post(workspaceId, "ai", command);
        told.push({
          key: command.key,
          ok: answer?.ok === true,
          seq: answer?.ok ? answer.seq : null,
        });
      }
    };
    await Promise.all(Array.from({ length: 24 }, caller));
  });

  expect(cut).toBeGreaterThanOrEqual(20);
  expect(told.every(({ ok }) => ok)).toBe(true);
  mustAgree(told, await entriesOf(workspaceId));
  await mustVerify(workspaceId);
});

test("holds captured in parts by many callers never give more than they held", async () => {
  const workspaceId = await newWorkspace();
  await post(workspaceId, "ai", grant(500));
  const doors = [anotherDoor(), anotherDoor()];
  const holdId = newId();
  const lapsesAt = new Date(Date.now() + 60_000);
  await post(workspaceId, "ai", command({ type: "hold", holdId, amount: credits(100), lapsesAt }));
  const parts = await Promise.all(
    Array.from({ length: 60 }, (_, turn): Promise<Answer> | undefined => {
      const part = command({ type: "capture", holdId, amount: credits(3), settle: false });
      return doors[turn % 2]?.post(workspaceId, "ai", part);
    }),
  );

  expect(parts.filter((answer) => answer?.ok)).toHaveLength(33);
  expect(parts.find((answer) => !answer?.ok)).toEqual({
    ok: false,
    reason: "exceeds_hold",
    remaining: 1,
  });
  await post(workspaceId, "ai", command({ type: "release", holdId }));
  expect(await post(workspaceId, "ai", charge(402))).toMatchObject({ ok: false, available: 401 });
  await mustVerify(workspaceId);
});
