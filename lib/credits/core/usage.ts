import { type Actor, actorName } from "./actor";
import type { Entry } from "./entry";
import type { Instant } from "./instant";

/** One bucket of the finest rollup. "" stands for no operation or campaign, and "system" for no person or program. */
export type Usage = {
  day: string;
  operation: string;
  actor: string;
  campaign: string;
  /** Charges less their refunds. */
  used: number;
  charges: number;
};

/** What identifies a bucket. */
export type UsageSubject = {
  at: Instant;
  operation: string | null;
  actor: Actor;
  campaignId: string | null;
};

/** Sums use by day, operation, actor and campaign. */
export class UsageSums {
  readonly #buckets = new Map<string, Usage>();

  constructor(private readonly dayOf: (at: Instant) => string) {}

  /** A charge counts on its own day; a refund takes back from the day, and the bucket, of the charge it corrects. */
  add(entry: Entry, charge: UsageSubject | undefined): void {
    if (entry.type === "charge") this.addCharge(entry);
    if (entry.type === "refund" && charge) this.#change(charge, -entry.amount, 0);
  }

  /** Returns the bucket that a charge went into, for callers that know of another charge of the same bucket. */
  addCharge(entry: Entry): Usage {
    return this.#change(entry, -entry.amount, 1);
  }

  get buckets(): Usage[] {
    return [...this.#buckets.values()];
  }

  #change(subject: UsageSubject, used: number, charges: number): Usage {
    const name = {
      day: this.dayOf(subject.at),
      operation: subject.operation ?? "",
      actor: actorName(subject.actor),
      campaign: subject.campaignId ?? "",
    };
    const key = `${name.day}\n${name.operation}\n${name.actor}\n${name.campaign}`;
    const bucket = this.#buckets.get(key);
    if (bucket) {
      bucket.used += used;
      bucket.charges += charges;
      return bucket;
    }
    const first = { ...name, used, charges };
    this.#buckets.set(key, first);
    return first;
  }
}
