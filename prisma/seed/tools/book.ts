import { type Credits, KINDS, type Kind } from "@/lib/credits/core/amount";
import type { Accepted, Actor, Command, Json } from "@/lib/credits/core/command";
import type { Quote } from "@/lib/credits/core/quote";
import type { RateCard } from "@/lib/credits/core/rate-card";
import { createDoor } from "@/lib/credits/mutations/door";
import { inWorkspace, pool } from "@/lib/platform/db";
import type { Prisma } from "@/lib/platform/generated/prisma/client";
import { idFrom } from "./random";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** For what is written of many rows at once, in milliseconds: a first start shares its machine with who knows what. */
export const PATIENCE = 2 * MINUTE;

/** Something that happened: told to the ledger at its time. */
type Happening = { kind: Kind; at: number; order: number; tell: () => Promise<void> };

export type RunSpec = {
  name: string;
  kind: Kind;
  at: number;
  minutes: number;
  operation: string;
  subject: string;
  actorId: string;
  campaign?: { id: string; name: string };
  quote: Quote;
  quantity: number;
  inputs: Record<string, Json>;
  /** What it came to: its charge, or nothing when it still runs or failed. */
  charge: Credits | null;
  ended: "done" | "failed" | "running";
};

/**
 * The history of one workspace, written down in any order and told to the ledger in the order of time, through
 * its own door with the clock of the past.
 */
export class Book {
  readonly #happenings: Happening[] = [];
  readonly #runs: Prisma.OperationRunCreateManyInput[] = [];

  constructor(
    readonly workspaceId: string,
    readonly card: RateCard,
    readonly now: number,
  ) {}

  id = (...words: string[]): string => idFrom(this.workspaceId, ...words);

