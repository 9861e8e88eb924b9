import { monthAt } from "../../cap";
import type { Entry, EntryFacts } from "../../entry";
import { EARLIEST, type Instant } from "../../instant";
import { counting, Limits, type ModelNotice } from "../../model/limits/testing";
import { groupsOf } from "../testing";

/** A notice that must be given, and the row that gives it. */
export type ExpectedNotice = { seq: number; notice: ModelNotice };

/**
 * The notices that an account must have given, computed from its entries alone and in their order: without `decide`, and
 * without the notices that were given. The entries are all of the account; its months are those of UTC.
 */
export function noticesFrom(entries: readonly Entry[]): ExpectedNotice[] {
  const model = new NoticeModel();
  for (const group of groupsOf(entries)) model.add(group);
  return model.expected;
}

class NoticeModel {
  readonly expected: ExpectedNotice[] = [];
  readonly #limits = new Limits();
  /** When a lot expires or a hold lapses, by its id. */
  readonly #ends = new Map<string, Instant | null>();
  readonly #used = new Map<string, number>();
  readonly #charges = new Map<number, Entry>();

  /** Takes the rows of one command: a step for each instant that ended by the clock before it, and one for itself. */
  add(group: readonly Entry[]): void {
    const due = this.#dueIn(group);
    let at: Instant = EARLIEST;
    for (const [index, entry] of group.entries()) {
      this.#book(entry);
      const settles = group[index + 1]?.facts?.debtSettled !== undefined;
      if (entry.type === "purchase" && settles) {
        this.#limits.broughtIn(entry.currentAfter - entry.heldAfter);
      }
      at = later(at, due[index] ?? EARLIEST);
      const next = due[index + 1] ?? null;
      const ownGoesOn = index >= due.length && index < group.length - 1;
      const instantGoesOn = next !== null && next <= at;
      if (ownGoesOn || instantGoesOn) continue;
      this.#limits.warn(entry.currentAfter - entry.heldAfter);
      this.#give(entry);
    }
  }

  #give({ seq }: Entry): void {
    this.expected.push(...this.#limits.notices.splice(0).map((notice) => ({ seq, notice })));
  }

  /** The instants of the rows that only say what ended by the clock: they come before the command's own. */
  #dueIn(group: readonly Entry[]): Instant[] {
    const dates = group.map((entry, index) => this.#endOf(entry, group.slice(index)));
    const own = dates.indexOf(null);
    return dates.slice(0, own < 0 ? dates.length : own).flatMap((date) => date ?? []);
  }

  /** Null for what somebody asked for. What is frozen, taken or settles a debt is due when it came back: at once. */
  #endOf({ type, holdId, lots, facts }: Entry, rest: readonly Entry[]): Instant | null {
    switch (type) {
      case "hold":
        return facts?.hold ? null : EARLIEST;
      case "adjustment":
        return isTaken(facts) ? EARLIEST : null;
      case "expiry":
      case "release":
        return holdId === null ? this.#ended(lots[0]?.[0]) : this.#lapseOf(holdId, rest);
      default:
        return null;
    }
  }

  /** Null when it was ended by somebody; `rows` are those that end it. */
  #lapseOf(holdId: string, rows: readonly Entry[]): Instant | null {
    const last = rows.find((row) => row.holdId === holdId && row.facts?.ended);
    return last?.facts?.ended === "lapsed" ? this.#ended(holdId) : null;
  }

  #ended = (id = ""): Instant | null => this.#ends.get(id) ?? null;

  #book(entry: Entry): void {
    const { type, facts, holdId } = entry;
    for (const { id, expiresAt } of facts?.lots ?? []) this.#ends.set(id, expiresAt);
    if (facts?.hold && holdId !== null) this.#ends.set(holdId, facts.hold.lapsesAt);
    if (facts?.cap) this.#limits.setCap(facts.cap);
    if (facts?.threshold) {
      const { id: threshold, below } = facts.threshold;
      this.#limits.setThreshold({ threshold, below }, entry.currentAfter - entry.heldAfter);
    }
    if (type === "charge") this.#count(entry, -entry.amount);
    if (type === "refund") this.#giveBack(entry);
  }

  #count(charge: Entry, amount: number): void {
    this.#charges.set(charge.seq, charge);
    for (const name of counting(charge)) {
      const [before, after] = this.#add(name, charge.at, amount);
      this.#limits.used(name, before, after);
    }
    this.#give(charge);
  }

  /** In the month of the charge, whenever it is given back. */
  #giveBack({ corrects, amount }: Entry): void {
    const charge = this.#charges.get(corrects ?? 0);
    for (const name of charge ? counting(charge) : []) {
      this.#add(name, charge?.at ?? EARLIEST, -amount);
    }
  }

  #add(name: string, at: Instant, amount: number): [before: number, after: number] {
    const bucket = `${monthAt(at, "UTC")} ${name}`;
    const before = this.#used.get(bucket) ?? 0;
    this.#used.set(bucket, before + amount);
    return [before, before + amount];
  }
}

/** What a debt, a refund or a lost dispute takes because it came back. */
const isTaken = (facts: EntryFacts | null): boolean =>
  facts?.debtSettled !== undefined ||
  facts?.gone?.redeemed !== undefined ||
  (facts?.gone?.excused ?? 0) < 0;

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
