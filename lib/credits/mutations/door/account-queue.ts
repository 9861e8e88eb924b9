import type { Kind } from "@/lib/credits/core/amount";
import type { Answer, Command } from "@/lib/credits/core/command";
import { type Answers, attempt, type Surroundings } from "@/lib/credits/mutations/door/attempt";
import { AppError } from "@/lib/platform/errors";
import { isPassing } from "@/lib/platform/trouble";

type Waiting = {
  command: Command;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
};

const MOST_IN_A_COMMIT = 256;
const PATIENCE_MS = 20_000;
const LONGEST_PAUSE_MS = 500;

/**
 * The commands waiting for one workspace's credits of one kind. While one commit is under way, those that arrive
 * wait and go together in the next: a lone command never waits, a storm costs a fraction of a commit each.
 */
export class AccountQueue {
  #waiting: Waiting[] = [];

  constructor(
    private readonly whose: { workspaceId: string; kind: Kind },
    private readonly around: Surroundings,
  ) {}

  add(command: Command): Promise<Answer> {
    return new Promise((resolve, reject) => this.#waiting.push({ command, resolve, reject }));
  }

  /** Works until nobody waits, and says so in the same breath: a command added later would wait for ever. */
  async work(whenIdle: () => void): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MOST_IN_A_COMMIT);
      await this.#settle(batch);
    }
    whenIdle();
  }

  /** Answers a batch. When it cannot be written because of one command, each is tried alone: only that one fails. */
  async #settle(batch: Waiting[]): Promise<void> {
    const commands = batch.map(({ command }) => command);
    try {
      const answers = await this.#persist(commands);
      batch.forEach(({ resolve, reject }, index) => {
        const answer = answers[index];
        if (answer && !(answer instanceof Error)) resolve(answer);
        else reject(answer ?? new Error("A command was left without an answer."));
      });
    } catch (error) {
      if (batch.length === 1 || error instanceof AppError) {
        for (const { reject } of batch) reject(error);
        return;
      }
      for (const one of batch) await this.#settle([one]);
    }
  }

  /** Until it is written: a lost connection or a lost race loses no command, and the keys keep any from counting twice. */
  async #persist(commands: Command[]): Promise<Answers> {
    const start = performance.now();
    for (let misses = 0, failures = 0; ; ) {
      try {
        const answers = await attempt(this.whose, commands, misses, this.around);
        if (answers) return answers;
        misses += 1;
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (performance.now() - start > PATIENCE_MS) {
          throw new AppError("unavailable", "The credits database cannot be reached.");
        }
        failures += 1;
        await pause(Math.min(LONGEST_PAUSE_MS, 5 * 2 ** failures));
      }
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
