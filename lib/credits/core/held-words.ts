import type { Kind } from "./amount";

type Held = { count: number; runId: string | null; frozen: "dispute" | "refund" | null };

/**
 * What credits are held for: "2 running jobs", "1 hold of a program", "1 running job and 1 dispute". A hold of neither a
 * run, a dispute nor a refund was made by a program of the workspace, through the API.
 */
export function heldWords(holds: readonly Held[]): string {
  const runs = heldIn(holds.filter(({ runId }) => runId !== null));
  const disputes = heldIn(holds.filter(({ frozen }) => frozen === "dispute"));
  const refunds = heldIn(holds.filter(({ frozen }) => frozen === "refund"));
  const words = [
    counted(runs, "running job", "running jobs"),
    counted(heldIn(holds) - runs - disputes - refunds, "hold of a program", "holds of programs"),
    counted(disputes, "dispute", "disputes"),
    counted(refunds, "refund", "refunds"),
  ].filter((one) => one !== null);
  return new Intl.ListFormat("en-GB").format(words);
}

/** The number of holds. */
export const heldIn = (holds: readonly Held[]): number =>
  holds.reduce((sum, { count }) => sum + count, 0);

const counted = (count: number, one: string, several: string): string | null =>
  count === 0 ? null : `${count} ${count === 1 ? one : several}`;

/** The text for credits that are all held: they are not used up, and may come back, unless a dispute is lost. */
export const allHeldWords = (kind: Kind): { title: string; text: string } =>
  kind === "ai"
    ? {
        title: "All AI credits are held",
        text: "What is returned can be used again. Viewing, editing, scheduling and publishing still work.",
      }
    : {
        title: "All lead credits are held",
        text: "Sourcing waits. What is returned can be used again. Leads already in campaigns still receive email.",
      };
