import { setImmediate as immediate } from "node:timers/promises";
import type { Kind } from "@/lib/credits/core/amount";
import type { Answer, Command } from "@/lib/credits/core/command";
import {
  type Answers,
  attempt,
  type Decided,
  type DoorContext,
  decideAhead,
} from "@/lib/credits/mutations/door/attempt";
import type { Loaded } from "@/lib/credits/mutations/door/load";
import { isTransient } from "@/lib/platform/database-errors";
import { AppError } from "@/lib/platform/errors";

type Waiting = {
  command: Command;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
};

/** Resolves or rejects the promises of a batch. */
type Settle = () => void;
type Next = { batch: Waiting[]; decided: Decided | null };

const MOST_IN_A_COMMIT = 256;
const GIVE_UP_AFTER_MS = 20_000;
const LONGEST_PAUSE_MS = 500;

/**
 * The commands waiting for one workspace's credits of one kind. While one commit is being written, the commands waiting
 * are already decided and go together in the next. So a lone command never waits, and in a storm each costs a fraction
 * of a commit.
 */
export class AccountQueue {
  #waiting: Waiting[] = [];
  #next: Next | null = null;
  /** Whether there was time to decide the next commit while the last one was being written. */
  #decidesAhead = false;

  constructor(
    private readonly account: { workspaceId: string; kind: Kind },
    private readonly context: DoorContext,
  ) {}

  add(command: Command): Promise<Answer> {
    return new Promise((resolve, reject) => this.#waiting.push({ command, resolve, reject }));
  }

  /**
   * Works until nothing is waiting, and calls `whenIdle` in the same turn of the event loop: a command added later would
   * wait for ever. Callers get their answers once the next commit has been sent, so that they work with them while the
   * database writes. If no commit could be decided meanwhile, they get them at once, and commands that they then send
   * immediately are in the next commit.
   */
  async work(whenIdle: () => void): Promise<void> {
    let settle: Settle | null = null;
    for (let now = this.#take(); now; now = this.#next ?? this.#take()) {
      this.#next = null;
      if (settle) setImmediate(settle);
      settle = await this.#write(now.batch, now.decided);
      if (this.#decidesAhead && (this.#next || this.#waiting.length > 0)) continue;
      settle();
      settle = null;
      if (!this.#decidesAhead && now.batch.length > 1) await immediate();
    }
    whenIdle();
  }

  /**
   * Takes the waiting commands, up to half of all there are including those `inFlight`: of the two halves, one is decided
   * while the other is written. If all were written at once, none would be left to decide.
   */
  #take(inFlight = 0): Next | null {
    const waiting = this.#waiting.length;
    const share = inFlight === 0 ? waiting : Math.ceil((waiting + inFlight) / 2);
    const batch = this.#waiting.splice(0, Math.min(share, MOST_IN_A_COMMIT));
    return batch.length > 0 ? { batch, decided: null } : null;
  }

  /** While `inFlight` commands are being written, decides the waiting ones on the state the account will then have. */
  #decideNext(after: Loaded, inFlight: number): void {
    setImmediate(() => {
      this.#next ??= this.#take(inFlight);
      if (this.#next === null || this.#next.decided) return;
      try {
        this.#next.decided = decideAhead(after, commandsOf(this.#next.batch), this.context);
      } catch {
        // The same error occurs again when the batch is written, and is reported to its callers then.
      }
    });
  }

  /** Writes a batch. If that fails because of one command, each is tried alone, so that only that one fails. */
  async #write(batch: Waiting[], decided: Decided | null = null): Promise<Settle> {
    try {
      const answers = await this.#persist(commandsOf(batch), decided);
      return () =>
        batch.forEach(({ resolve, reject }, index) => {
          const answer = answers[index];
          if (answer && !(answer instanceof Error)) resolve(answer);
          else reject(answer ?? new Error("A command was left without an answer."));
        });
    } catch (error) {
      if (batch.length === 1 || error instanceof AppError) {
        return () => {
          for (const { reject } of batch) reject(error);
        };
      }
      for (const one of batch) (await this.#write([one]))();
      return () => {};
    }
  }

  /**
   * Tries until the batch is written. Lost connections and lost races lose no command, and the commands' keys keep any
   * from taking effect twice.
   */
  async #persist(commands: Command[], ahead: Decided | null): Promise<Answers> {
    const start = performance.now();
    this.#decidesAhead = false;
    const onWriting = (after: Loaded) => {
      this.#decidesAhead = true;
      this.#decideNext(after, commands.length);
    };
    for (let misses = 0, failures = 0; ; ) {
      try {
        const answers = await attempt(
          this.account,
          commands,
          { misses, ahead, onWriting },
          this.context,
        );
        if (answers) return answers;
        misses += 1;
      } catch (error) {
        if (!isTransient(error)) throw error;
        if (performance.now() - start > GIVE_UP_AFTER_MS) {
          throw new AppError("unavailable", "The credits database cannot be reached.");
        }
        failures += 1;
        await pause(Math.min(LONGEST_PAUSE_MS, 5 * 2 ** failures));
      }
    }
  }
}

const commandsOf = (batch: readonly Waiting[]): Command[] => batch.map(({ command }) => command);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
