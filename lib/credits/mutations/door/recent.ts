import type { Lot } from "@/lib/credits/core/lot";
import type { Loaded } from "@/lib/credits/mutations/door/load";

const ACCOUNTS = 2_000;
/**
 * Lots and open holds of all accounts together, at about 300 bytes each. A busy account alone has hundreds of open
 * holds.
 */
const ROWS = 200_000;

/**
 * The last known states of the accounts that this process wrote to recently, least recently used first. A state may be
 * outdated: the compare-and-set of the commit makes that harmless.
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

  /** `slim` is `withoutSpent`. */
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

/**
 * A spent lot is needed only if a refund or a lost dispute still takes from what comes back, because that may come back
 * to another lot of its purchase.
 */
const isNeeded = ({ remaining, held, pledged, excused }: Lot): boolean =>
  remaining > 0 || held > 0 || pledged + excused > 0;

const rowsOf = ({ state }: Loaded): number => state.lots.size + state.holds.size;

/** The state without spent lots, ended holds and keys. A later command that needs one names it, and it is then loaded. */
export function withoutSpent(loaded: Loaded): Loaded {
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
