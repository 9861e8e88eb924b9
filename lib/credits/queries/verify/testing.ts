import { credits } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import {
  anotherDoor,
  charge,
  command,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { newId } from "@/lib/platform/ids";

type Post = (command: Command) => Promise<number>;

/** Makes some of everything: after it, no column of the ledger is empty in every row. */
export async function someHistory(): Promise<string> {
  const workspaceId = await newWorkspace();
  let clock = Date.parse("2026-03-01T00:00:00Z");
  const door = anotherDoor(() => new Date(clock));
  const say: Post = async (command) => {
    clock += 1_000;
    const answer = await door.post(workspaceId, "ai", command);
    if (!answer.ok) throw new Error(answer.reason);
    return answer.seq;
  };
  const ends = new Date(clock + 60_000);
  await say(grant(500, { expiresAt: ends, source: "purchase", sourceId: "a purchase" }));
  await say(grant(700));
  const [first, second] = [newId(), newId()];
  await say(command({ type: "hold", holdId: first, amount: credits(100), lapsesAt: ends }));
  await say(
    command({
      type: "hold",
      holdId: second,
      amount: credits(50),
      lapsesAt: new Date(clock + 86_400_000),
    }),
  );
  const charged = await say(
    charge(40, { operation: "rss_item", inputs: { words: 120.5, tags: ["a"] } }),
  );
  await say(command({ type: "capture", holdId: first, amount: credits(30), settle: false }));
  await say(command({ type: "refund", corrects: charged, amount: credits(10) }));
  await say(command({ type: "revoke", sourceId: "a purchase", amount: credits(5) }));
  clock += 120_000;
  await say(command({ type: "refund", corrects: charged, amount: credits(10) }));
  await say(command({ type: "expire" }));
  await disputes(say, () => new Date(clock + 86_400_000));
  await limits(say);
  return workspaceId;
}

/** One lost dispute, after part of its purchase was refunded and part was spent, and one that is open. */
async function disputes(say: Post, later: () => Date) {
  const [lost, open] = [newId(), newId()];
  const sold = { source: "purchase", expiresAt: later() } as const;
  await say(grant(300, { ...sold, sourceId: "a lost one" }));
  await say(charge(100, { campaignId: newId() }));
  await say(command({ type: "revoke", sourceId: "a lost one", amount: credits(20) }));
  await say(command({ type: "freeze", sourceId: "a lost one", holdId: lost }));
  const amount = credits(300);
  await say(command({ type: "forfeit", sourceId: "a lost one", holdId: lost, amount }));
  await say(grant(50, { ...sold, sourceId: "one that settles" }));
  // More than is left: the amount by which it falls short is recorded.
  await say(command({ type: "revoke", sourceId: "one that settles", amount: credits(500) }));
  await say(grant(400, { ...sold, sourceId: "an open one" }));
  await say(command({ type: "freeze", sourceId: "an open one", holdId: open }));
}

async function limits(say: Post) {
  const cap = (target: string, mode: "block" | "notify" | null) =>
    command({
      type: "set_cap",
      scope: "operation",
      target,
      cap: mode && { amount: credits(9_000), mode },
    });
  await say(cap("rss_item", "block"));
  await say(cap("dm_premium", "notify"));
  await say(cap("single_post", "block"));
  await say(cap("single_post", null));
  const warn = (threshold: string, below: number | null) =>
    command({ type: "set_threshold", threshold, below: below === null ? null : credits(below) });
  await say(warn("low", 50_00));
  await say(warn("custom", 3_00));
  await say(warn("another", 2_00));
  await say(warn("another", null));
}
