import { type Credits, credits } from "./amount";
import type { Actor, Provenance } from "./command";
import type { Instant } from "./instant";
import { type Allocation, dropFirst } from "./lot";

/** How a hold ended: settled by a capture or release, or lapsed by itself. */
export type HoldEnd = "settled" | "lapsed";

/** Credits set aside for a running operation. Always: amount = captured + released + what `lots` still set aside. */
export type Hold = Readonly<{
  id: string;
  amount: Credits;
  captured: Credits;
  released: Credits;
  /** What is still set aside, in the order it will be captured. */
  lots: readonly Allocation[];
  state: "open" | HoldEnd;
  operation: string | null;
  subject: string | null;
  runId: string | null;
  /** Whom it was made for: what is captured counts as theirs, whoever captures it. */
  actor: Actor;
  campaignId: string | null;
  /** The source whose lots it freezes for a dispute or a refund; null for the hold of an operation. */
  freezes: string | null;
  createdAt: Instant;
  /** From this instant on the hold has lapsed, whether or not there is a row for it yet. */
  lapsesAt: Instant;
}>;

/** A new hold: nothing captured, nothing given back. */
export const beginHold = (
  about: Provenance,
  hold: Pick<Hold, "id" | "amount" | "lots" | "freezes" | "createdAt" | "lapsesAt">,
): Hold => ({
  ...hold,
  captured: credits(0),
  released: credits(0),
  state: "open",
  operation: about.operation ?? null,
  subject: about.subject ?? null,
  runId: about.runId ?? null,
  actor: about.actor,
  campaignId: about.campaignId ?? null,
});

export const remainingOf = (hold: Hold): Credits =>
  credits(hold.amount - hold.captured - hold.released);

/** Takes the first `amount` of what the hold still sets aside, capturing it for a charge or releasing it. */
export const takeFromHold = (hold: Hold, as: "captured" | "released", amount: number): Hold => ({
  ...hold,
  [as]: credits(hold[as] + amount),
  lots: dropFirst(hold.lots, amount),
});

/** Adds to what a hold sets aside. Each lot has one part in it. */
export function withPart(hold: Hold, part: Allocation): Hold {
  const others = hold.lots.filter(({ lotId }) => lotId !== part.lotId);
  const before = hold.lots.find(({ lotId }) => lotId === part.lotId)?.amount ?? 0;
  return {
    ...hold,
    amount: credits(hold.amount + part.amount),
    lots: [...others, { ...part, amount: credits(before + part.amount) }],
  };
}

/** The operation of a freeze that keeps credits for a refund somebody asked for. That of a dispute has none. */
export const PURCHASE_REFUND = "purchase_refund";

/** What a hold freezes credits for; null for the hold of an operation. */
export const frozenFor = ({
  freezes,
  operation,
}: Pick<Hold, "freezes" | "operation">): "dispute" | "refund" | null =>
  freezes === null ? null : operation === PURCHASE_REFUND ? "refund" : "dispute";

/** The reason of a row that freezes what came back. */
export const whyFrozen = (freeze: Hold): string =>
  frozenFor(freeze) === "refund" ? "Purchase being refunded" : "Purchase under dispute";

/**
 * The open freezes of a source, oldest first: the oldest keeps everything that is frozen, on behalf of all of them.
 */
export const openFreezesOf = (holds: Iterable<Hold>, sourceId: string): Hold[] =>
  [...holds]
    .filter(({ freezes, state }) => freezes === sourceId && state === "open")
    .sort((a, b) => a.createdAt - b.createdAt);

/** The provenance of a hold's rows where the command does not give any. */
export const aboutHold = ({
  operation,
  subject,
  runId,
  campaignId,
}: Hold): Partial<Provenance> => ({
  ...(operation === null ? {} : { operation }),
  ...(subject === null ? {} : { subject }),
  ...(runId === null ? {} : { runId }),
  ...(campaignId === null ? {} : { campaignId }),
});
