import { setImmediate as immediate } from "node:timers/promises";
import type { Kind } from "@/lib/credits/core/amount";
import type { Answer, Command } from "@/lib/credits/core/command";
import {
  type Answers,
  attempt,
  type Decided,
  decideAhead,
  type Surroundings,
} from "@/lib/credits/mutations/door/attempt";
import type { Loaded } from "@/lib/credits/mutations/door/load";
import { AppError } from "@/lib/platform/errors";
import { isPassing } from "@/lib/platform/trouble";

type Waiting = {
  command: Command;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
};

type Tell = () => void;
type Next = { batch: Waiting[]; decided: Decided | null };

const MOST_IN_A_COMMIT = 256;
const PATIENCE_MS = 20_000;
const LONGEST_PAUSE_MS = 500;

/**
 * The commands waiting for one workspace's credits of one kind. While one commit is under way, those that wait are
 * decided already and go together in the next: a lone command never waits, a storm costs a fraction of a commit each.
 */
export class AccountQueue {
  #waiting: Waiting[] = [];
  #next: Next | null = null;
  /** Whether the commit that was written last left time to decide the next. */
  #decidesAhead = false;

  constructor(
    private readonly whose: { workspaceId: string; kind: Kind },
    private readonly around: Surroundings,
  ) {}

  add(command: Command): Promise<Answer> {
    return new Promise((resolve, reject) => this.#waiting.push({ command, resolve, reject }));
  }

  /**
   * Works until nobody waits, and says so in the same breath: a command added later would wait for ever. Answers are
   * told when the next commit is on its way: what callers do with them is then done while the database writes. Where
   * none can be decided meanwhile, they are told at once, and who asks again at once is in the next commit.
   */
  async work(whenIdle: () => void): Promise<void> {
    let tell: Tell | null = null;
    for (let now = this.#take(); now; now = this.#next ?? this.#take()) {
      this.#next = null;
      if (tell) setImmediate(tell);
      tell = await this.#settle(now.batch, now.decided);
      if (this.#decidesAhead && (this.#next || this.#waiting.length > 0)) continue;
      tell();
      tell = null;
      if (!this.#decidesAhead && now.batch.length > 1) await immediate();
    }
    whenIdle();
  }

  /**
   * Those who wait, up to half of all there are with those `inFlight`: two halves take turns, one decided while the
   * other is written, where everybody at once would leave nobody to decide.
   */
  #take(inFlight = 0): Next | null {
    const waiting = this.#waiting.length;
    const share = inFlight === 0 ? waiting : Math.ceil((waiting + inFlight) / 2);
    const batch = this.#waiting.splice(0, Math.min(share, MOST_IN_A_COMMIT));
    return batch.length > 0 ? { batch, decided: null } : null;
  }

  /** While `inFlight` commands are being written, decides those who wait by what the account is then. */
  #decideNext(after: Loaded, inFlight: number): void {
    setImmediate(() => {
      this.#next ??= this.#take(inFlight);
      if (this.#next === null || this.#next.decided) return;
      try {
        this.#next.decided = decideAhead(after, commandsOf(this.#next.batch), this.around);
      } catch {
        // Met again, and told to them, when it is their turn.
      }
    });
  }

  /** Has a batch written. When it cannot be because of one command, each is tried alone: only that one fails. */
  async #settle(batch: Waiting[], decided: Decided | null = null): Promise<Tell> {
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
      for (const one of batch) (await this.#settle([one]))();
      return () => {};
    }
  }

  /** Until it is written: a lost connection or a lost race loses no command, and the keys keep any from counting twice. */
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
          this.whose,
          commands,
          { misses, ahead, onWriting },
          this.around,
        );
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

const commandsOf = (batch: readonly Waiting[]): Command[] => batch.map(({ command }) => command);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
