import type { Lot } from "@/lib/credits/core/lot";
import type { Loaded } from "@/lib/credits/mutations/door/load";

const ACCOUNTS = 2_000;
/** Lots and open holds, of all of them together: about 300 bytes each. A busy account alone has hundreds of open holds. */
const ROWS = 200_000;

/**
 * The last known state of the accounts this process wrote to lately, least recently used first. It may be stale:
 * the compare-and-set of the commit makes that harmless.
 */
export class RecentStates {
  readonly #states = new Map<string, Loaded>();
  #rows = 0;

  take(name: string): Loaded | undefined {
    const found = this.#states.get(name);
    if (found) this.#rows -= rowsOf(found);
    this.#states.delete(name);
    return found;
  }

  /** `slim` is `withoutTheSpent`. */
  keep(name: string, slim: Loaded): void {
    this.take(name);
    this.#states.set(name, slim);
    this.#rows += rowsOf(slim);
    for (const oldest of this.#states.keys()) {
      if (this.#states.size <= ACCOUNTS && this.#rows <= ROWS) break;
      this.take(oldest);
    }
  }
}

/** Of a lot that is drained only what refunds and lost disputes wait for: it concerns what comes back to another. */
const isNeeded = ({ remaining, held, pledged, excused }: Lot): boolean =>
  remaining > 0 || held > 0 || pledged + excused > 0;

const rowsOf = ({ state }: Loaded): number => state.lots.size + state.holds.size;

/** Without what no later command can need unless it names it, and then it is loaded: drained lots, ended holds, keys. */
export function withoutTheSpent(loaded: Loaded): Loaded {
  const { state } = loaded;
  const lots = [...state.lots].filter(([, lot]) => isNeeded(lot));
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
