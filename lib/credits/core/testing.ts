import { createHash } from "node:crypto";
import fc from "fast-check";
import { type Credits, credits } from "./amount";
import { capName } from "./cap";
import type { Answer, Command, CommandOf, Provenance } from "./command";
import { type Decision, decide } from "./decide";
import { type Entry, firstDigest } from "./entry";
import { emptyState, type State } from "./state";
import { TOP_UP } from "./threshold";

export const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

export const ORIGIN = firstDigest("00000000-0000-7000-8000-000000000001", "ai", hash);

/** Who and why do not matter to most tests. */
export const by: Provenance = { actor: { type: "system" }, reason: "test" };

export const amount = (hundredths: number): Credits => credits(hundredths);

let keys = 0;
type DraftOf<T> = T extends Command ? Omit<T, keyof Provenance | "key"> & Partial<Command> : never;
/** A command of any type, without what all have in common: who, why, and the key. */
export type CommandDraft = DraftOf<Command>;

/** A command with a key of its own. */
export const command = (draft: CommandDraft): Command =>
  ({ ...by, key: `key ${++keys}`, ...draft }) as Command;

export const lot = (id: string, hundredths: number, expiresAt: Date | null = null): Command =>
  command({
    type: "grant",
    lotId: id,
    source: "grant",
    sourceId: `source of ${id}`,
    label: `Lot ${id}`,
    amount: amount(hundredths),
    expiresAt,
  });

/** A ledger in memory with a clock of its own, for examples. */
export class Ledger {
  state: State = emptyState(ORIGIN);
  entries: Entry[] = [];

  constructor(public now: Date = new Date("2026-03-01T00:00:00Z")) {}

  post(command: Command): Answer {
    return this.decide(command).answer;
  }

  decide(command: Command): Decision {
    const decision = decide(this.state, command, this.now, hash);
    this.state = decision.state;
    this.entries.push(...decision.entries);
    return decision;
  }

  lot(id: string) {
    const found = this.state.lots.get(id);
    if (!found) throw new Error(`No lot ${id}`);
    return found;
  }
}

/** A step of a random history: what to do, with numbers that pick among what exists by then. */
export type Step = {
  what: Command["type"];
  pick: number;
  amount: number;
  /** Milliseconds to pass before it; negative when a clock goes backwards. */
  wait: number;
  /** How long what it opens lives, in milliseconds; 0 for ever. */
  life: number;
  settle: boolean;
  /** Now and then an earlier key comes again, with the same command or with another. */
  repeat: "no" | "same" | "other";
};

const TICK = 1000;

/** What exists by now, to be named by the next command. */
export type Nameable = {
  charges: readonly number[];
  holds: readonly string[];
  freezes: readonly { holdId: string; sourceId: string }[];
};

export const nameableIn = ({ charges, holds }: State): Nameable => ({
  charges: [...charges.keys()],
  holds: [...holds.keys()],
  freezes: [...holds.values()].flatMap(({ id, freezes }) =>
    freezes === null ? [] : [{ holdId: id, sourceId: freezes }],
  ),
});

/** What clients know who see nothing but their answers. */
export class Acknowledged implements Nameable {
  readonly charges: number[] = [];
  readonly holds: string[] = [];
  readonly freezes: { holdId: string; sourceId: string }[] = [];

  note(command: Command, answer: Answer): void {
    const couldBeOne = ["charge", "capture", "hold"].includes(command.type);
    if (answer.ok && couldBeOne) this.charges.push(answer.seq);
    if (answer.ok && command.type === "hold") this.holds.push(command.holdId);
    if (command.type === "freeze") this.freezes.push(command);
  }
}

const PEOPLE = ["a", "b", "c"].map((letter) => `00000000-0000-7000-8000-00000000000${letter}`);
const CAMPAIGNS = ["d", "e"].map((letter) => `00000000-0000-7000-8000-00000000000${letter}`);
const OPERATIONS = ["op0", "op1", "op2"];
const CAPPED = [
  ...PEOPLE.map((target) => ({ scope: "member", target }) as const),
  ...CAMPAIGNS.map((target) => ({ scope: "campaign", target }) as const),
  ...OPERATIONS.map((target) => ({ scope: "operation", target }) as const),
];

