import type { Random } from "@/prisma/seed/tools/random";
import type { Servers } from "./servers";

/** What a part of the storm has to work with. */
export type Around = {
  servers: Servers;
  random: Random;
  /** How many notices there were in each account at the last look. */
  told: Map<string, number>;
};

/** A part of the product under the storm: what its clients do, and what must hold whenever they rest. */
export type Scene = {
  name: string;
  callers: number;
  /** One thing that one client does, repeated until it is acknowledged. */
  act(): Promise<void>;
  /** Everything that is wrong, in words. Nobody acts meanwhile, and everything asked for was acknowledged. */
  check(): Promise<string[]>;
};

/** Lets clients act until they are to rest, then waits until each has its acknowledgement. */
export class Crowd {
  #resting = true;
  #rest: Promise<unknown> = Promise.resolve();
  acts = 0;

  constructor(private readonly scenes: readonly Scene[]) {}

  wake(): void {
    this.#resting = false;
    this.#rest = Promise.all(
      this.scenes.flatMap((scene) =>
        Array.from({ length: scene.callers }, () => this.#live(scene)),
      ),
    );
  }

  async rest(): Promise<void> {
    this.#resting = true;
    await this.#rest;
  }

  async #live(scene: Scene): Promise<void> {
    while (!this.#resting) {
      await scene.act();
      this.acts += 1;
    }
  }
}

/** Work of the storm itself that must succeed as well. It is safe to repeat. */
export async function persist<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 60) throw error;
      await new Promise((wait) => setTimeout(wait, 50 * attempt));
    }
  }
}
