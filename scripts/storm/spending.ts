// Clients of the ledger: random commands of every kind, repeated until acknowledged, and a log of the answers.
import fc from "fast-check";
import { credits } from "@/lib/credits/core/amount";
import type { Answer, Command } from "@/lib/credits/core/command";
import { firstDigest } from "@/lib/credits/core/entry";
import { type Call, checkHistory, withoutReplayMark } from "@/lib/credits/core/history/testing";
import {
  Acknowledged,
  anyHistory,
  by,
  Script,
  type Step,
  untouchedState,
} from "@/lib/credits/core/testing";
import { asOwner, charge, command, entriesIn, grant } from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { sha256 } from "@/lib/platform/sha256";
import { type Home, newHome } from "./home";
import { noticeFaults, relayTwice } from "./notices";
import { type Around, persist, type Scene } from "./scene";

/** Where the balances of random histories tend to be, so that they cross one again and again. */
const THRESHOLDS = { high: 120, middle: 60, deep: 25 };
const SWING = 130;

/**
 * A workspace with more than this behind it is exchanged for a new one, because every check looks at all of it again.
 */
const LONG_ENOUGH = 1_500;

class Spending implements Scene {
  readonly name = "spending";
  readonly callers = 10;
  #calls: Call[] = [];
  #known = new Acknowledged();
  #script = new Script();
  #steps: Step[] = [];
  /** The first commands. */
  #opening = thresholds();

  constructor(
    private readonly around: Around,
    private home: Home,
  ) {}

  async act(): Promise<void> {
    const { servers, random } = this.around;
    if (random.once(40)) await relayTwice(servers, this.home);
    if (random.once(5)) await this.#swing();
    const next = () => this.#script.next(this.#nextStep(), new Date(servers.now()), this.#known);
    await this.#call(this.#opening.pop() ?? next());
  }

  /** Up and down again, past every threshold. */
  async #swing(): Promise<void> {
    await this.#call(grant(SWING));
    await this.#call(charge(SWING));
  }

  async check(): Promise<string[]> {
    const repeated = await this.#repeatSome();
    const { servers } = this.around;
    const { workspaceId } = this.home;
    const verified = await persist(() => verifyLedger(workspaceId, "ai"));
    const entries = await persist(() => entriesIn(workspaceId));
    const calls = [...this.#calls, ...sweepsIn(entries)];
    const start = untouchedState(firstDigest(workspaceId, "ai", sha256));
    const faults = [
      ...repeated,
      ...(verified.ok ? [] : [verified.difference]),
      ...checkHistory(calls, entries, start, sha256),
      ...(await persist(() => leaks(workspaceId, servers.sweptUntil))),
      ...(await noticeFaults(this.around, this.home, { kind: "ai", entries })),
    ];
    if (this.#calls.length > LONG_ENOUGH) await this.#moveOn();
    return faults.map((fault) => `${workspaceId}: ${fault}`);
  }

  #nextStep(): Step {
    if (this.#steps.length === 0) {
      const seed = this.around.random.between(0, 2 ** 31 - 1);
      this.#steps = fc.sample(anyHistory, { seed, numRuns: 20 }).flat();
    }
    const step = this.#steps.pop();
    if (!step) throw new Error("A history has steps.");
    return step;
  }

  async #call(command: Command): Promise<Answer> {
    const { servers } = this.around;
    const [from, began] = [performance.now(), servers.now()];
    const { workspaceId } = this.home;
    const errand = { what: "post", workspaceId, kind: "ai", command } as const;
    const answer = await servers.ask<Answer>(errand);
    const clock = [began, servers.now()] as const;
    this.#calls.push({ command, from, until: performance.now(), clock, answer });
    this.#known.note(command, answer);
    return answer;
  }

  /** What was acknowledged gets the same answer, whichever server is asked. */
  async #repeatSome(): Promise<string[]> {
    const accepted = this.#calls.filter(
      ({ answer, command }) => answer?.ok && command.type !== "expire",
    );
    const some = Array.from({ length: Math.min(3, accepted.length) }, () =>
      this.around.random.pick(accepted),
    );
    const faults: string[] = [];
    for (const { command, answer } of some) {
      const again = JSON.stringify(inOrder(await this.#call(command)));
      const first = JSON.stringify(inOrder(answer));
      if (again !== first) faults.push(`"${command.key}" was told ${first}, and now ${again}.`);
    }
    return faults;
  }

  async #moveOn(): Promise<void> {
    this.home = await persist(newHome);
    this.#calls = [];
    this.#known = new Acknowledged();
    this.#script = new Script();
    this.#opening = thresholds();
  }
}

const thresholds = (): Command[] =>
  Object.entries(THRESHOLDS).map(([threshold, below]) =>
    command({ type: "set_threshold", threshold, below: credits(below) }),
  );

/** Clients who share one workspace. */
export const spending = async (around: Around): Promise<Scene> =>
  new Spending(around, await persist(newHome));

const inOrder = (answer: Answer | null) => Object.entries(withoutReplayMark(answer) ?? {}).sort();

/** The product's own sweep also sends `expire`. */
function sweepsIn(entries: readonly { key: string }[]): Call[] {
  const keys = new Set(entries.map(({ key }) => key).filter((key) => key.startsWith("expire:")));
  return [...keys].map((key) => ({
    command: { ...by, type: "expire", key, reason: "Expired" },
    from: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
    clock: [0, 0],
    answer: null,
  }));
}

/** Holds that should have ended when the sweep ran but are still open, and credits that are held for no hold. */
async function leaks(workspaceId: string, sweptUntil: number): Promise<string[]> {
  const [row] = await asOwner<{ held: string; open: string; late: string }>(
    `select a.held, coalesce(sum(h.amount - h.captured - h.released), 0) as open,
       count(*) filter (where h.lapses_at <= to_timestamp($2::double precision / 1000)) as late
     from credit_account a left join credit_hold h
       on h.workspace_id = a.workspace_id and h.kind = a.kind and h.state = 'open'
     where a.workspace_id = $1 and a.kind = 'ai' group by a.held`,
    [workspaceId, sweptUntil],
  );
  if (!row) return [];
  return [
    ...(row.held === row.open ? [] : [`${row.held} are held, but ${row.open} by open holds.`]),
    ...(row.late === "0" ? [] : [`${row.late} holds outlived their time and the sweep.`]),
  ];
}
