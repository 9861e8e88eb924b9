import { beforeAll, expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import { post } from "@/lib/credits/mutations/door";
import { balanceOf } from "@/lib/credits/queries/balance";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { findEntry } from "@/lib/usage/queries/entry";

const [workspaceId, lotId, holdId] = [newId(), newId(), newId()];
const about = { actor: { type: "system" }, reason: "Told by the test" } as const;

async function say(command: Command): Promise<number> {
  const answer = await post(workspaceId, "ai", command);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.seq;
}

beforeAll(() =>
  inWorkspace(workspaceId, (tx) =>
    tx.workspace.create({ data: { id: workspaceId, slug: "d", name: "D", timeZone: "UTC" } }),
  ).then(() => undefined),
);

test("a dispute that is lost after everything was spent took nothing, held nothing for work, and says what is owed", async () => {
  const from = { source: "purchase", sourceId: "bought", label: "Basic" } as const;
  const amount = credits(250_00);
  await say({ type: "grant", key: "g", lotId, ...from, amount, expiresAt: null, ...about });
  await say({ type: "charge", key: "c", amount, ...about });
  await say({ type: "freeze", key: "f", sourceId: "bought", holdId, ...about });
  const seq = await say({
    type: "forfeit",
    key: "l",
    sourceId: "bought",
    holdId,
    amount,
    ...about,
    reason: "Dispute of Basic lost",
  });

  const found = await findEntry(workspaceId, { kind: "ai", seq });
  expect(found?.transaction).toMatchObject({ type: "adjustment", amount: 0 });
  expect(found?.explained).toMatchObject({ held: null, owed: amount });
  // Nothing was free about it: only a charge can be.
  const { last, debt } = await balanceOf(workspaceId, "ai", new Date());
  expect(last).toMatchObject({ type: "adjustment", amount: 0 });
  expect(debt).toBe(amount);
});
