import { type Command, sourceNamedBy } from "../../command";
import type { Decision } from "../../decide";
import type { Hold } from "../../hold";
import type { Lot } from "../../lot";
import type { Charge, KnownKey, State } from "../../state";

type Moment = Omit<State, "lots" | "holds" | "charges" | "keys"> & {
  /** Lots with something left, held or waited for, and open holds: all that the clock or a spender can reach. */
  lots: readonly Lot[];
  holds: readonly Hold[];
};

/** One row as it was from state to state. */
type Versions<Row> = { index: number; row: Row }[];

const asOf = <Row>(versions: Versions<Row> | undefined, index: number): Row | undefined =>
  versions?.findLast((version) => version.index <= index)?.row;

/** Every state an account went through, each as the part of it that one command needs. */
export class Timeline {
  readonly #moments: Moment[] = [];
  readonly #lots = new Map<string, Versions<Lot>>();
  readonly #holds = new Map<string, Versions<Hold>>();
  readonly #charges = new Map<number, Versions<Charge>>();
  readonly #keys = new Map<string, { index: number; known: KnownKey }>();

  constructor(start: State) {
    this.#keep(start);
  }

  /** The number of the latest state; the one before the first entry is 0. */
  get last(): number {
    return this.#moments.length - 1;
  }

  /** The state after what was decided on the latest one. */
  add(key: string, { state }: Decision): void {
    this.#keep(state);
    const known = state.keys.get(key);
    if (known) this.#keys.set(key, { index: this.last, known });
  }

  /** What `command` needs to see of the account as it was. */
  at(index: number, command: Command): State {
    const { lots, holds, ...rest } = this.#moment(index);
    const named = "holdId" in command ? asOf(this.#holds.get(command.holdId), index) : undefined;
    const corrects = command.type === "refund" ? command.corrects : 0;
    const charge = asOf(this.#charges.get(corrects), index);
    const payers = (charge?.lots ?? []).flatMap(
      ({ lotId }) => asOf(this.#lots.get(lotId), index) ?? [],
    );
    const key = this.#keys.get(command.key);
    return {
      ...rest,
      lots: new Map(
        [...lots, ...payers, ...this.#broughtBy(command, index)].map((lot) => [lot.id, lot]),
      ),
      lotsUntil: null,
      holds: new Map([...holds, ...(named ? [named] : [])].map((hold) => [hold.id, hold])),
      holdsUntil: null,
      charges: new Map(charge ? [[corrects, charge]] : []),
      keys: new Map(key && key.index <= index ? [[command.key, key.known]] : []),
    };
  }

  /** The instants, in milliseconds, at which a state may look different to a call made between two of them. */
  instants(index: number, [from, until]: readonly [number, number]): number[] {
    const { lots, holds } = this.#moment(index);
    const ends = [
      ...lots.map(({ expiresAt }) => expiresAt),
      ...holds.map(({ lapsesAt }) => lapsesAt),
    ]
      .map((end) => Math.ceil((end ?? 0) / 1000))
      .filter((end) => end > from && end < until);
    return [...new Set([until, from, ...ends, ...monthsBetween(from, until)])];
  }

  /** Of a source that a command names, also the lots in which nothing is left. */
  #broughtBy(command: Command, index: number): Lot[] {
    const source = sourceNamedBy(command);
    if (source === null) return [];
    const lots = [...this.#lots.values()].flatMap((versions) => asOf(versions, index) ?? []);
    return lots.filter(({ sourceId }) => sourceId === source);
  }

  #moment(index: number): Moment {
    const found = this.#moments[index];
    if (!found) throw new RangeError(`There is no state ${index}.`);
    return found;
  }

  #keep(state: State): void {
    const index = this.#moments.length;
    note(this.#lots, state.lots, index);
    note(this.#holds, state.holds, index);
    note(this.#charges, state.charges, index);
    const { lots: _, holds: __, charges: ___, keys: ____, ...rest } = state;
    this.#moments.push({
      ...rest,
      lots: [...state.lots.values()].filter(isWithinReach),
      holds: [...state.holds.values()].filter((hold) => hold.state === "open"),
    });
  }
}

const isWithinReach = ({ remaining, held, pledged, excused }: Lot): boolean =>
  remaining > 0 || held > 0 || pledged + excused > 0;

/** Caps begin anew with the month. The histories live in UTC. */
function monthsBetween(from: number, until: number): number[] {
  const first = new Date(from);
  const starts: number[] = [];
  for (let month = first.getUTCMonth() + 1; ; month++) {
    const start = Date.UTC(first.getUTCFullYear(), month, 1);
    if (start >= until) return starts;
    starts.push(start);
  }
}

function note<Id, Row>(
  all: Map<Id, Versions<Row>>,
  rows: ReadonlyMap<Id, Row>,
  index: number,
): void {
  for (const [id, row] of rows) {
    const versions = all.get(id) ?? [];
    if (versions.at(-1)?.row !== row) versions.push({ index, row });
    all.set(id, versions);
  }
}
