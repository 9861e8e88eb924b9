import { formatCount } from "@/lib/credits/core/format";
import type { Kind } from "../../../credits/core/amount";
import { formatCredits } from "../../../credits/core/format";
import { CHARGES_LOOKED_AT, type NoStrip, type Strip } from "./strip";

const count = (number: number, noun: string): string =>
  `${formatCount(number)} ${noun}${number === 1 ? "" : "s"}`;

/** What the strip shows, in words: "Half of 59 runs cost up to 3.40, nine in ten up to 8.20." */
export function stripSentence(strip: Strip, kind: Kind): string {
  const { runs, least, most, median, ninth, newestOf } = strip;
  const credits = (amount: number) => formatCredits(amount, kind);
  if (runs === 1) return `${newestOf ? "The newest" : "One"} run cost ${credits(most.cost)}.`;
  const which = `${newestOf ? "the newest " : ""}${count(runs, "run")}`;
  if (least.cost === most.cost) return `Each of ${which} cost ${credits(most.cost)}.`;
  const more = ninth === null ? "" : `, nine in ten up to ${credits(ninth)}`;
  return `Half of ${which} cost up to ${credits(median)}${more}.`;
}

/** What is shown instead of a strip. */
export const noStripSentence = (why: NoStrip): string =>
  why === "refunded"
    ? "Every run was refunded in full."
    : `Too far back to tell: only the newest ${count(CHARGES_LOOKED_AT, "charge")} of an operation are read.`;

/** How the strip counts, if it is not one dot for each charge. Null if it is. */
export function stripNote({ runs, charges, newestOf, refunded, each }: Strip): string | null {
  const notes = [
    newestOf ? `${formatCount(charges)} of ${count(newestOf, "charge")}.` : null,
    newestOf === null && charges !== runs ? `${count(charges, "charge")} in all.` : null,
    each > 1 ? `A dot stands for up to ${formatCount(each)} runs.` : null,
    refunded > 0 ? `Left out: ${count(refunded, "run")} refunded in full.` : null,
  ].filter((note) => note !== null);
  return notes.length > 0 ? notes.join(" ") : null;
}
