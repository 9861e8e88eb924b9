import { actorName } from "../../actor";
import type { Cap, CapShare } from "../../cap";
import type { CommandOf, Provenance, Refused } from "../../command";
import type { CapChange } from "../../entry";
import { FIRST_THRESHOLDS, TOP_UP } from "../../threshold";

/** A notice, without what only the real ledger knows. */
export type ModelNotice =
  | { threshold: string; available: number }
  | { topUp: number; available: number }
  | { cap: string; share: CapShare };

/** Of a notice what the second ledger knows. */
export function gist(notice: Facts): ModelNotice {
  switch (notice.about) {
    case "threshold":
      return { threshold: notice.threshold, available: notice.available };
    case "top_up":
      return { topUp: notice.below, available: notice.available };
    case "cap":
      return { cap: `${notice.cap.scope} ${notice.cap.target}`, share: notice.share };
  }
}

/** A notice as it was decided, or as it is stored. */
type Facts =
  | { about: "threshold"; threshold: string; available: number }
  | { about: "top_up"; below: number; available: number }
  | { about: "cap"; cap: Pick<Cap, "scope" | "target">; share: CapShare };

type Threshold = Pick<CommandOf<"set_threshold">, "threshold" | "below">;
type Spender = Pick<Provenance, "actor"> & Partial<Record<"campaignId" | "operation", unknown>>;

/** The names of the caps that count a spender. */
export const counting = ({ actor, campaignId, operation }: Spender): string[] => [
  `member ${actorName(actor)}`,
  `campaign ${campaignId}`,
  `operation ${operation}`,
];

/** Caps and thresholds of the second ledger, as naive as itself: they ask it to count, each time. */
export class Limits {
  caps = new Map<string, Cap>();
  thresholds = new Map(FIRST_THRESHOLDS.map(({ id, below }) => [id, { below, armed: false }]));
  /** The notices of the last command. */
  notices: ModelNotice[] = [];

  setCap({ scope, target, cap }: CapChange): null {
    if (cap) this.caps.set(`${scope} ${target}`, { scope, target, ...cap });
    else this.caps.delete(`${scope} ${target}`);
    return null;
  }

  setThreshold({ threshold, below }: Threshold, available: number): null {
    if (below === null) this.thresholds.delete(threshold);
    else this.thresholds.set(threshold, { below, armed: available >= below });
    return null;
  }

  /** Refuses what would go beyond a cap that blocks; `taken` counts what is used and held of one. */
  aboveCap(
    command: CommandOf<"charge"> | CommandOf<"hold">,
    month: string,
    taken: (name: string) => number,
  ): Refused | null {
    const bound = counting(command).flatMap((name) => {
      const cap = this.caps.get(name);
      if (cap?.mode !== "block") return [];
      return [{ cap, left: Math.max(0, cap.amount - taken(name)) }];
    });
    const tightest = bound.sort((a, b) => a.left - b.left)[0];
    if (!tightest || command.amount <= tightest.left) return null;
    return { ok: false, reason: "cap_reached", ...tightest, month } as Refused;
  }

  used(name: string, from: number, to: number) {
    const cap = this.caps.get(name);
    if (!cap) return;
    const share = ([100, 80] as const).find((share) => {
      const limit = Math.max((cap.amount * share) / 100, 1 / 100);
      return from < limit && to >= limit;
    });
    if (share) this.notices.push({ cap: name, share });
  }

  /** A purchase, all of which was there before a debt took of it. */
  broughtIn(available: number) {
    const topUp = this.thresholds.get(TOP_UP);
    if (topUp && available >= topUp.below) topUp.armed = true;
  }

  warn(available: number) {
    const falling: [string, number][] = [];
    for (const [id, threshold] of this.thresholds) {
      if (threshold.armed && available < threshold.below) falling.push([id, threshold.below]);
      threshold.armed = available >= threshold.below;
    }
    const warnings = falling.filter(([id]) => id !== TOP_UP);
    const lowest = warnings.sort(([, a], [, b]) => a - b)[0];
    if (lowest) this.notices.push({ threshold: lowest[0], available });
    const topUp = falling.find(([id]) => id === TOP_UP);
    if (topUp) this.notices.push({ topUp: topUp[1], available });
  }
}
