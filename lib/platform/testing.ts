import { AsyncLocalStorage } from "node:async_hooks";
import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";

/** Statements that change something, or make it last. Dying at others is dying before the next of these. */
const CHANGES = "/^\\s*(commit|insert|update|delete)|ledger_commit/i";

/**
 * Runs code in a process of its own, which dies (SIGKILL) as soon as it has sent its `at`-th statement that may change
 * something, which may or may not be carried out. The first is 1. Returns whether it came to its end before.
 */
export async function runOrDie(code: string, { at }: { at: number }): Promise<boolean> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", `${dying(at)}\n${code}\nprocess.exit(0);`],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let said = "";
  child.stderr.on("data", (part) => {
    said += part;
  });
  const [exit, signal] = await once(child, "exit");
  if (exit !== 0 && signal !== "SIGKILL") throw new Error(`It ended by itself (${exit}): ${said}`);
  return exit === 0;
}

const dying = (at: number): string => `
  const { default: pg } = await import("pg");
  const { query } = pg.Client.prototype;
  let left = ${at};
  pg.Client.prototype.query = function (...asked) {
    const answer = query.apply(this, asked);
    const text = typeof asked[0] === "string" ? asked[0] : (asked[0]?.text ?? "");
    // What is sent leaves the process with the next turn of its loop.
    if (${CHANGES}.test(text) && --left === 0) setImmediate(() => process.kill(process.pid, "SIGKILL"));
    return answer;
  };`;

/** Runs code until it comes to its end, dying at every `by`-th of its statements in turn. Returns how often it died. */
export async function dieAtEach(code: string, by = 1): Promise<number> {
  for (let died = 0; died < 100; died++) {
    if (await runOrDie(code, { at: 1 + died * by })) return died;
  }
  throw new Error("It does not come to its end.");
}

/** What is being interrupted, for the statements that are sent on its behalf. */
const interruption = new AsyncLocalStorage<symbol>();

/**
 * Runs `work` and has `act` happen in the middle of it, outside of its transaction, as another process could: after the
 * first statement of `work` that matches `after`, before its sender gets the answer. What others send in the meantime (a
 * stream of live events that is being closed, say) is left alone. Fails if `work` sends no such statement.
 */
export async function interrupted<T>(
  work: () => Promise<T>,
  { after, by: act }: { after: RegExp; by: () => Promise<unknown> },
): Promise<T> {
  const outside = AsyncLocalStorage.snapshot();
  const { query } = pg.Client.prototype;
  const own = Symbol("interrupted work");
  let happened = false;
  const restore = () => {
    pg.Client.prototype.query = query;
  };
  pg.Client.prototype.query = function (this: pg.Client, ...sent: [string | { text: string }]) {
    const answer: unknown = Reflect.apply(query, this, sent);
    const text = typeof sent[0] === "string" ? sent[0] : sent[0].text;
    if (interruption.getStore() !== own || !after.test(text)) return answer;
    if (!(answer instanceof Promise)) return answer;
    restore();
    return answer.then(async (found) => {
      await outside(act);
      happened = true;
      return found;
    });
  } as typeof query;
  const done = await interruption.run(own, work).finally(restore);
  if (!happened) throw new Error(`No statement matched ${after}.`);
  return done;
}

/**
 * Ends a pool and waits until the server has closed its connections. A pool says that it has ended before they have, and
 * one that is still there when the test's database is dropped fails the run.
 */
export async function closePool(pool: pg.Pool): Promise<void> {
  let open = pool.totalCount;
  const closed = new Promise<void>((resolve) => {
    if (open === 0) resolve();
    pool.on("remove", () => {
      open -= 1;
      if (open === 0) resolve();
    });
  });
  await pool.end();
  await closed;
}
