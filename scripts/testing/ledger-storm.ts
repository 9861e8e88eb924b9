import { credits } from "@/lib/credits/core/amount";
import type { Answer } from "@/lib/credits/core/command";
import { post } from "@/lib/credits/mutations/door";
import { charge } from "@/lib/credits/mutations/door/testing";
import { closeDatabase } from "@/lib/platform/db";
import { stopWorkers } from "@/lib/platform/queue";

/**
 * A server process of its own, for tests: charges one workspace from many callers at once, some keys twice at the
 * same time and some shared with every other process, and prints what it was answered.
 */
const [workspaceId = "", callers = "8", charges = "100", name = "a"] = process.argv.slice(2);

type Told = { key: string; ok: boolean; seq: number | null };

async function caller(number: number): Promise<Told[]> {
  const told: Told[] = [];
  for (let turn = 0; turn < Number(charges); turn++) {
    const shared = turn % 5 === 0;
    const key = shared ? `shared ${number} ${turn}` : `${name} ${number} ${turn}`;
    const command = charge(1, { key, amount: credits(1), operation: "storm" });
    const twice = turn % 7 === 0 ? [command, command] : [command];
    const answers = await Promise.all(twice.map((one) => post(workspaceId, "ai", one)));
    told.push(...answers.map((answer) => tell(key, answer)));
  }
  return told;
}

const tell = (key: string, answer: Answer): Told => ({
  key,
  ok: answer.ok,
  seq: answer.ok ? answer.seq : null,
});

const told = await Promise.all(
  Array.from({ length: Number(callers) }, (_, index) => caller(index)),
);
// A crossing of a threshold opened the queue, to have it told.
await stopWorkers();
await closeDatabase();
process.stdout.write(JSON.stringify(told.flat()));
