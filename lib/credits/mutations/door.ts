import type pg from "pg";
import type { Kind } from "@/lib/credits/core/amount";
import { type Answer, type Command, withPlainIds } from "@/lib/credits/core/command";
import { AccountQueue } from "@/lib/credits/mutations/door/account-queue";
import type { DoorContext } from "@/lib/credits/mutations/door/attempt";
import { Hints } from "@/lib/credits/mutations/door/hint";
import { FIRST_WINDOW, type Window } from "@/lib/credits/mutations/door/load";
import { RecentStates } from "@/lib/credits/mutations/door/recent";
import { enqueueRelay } from "@/lib/credits/mutations/door/relay";
import { clock } from "@/lib/platform/clock";
import { pool } from "@/lib/platform/db";

export type Door = {
  /**
   * Decides `command` on the workspace's credits of `kind`, writes the outcome, and returns the answer. Safe to repeat
   * with the same key. Throws if the caller has a bug, and AppError("unavailable") if the database stays out of reach.
   */
  post(workspaceId: string, kind: Kind, command: Command): Promise<Answer>;
};

type DoorOptions = {
  pool: pg.Pool | (() => pg.Pool);
  now: () => Date;
  /** How much of an account is loaded initially. */
  window?: Window;
  /** Called when a commit wrote notices to the outbox. Only a hint. */
  onNotices?: (workspaceId: string) => void;
};

/** Creates a separate door: a seed passes a `now` in the past, a test a small window. Doors may be used concurrently. */
export function createDoor(options: DoorOptions): Door {
  const given = options.pool;
  const poolOf = typeof given === "function" ? given : () => given;
  const context: DoorContext = {
    pool: poolOf,
    now: options.now,
    recent: new RecentStates(),
    hints: new Hints(poolOf),
    window: options.window ?? FIRST_WINDOW,
    onNotices: options.onNotices ?? (() => {}),
  };
  const queues = new Map<string, AccountQueue>();

  const post = (workspaceId: string, kind: Kind, command: Command): Promise<Answer> => {
    const name = `${workspaceId} ${kind}`;
    const plain = withPlainIds(command);
    const busy = queues.get(name);
    if (busy) return busy.add(plain);

    const queue = new AccountQueue({ workspaceId, kind }, context);
    queues.set(name, queue);
    const answer = queue.add(plain);
    void queue.work(() => queues.delete(name));
    return answer;
  };
  return { post };
}

// Next loads a module once per bundle, but commands are batched only within one door.
const shared = globalThis as unknown as { __wellspentDoor?: Door };
shared.__wellspentDoor ??= createDoor({
  pool: () => pool("ledger"),
  now: () => clock.now(),
  onNotices: enqueueRelay,
});

/** The product's only door to a balance: see `Door.post`. */
export const post: Door["post"] = shared.__wellspentDoor.post;
