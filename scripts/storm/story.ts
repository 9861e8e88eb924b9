// One story of disputes, caps and thresholds, told both to the ledger and to `decide`: they must end alike.

import { credits } from "@/lib/credits/core/amount";
import { canonical } from "@/lib/credits/core/canonical";
import type { Command } from "@/lib/credits/core/command";
import { decide } from "@/lib/credits/core/decide";
import { firstDigest } from "@/lib/credits/core/entry";
import { untouchedState } from "@/lib/credits/core/testing";
import { separateDoor } from "@/lib/credits/mutations/crowd/testing";
import {
  asOwner,
  charge,
  command,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { newId } from "@/lib/platform/ids";
import { sha256 } from "@/lib/platform/sha256";

const START = Date.parse("2026-03-01T00:00:00Z");
const soon = new Date(START + 86_400_000);

const bought = (sourceId: string, amount: number, expiresAt: Date | null = null): Command =>
  grant(amount, { source: "purchase", sourceId, expiresAt });

function disputed(sourceId: string) {
  const about = { sourceId, holdId: newId() };
  return {
    opens: command({ type: "freeze", ...about }),
    won: command({ type: "thaw", ...about }),
    lost: (amount: number) => command({ type: "forfeit", ...about, amount: credits(amount) }),
  };
}

const threshold = (id: string, below: number | null): Command =>
  command({ type: "set_threshold", threshold: id, below: below === null ? null : credits(below) });

/** Each command waits for the previous one, since some name the entry that another wrote. */
function* story(): Generator<Command, void, number> {
  yield bought("p", 4_000);
  yield bought("p", 7_000);
  const spent = yield charge(3_000);
  // This burns earlier, so that a disputed source is not at the front of the queue.
  yield bought("early", 10, soon);
  const [first, second, third] = [disputed("p"), disputed("p"), disputed("q")];
  const [fourth, fifth] = [disputed("r"), disputed("t")];
  yield first.opens;
  yield second.opens;
  yield second.lost(8_500);
  yield bought("next", 20_000);
  yield first.won;
  // The debt is paid: what comes back to the lost purchase is free, until another dispute leaves a debt.
  yield command({ type: "refund", corrects: spent, amount: credits(3_000) });
  yield bought("q", 500);
  yield command({ type: "adjust", amount: credits(1) });
  yield third.opens;
  yield third.lost(900);
  // Refunded in part, then lost in whole: what the refund had is asked for once, and only until the refund fails.
  yield bought("r", 400);
  yield command({ type: "revoke", sourceId: "r", amount: credits(300) });
  yield fourth.opens;
  yield fourth.lost(400);
  yield grant(300, { source: "adjustment", sourceId: "r" });
  // What a refund, or a dispute lost after one, falls short of is taken from what the same source brings in.
  yield bought("s", 600);
  yield command({ type: "revoke", sourceId: "s", amount: credits(700) });
  yield bought("s", 250);
  yield bought("t", 400);
  yield command({ type: "revoke", sourceId: "t", amount: credits(300) });
  yield fifth.opens;
  yield fifth.lost(350);
  yield bought("t", 320);
  yield threshold("custom", 15_000);
  yield threshold("empty", null);
  yield charge(6_000);
  yield grant(20_000);
  yield charge(24_000);
}

/** Where the ledger answers, tells or stores something other than `decide` does. */
export async function storyIn(): Promise<string[]> {
  const workspaceId = await newWorkspace();
  const faults: string[] = [];
  const [told, thresholds] = [[] as string[], new Set<string>()];
  let state = untouchedState(firstDigest(workspaceId, "ai", sha256));
  const telling = story();
  for (let next = telling.next(), clock = START; !next.done; clock += 1_000) {
    const command = next.value;
    const now = new Date(clock);
    // A door that remembers nothing, and loads no more than it must.
    const answer = await separateDoor(() => now, 1).post(workspaceId, "ai", command);
    const decision = decide(state, command, now, sha256);
    if (canonical(answer) !== canonical(decision.answer)) {
      faults.push(
        `${command.type} was answered ${canonical(answer)}, not ${canonical(decision.answer)}`,
      );
    }
    state = decision.state;
    told.push(...decision.notices.map(({ seq }) => String(seq)));
    next = telling.next(answer.ok ? answer.seq : 0);
  }
  for (const id of state.thresholds.keys()) thresholds.add(id);
  const where = "where workspace_id = $1 order by 1";
  const outbox = await asOwner<{ seq: string }>(`select seq from credit_outbox ${where}`, [
    workspaceId,
  ]);
  const kept = await asOwner<{ id: string }>(`select id from credit_threshold ${where}`, [
    workspaceId,
  ]);
  const verified = await verifyLedger(workspaceId, "ai");
  return [
    ...faults,
    ...(verified.ok ? [] : [verified.difference]),
    ...differ(
      "notices",
      outbox.map(({ seq }) => String(seq)),
      told,
    ),
    ...differ(
      "thresholds",
      kept.map(({ id }) => id),
      [...thresholds].sort(),
    ),
  ];
}

const differ = (what: string, found: string[], wanted: string[]): string[] =>
  found.join() === wanted.join() ? [] : [`${what} ${found.join()}, not ${wanted.join()}`];