/** An account that nobody touched, and that knows this of every cap a history may set. */
export const untouchedState = (origin = ORIGIN): State => {
  const nothing = { month: "", used: credits(0), held: credits(0) };
  const names = CAPPED.map(({ scope, target }) => capName(scope, target));
  return { ...emptyState(origin), uses: new Map(names.map((name) => [name, nothing])) };
};

type Context = { step: Step; known: Nameable; now: Date; newId: () => string };
type Generator = { weight: number; generate: (context: Context) => object };

/**
 * How each command is generated, and how often. The one place where a new command has to be entered: all random histories,
 * in memory, on the database and in the storms, then contain it.
 */
const GENERATORS: Record<Command["type"], Generator> = {
  grant: { weight: 3, generate: (context) => lotFor(context) },
  charge: { weight: 4, generate: ({ step }) => ({ amount: amount(step.amount) }) },
  hold: {
    weight: 4,
    generate: (context) => ({
      holdId: context.newId(),
      amount: amount(context.step.amount),
      lapsesAt: endOf(context),
    }),
  },
  capture: {
    weight: 4,
    generate: (context) => ({
      holdId: holdFor(context),
      // Now and then more than any hold holds.
      amount: amount(context.step.amount + (context.step.pick % 3 === 0 ? 20 : 0)),
      settle: context.step.settle,
    }),
  },
  release: { weight: 1, generate: (context) => ({ holdId: holdFor(context) }) },
  refund: {
    weight: 4,
    generate: ({ step, known }) => ({
      corrects: nth(known.charges, step.pick) ?? 1 + (step.pick % 9),
      amount: amount(step.amount),
    }),
  },
  revoke: {
    weight: 2,
    generate: (context) => ({ sourceId: sourceFor(context), amount: amount(context.step.amount) }),
  },
  adjust: { weight: 1, generate: ({ step }) => ({ amount: amount(step.amount + 1) }) },
  freeze: {
    weight: 1,
    generate: (context) => ({ sourceId: sourceFor(context), holdId: context.newId() }),
  },
  thaw: { weight: 1, generate: (context) => disputeFor(context) },
  forfeit: {
    weight: 1,
    generate: (context) => ({ amount: amount(context.step.amount), ...disputeFor(context) }),
  },
  set_cap: {
    weight: 1,
    generate: ({ step }) => ({ ...CAPPED[step.pick % CAPPED.length], cap: capOf(step) }),
  },
  set_threshold: { weight: 1, generate: ({ step }) => thresholdOf(step) },
  expire: { weight: 1, generate: () => ({}) },
};

/** Crumbs among loaves: what is taken from several lots comes back to several. */
function lotFor(context: Context) {
  const { pick, amount: hundredths, life } = context.step;
  const lotId = context.newId();
  return {
    lotId,
    ...broughtBy(context),
    label: `Lot ${lotId}`,
    amount: amount(pick % 3 === 0 ? (hundredths % 5) + 1 : hundredths * 4 + 1),
    expiresAt: life === 0 || pick % 5 === 0 ? null : endOf(context),
  };
}

/** More sources than are ever disputed, so that not all are frozen. What comes back goes to one that may be disputed. */
function broughtBy(context: Context): Pick<CommandOf<"grant">, "source" | "sourceId"> {
  const { pick } = context.step;
  if (pick % 4 === 1) return { source: "adjustment", sourceId: sourceFor(context) };
  return { source: pick % 2 === 0 ? "purchase" : "grant", sourceId: `source ${pick % 5}` };
}

/** Every other one on a round time, so that lots and holds of different ages end together. */
function endOf({ step, now }: Context): Date {
  const end = now.getTime() + step.life;
  const round = 10 * TICK;
  return new Date(step.pick % 2 === 0 ? end : Math.ceil(end / round) * round);
}

