import type { Entry } from "@/lib/credits/core/entry";
import type { Instant } from "@/lib/credits/core/instant";
import { type Usage, UsageSums } from "@/lib/credits/core/usage";
import { FIELD } from "@/lib/credits/queries/stored/columns";
import { chargeOf } from "@/lib/credits/queries/stored/cursor";
import type { CopiedRows } from "@/lib/platform/copied-rows";

/**
 * Sums use over the rows of a cursor. Charges whose bytes name the same operation, actor and campaign go into the same
 * bucket of their day, without decoding those names again.
 */
export class UsageOfRows {
  readonly sums: UsageSums;
  readonly #known = new Map<string, Map<string, Usage>>();

  constructor(private readonly dayOf: (at: Instant) => string) {
    this.sums = new UsageSums(dayOf);
  }

  /** `entry`: what the row at which `rows` stands says. */
  add(entry: Entry, rows: CopiedRows): void {
    if (entry.type === "refund") this.sums.add(entry, chargeOf(rows));
    if (entry.type !== "charge") return;
    const known = this.#knownOf(this.dayOf(entry.at));
    // With the lengths that stand before them, different names cannot have the same bytes.
    const name = rows.bytes.toString(
      "latin1",
      rows.start(FIELD.operation) - 4,
      Math.max(rows.start(FIELD.campaign_id), rows.end(FIELD.campaign_id)),
    );
    const bucket = known.get(name);
    if (bucket) {
      bucket.used -= entry.amount;
      bucket.charges += 1;
    } else {
      known.set(name, this.sums.addCharge(entry));
    }
  }

  #knownOf(day: string): Map<string, Usage> {
    let known = this.#known.get(day);
    if (!known) {
      known = new Map();
      this.#known.set(day, known);
    }
    return known;
  }
}