  /** Credits that came in. Answers what the ledger said through `then`. */
  grant(
    grant: {
      name: string;
      kind: Kind;
      at: number;
      amount: Credits;
      label: string;
      reason: string;
      actor: Actor;
      source: "purchase" | "grant";
      expiresAt: Date | null;
    },
    then: (answer: Accepted) => Promise<void> = async () => {},
  ): void {
    const { name, kind, at, ...fields } = grant;
    const lotId = this.id(name);
    this.#happens(kind, at, async (door) => {
      const sourceId = fields.source === "purchase" ? lotId : null;
      await then(await door({ type: "grant", key: `seed:${name}`, lotId, sourceId, ...fields }));
    });
  }

  /** One run from its quote to its end: held, charged, the rest given back. */
  run(spec: RunSpec): string {
    const [runId, holdId] = [this.id("run", spec.name), this.id("hold", spec.name)];
    const end = spec.at + spec.minutes * MINUTE;
    const about = this.#about(spec, runId);
    const lapsesAt = new Date(spec.ended === "running" ? this.now + 7 * DAY : end + HOUR);
    this.#happens(spec.kind, spec.at, async (door) => {
      const key = `seed:hold:${spec.name}`;
      await door({ type: "hold", key, holdId, amount: spec.quote.max, lapsesAt, ...about });
    });
    if (spec.ended !== "running") {
      this.#happens(spec.kind, end, async (door) => {
        const key = `seed:end:${spec.name}`;
        const { charge: amount } = spec;
        await door(
          amount === null
            ? { type: "release", key, holdId, ...about }
            : { type: "capture", key, holdId, amount, settle: true, ...about },
        );
      });
    }
    this.#runs.push(this.#runRow(spec, { runId, holdId, end, lapsesAt }));
    return runId;
  }

  /** A charge without a run: what the product does by itself, on a schedule. */
  charge(charge: {
    name: string;
    kind: Kind;
    at: number;
    operation: string;
    subject: string;
    amount: Credits;
    quantity: number;
    inputs: Record<string, Json>;
  }): void {
    const { name, kind, at, ...fields } = charge;
    this.#happens(kind, at, async (door) => {
      await door({
        type: "charge",
        key: `seed:${name}`,
        actor: { type: "system" },
        reason: "On schedule",
        rateCardVersion: this.card.version,
        ...fields,
      });
    });
  }

  /** A charge that turned out worthless, and its refund. */
  refundedCharge(
    charge: RunSpec & { charge: Credits },
    refund: { at: number; reason: string },
  ): void {
    const runId = this.id("run", charge.name);
    this.run(charge);
    this.#happens(charge.kind, refund.at, async (door) => {
      const corrects = await this.#chargeOf(charge.kind, runId);
      await door({
        type: "refund",
        key: `seed:refund:${charge.name}`,
        corrects,
        amount: charge.charge,
        actor: { type: "system" },
        reason: `${refund.reason}, run ${runId.slice(-4).toUpperCase()}`,
        operation: charge.operation,
        runId,
      });
    });
  }

  /** Tells it all. Both kinds at once: they never wait for each other. What was told to the end is not told again. */
  async write(): Promise<{ entries: number; runs: number }> {
    if (await this.#isTold()) return { entries: 0, runs: 0 };
    await Promise.all(KINDS.map((kind) => this.#tell(kind)));
    await inWorkspace(
      this.workspaceId,
      (tx) => tx.operationRun.createMany({ data: this.#runs, skipDuplicates: true }),
      { timeout: PATIENCE },
    );
    return { entries: this.#happenings.length, runs: this.#runs.length };
  }

  /** The runs are written last, all at once: where they are, the ledger has heard everything. */
  async #isTold(): Promise<boolean> {
    const { workspaceId } = this;
    const last = this.#runs.at(-1);
    if (!last) return false;
    const found = await inWorkspace(workspaceId, (tx) =>
      tx.operationRun.findUnique({ where: { workspaceId_id: { workspaceId, id: last.id } } }),
    );
    return found !== null;
  }

  readonly #clocks: Record<Kind, number> = { ai: 0, lead: 0 };
  readonly #doors = {
    ai: createDoor({ pool: () => pool("ledger"), now: () => new Date(this.#clocks.ai) }),
    lead: createDoor({ pool: () => pool("ledger"), now: () => new Date(this.#clocks.lead) }),
  };

  #happens(
    kind: Kind,
    at: number,
    tell: (door: (command: Command) => Promise<Accepted>) => Promise<void>,
  ): void {
    const door = async (command: Command): Promise<Accepted> => {
      const answer = await this.#doors[kind].post(this.workspaceId, kind, command);
      if (!answer.ok) throw new Error(`The ledger refused ${command.key}: ${answer.reason}.`);
      return answer;
    };
    const order = this.#happenings.length;
    this.#happenings.push({ kind, at, order, tell: () => tell(door) });
  }

  async #tell(kind: Kind): Promise<void> {
    const inTime = this.#happenings
      .filter((one) => one.kind === kind)
      .sort((a, b) => a.at - b.at || a.order - b.order);
    for (const { at, tell } of inTime) {
      this.#clocks[kind] = at;
      await tell();
    }
  }

  async #chargeOf(kind: Kind, runId: string): Promise<number> {
    const charge = await inWorkspace(this.workspaceId, (tx) =>
      tx.creditEntry.findFirstOrThrow({
        where: { workspaceId: this.workspaceId, kind, runId, type: "charge" },
        select: { seq: true },
      }),
    );
    return Number(charge.seq);
  }

  #about(spec: RunSpec, runId: string) {
    const { operation, subject, quantity, campaign } = spec;
    return {
      actor: { type: "member", id: spec.actorId } as Actor,
      reason: subject,
      operation,
      subject,
      quantity,
      inputs: campaign ? { ...spec.inputs, campaign: campaign.name } : spec.inputs,
      rateCardVersion: this.card.version,
      quotedMax: spec.quote.max,
      runId,
      ...(campaign ? { campaignId: campaign.id } : {}),
    };
  }

  #runRow(
    spec: RunSpec,
    made: { runId: string; holdId: string; end: number; lapsesAt: Date },
  ): Prisma.OperationRunCreateManyInput {
    const at = new Date(spec.at);
    const end = spec.ended === "running" ? null : new Date(made.end);
    const done = spec.ended === "done" ? spec.quantity : 0;
    return {
      workspaceId: this.workspaceId,
      id: made.runId,
      kind: spec.kind,
      operation: spec.operation,
      subject: spec.subject,
      state: spec.ended,
      quotedMin: spec.quote.min,
      quotedLikely: spec.quote.likely,
      quotedMax: spec.quote.max,
      rateCardVersion: this.card.version,
      quote: spec.quote as unknown as Prisma.InputJsonValue,
      holdIds: [made.holdId],
      lapsesAt: made.lapsesAt,
      actorId: spec.actorId,
      campaignId: spec.campaign?.id ?? null,
      progress: { done, total: spec.quantity },
      createdAt: at,
      startedAt: at,
      finishedAt: end,
      failure: spec.ended === "failed" ? made.runId.slice(-4).toUpperCase() : null,
      endedBecause: spec.ended === "failed" ? "failed" : null,
      updatedAt: end ?? at,
    };
  }
}
