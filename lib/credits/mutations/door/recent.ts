import type { Loaded } from "@/lib/credits/mutations/door/load";

const ACCOUNTS = 2_000;
const ROWS = 256;

/**
 * The last known state of the accounts this process wrote to lately, least recently used first. It may be stale:
 * the compare-and-set of the commit makes that harmless.
 */
export class RecentStates {
  readonly #states = new Map<string, Loaded>();

  take(name: string): Loaded | undefined {
    const found = this.#states.get(name);
    this.#states.delete(name);
    return found;
  }

  keep(name: string, loaded: Loaded): void {
    const slim = withoutTheSpent(loaded);
    this.#states.delete(name);
    if (slim.state.lots.size + slim.state.holds.size > ROWS) return;
    this.#states.set(name, slim);
    const oldest = this.#states.size > ACCOUNTS ? this.#states.keys().next().value : undefined;
    if (oldest !== undefined) this.#states.delete(oldest);
  }
}

/** Without what no later command can need unless it names it, and then it is loaded: drained lots, ended holds, keys. */
function withoutTheSpent(loaded: Loaded): Loaded {
  const { state } = loaded;
  const lots = [...state.lots].filter(([, lot]) => lot.remaining > 0 || lot.held > 0);
  const holds = [...state.holds].filter(([, hold]) => hold.state === "open");
  return {
    ...loaded,
    state: {
      ...state,
      lots: new Map(lots),
      holds: new Map(holds),
      charges: new Map(),
      keys: new Map(),
      uses: new Map([...state.uses].filter(([name]) => state.caps.has(name))),
    },
  };
}