const sourceFor = ({ step }: Context): string => `source ${step.pick % 3}`;

/** Now and then a hold that nobody knows. */
const holdFor = ({ step, known, newId }: Context): string =>
  step.pick % 20 === 0 ? newId() : (nth(known.holds, step.pick) ?? newId());

const disputeFor = (context: Context) =>
  nth(context.known.freezes, context.step.pick) ?? {
    holdId: holdFor(context),
    sourceId: sourceFor(context),
  };

const pauses = (most: number, leap: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 10, arbitrary: fc.constant(0) },
    { weight: 10, arbitrary: fc.integer({ min: 0, max: most }).map((ticks) => ticks * TICK) },
    { weight: 1, arbitrary: fc.constant(-2 * TICK) },
    { weight: leap, arbitrary: fc.constant(40 * 86_400_000) },
  );

/** Few different times, so that ends, lapses and commands meet at the same instant. */
const stepOf = (wait: fc.Arbitrary<number>, life: fc.Arbitrary<number>): fc.Arbitrary<Step> =>
  fc.record({
    what: fc.oneof(
      ...Object.entries(GENERATORS).map(([type, { weight }]) => ({
        weight,
        arbitrary: fc.constant(type as Command["type"]),
      })),
    ),
    pick: fc.nat(1000),
    amount: fc.nat(20),
    wait,
    life: life.map((ticks) => ticks * TICK),
    settle: fc.boolean(),
    repeat: fc.oneof(
      { weight: 20, arbitrary: fc.constant("no" as const) },
      { weight: 1, arbitrary: fc.constant("same" as const) },
      { weight: 1, arbitrary: fc.constant("other" as const) },
    ),
  });

/** A restless step: much expires and lapses. A calm one: many lots and holds live side by side. */
export const anyStep: fc.Arbitrary<Step> = stepOf(pauses(12, 1), fc.integer({ min: -1, max: 30 }));
const calmStep = stepOf(pauses(1, 0), fc.integer({ min: 0, max: 60 }));

const sized = { minLength: 5, maxLength: 60, size: "max" } as const;
export const anyHistory = fc.oneof(fc.array(anyStep, sized), fc.array(calmStep, sized));

/** Turns steps into commands: the ids it makes up follow from the order of the steps. */
export class Script {
  readonly #sent: Command[] = [];
  #ids = 0;

  next(step: Step, now: Date, known: Nameable): Command {
    const earlier = this.#sent[step.pick % Math.max(1, this.#sent.length)];
    if (earlier && step.repeat === "same") return earlier;
    const key = earlier && step.repeat === "other" ? earlier.key : `key ${this.#sent.length}`;
    const about = {
      actor: { type: "member", id: PEOPLE[step.pick % PEOPLE.length] },
      reason: "test",
      operation: OPERATIONS[step.pick % OPERATIONS.length],
      ...(step.pick % 5 === 0 ? { campaignId: CAMPAIGNS[step.pick % CAMPAIGNS.length] } : {}),
    };
    const context = { step, known, now, newId: this.#newId };
    const generated = { type: step.what, ...GENERATORS[step.what].generate(context) };
    const command = { ...about, key, ...generated } as Command;
    this.#sent.push(command);
    return command;
  }

  #newId = (): string => `00000000-0000-7000-8000-${String(++this.#ids).padStart(12, "0")}`;
}

const capOf = ({ settle, pick, amount: hundredths }: Step) =>
  pick % 7 === 0
    ? null
    : {
        amount: amount(pick % 11 === 0 ? 0 : hundredths * 2),
        mode: settle ? ("block" as const) : ("notify" as const),
      };

const thresholdOf = ({ settle, pick, amount: hundredths }: Step) => ({
  threshold: ["low", "empty", "a custom one", TOP_UP][pick % 4],
  below: settle && pick % 5 === 0 ? null : amount(hundredths),
});

/** Prefers what came last: most of what is older has ended. */
const nth = <T>(list: readonly T[], pick: number): T | undefined =>
  list.at(-1 - (pick % Math.max(1, Math.min(6, list.length))));
