import { createHash } from "node:crypto";
import { derivedId } from "../canonical";
import type { Command, CommandOf, Refused } from "../command";
import { counting, Limits } from "./limits/testing";
import { NEVER, Shelf, type Spender, type Unit } from "./shelf/testing";

/** What a charge took and was not given back. */
type Spent = { units: Unit[]; month: string; spender: Spender };

export type ModelAnswer =
  | { ok: true; amount: number; current: number; held: number; available: number }
  | Refused;

const GRACE = 30 * 86_400_000;
const sha = (text: string) => createHash("sha256").update(text).digest("hex");
/** A lease is as long as was asked for, also where the ledger's time is ahead of the clock. */
const leasedFrom = (command: Command, ahead: number): Command =>
  command.type === "hold"
    ? { ...command, lapsesAt: new Date(command.lapsesAt.getTime() + ahead) }
    : command;
const monthAt = (time: number) => new Date(time).toISOString().slice(0, 7);

/**
 * A second ledger, deliberately naive: every hundredth of a credit is an object of its own that lies somewhere. It
 * knows no entries, no windows and no sums; a balance, and the use of a cap, is a count. Times are milliseconds,
 * amounts small, months those of UTC.
 */
export class UnitLedger extends Shelf {
  charges = new Map<number, Spent>();
  said = new Map<string, { command: string; answer: ModelAnswer }>();
  limits = new Limits();
  births = 0;
  last = 0;

  /** `seq` is how the real ledger named what this command wrote: a refund will use that name. */
  post(command: Command, clock: number, seq: number): ModelAnswer {
    this.limits.notices = [];
    const time = Math.max(clock, this.last);
    const text = JSON.stringify({ ...command, lapsesAt: null });
    const before = this.said.get(command.key);
    if (before) {
      return before.command === text ? before.answer : { ok: false, reason: "key_reused" };
    }
    const { limits } = this;
    const undo = this.isDue(time) ? this.undoing() : () => {};
    const { lost, happened } = this.passTo(time, () => limits.warn(this.count("free")));
    const had = this.current;
    const refused = this.carryOut(leasedFrom(command, time - clock), time, seq);
    if (refused) {
      undo();
      return refused;
    }
    if (command.type !== "expire") this.last = time;
    this.expire(time);
    this.claim();
    this.passTo(time);

    const amount = command.type === "expire" ? 0 - lost : this.current - had;
    const [current, held] = [this.current, this.held];
    const answer = { ok: true as const, amount, current, held, available: current - held };
    const wrote = command.type !== "expire" || happened;
    if (wrote) {
      this.said.set(command.key, { command: text, answer });
      this.limits.warn(answer.available);
    }
    return answer;
  }

  /** Puts everything back to what it is now: a refusal changes nothing, nor does what ended before it. */
  private undoing(): () => void {
    const { limits } = this;
    const untouched = structuredClone({ ...this, limits: null });
    const thresholds = structuredClone(limits.thresholds);
    return () => {
      Object.assign(this, untouched, { limits });
      Object.assign(limits, { notices: [], thresholds });
    };
  }

  /**
   * What has lapsed is free again, what is free and past its end is gone: one instant after the other. `passed` looks
   * at what each left.
   */
  private passTo(time: number, passed = () => {}): { lost: number; happened: boolean } {
    const before = this.current;
    let happened = false;
    for (let end = this.nextEnd(); end <= time; end = this.nextEnd()) {
      // Rows bear the instant at which it ended, however late they are written.
      const at = Math.max(end, this.last);
      this.last = at;
      this.expire(at);
      const lapsing = this.holds.filter((hold) => !hold.ended && hold.lapses === end);
      for (const hold of lapsing.sort((a, b) => (a.id < b.id ? -1 : 1))) {
        this.giveUp(hold, "lapsed", at);
        this.expire(at);
        this.claim();
      }
      happened = true;
      passed();
    }
    return { lost: before - this.current, happened };
  }

  private carryOut(command: Command, time: number, seq: number): Refused | null {
    switch (command.type) {
      case "grant":
        return this.grant(command);
      case "charge":
      case "hold":
        return this.aboveCap(command, time) ?? this.spend(command, time, seq);
      case "capture":
      case "release":
        return this.settle(command, time, seq);
      case "refund":
        return this.giveBack(command, time);
      case "revoke":
        return this.revoke(command);
      case "adjust":
        return this.missing(command.amount) ?? this.takeBack(this.spendable(), command.amount);
      case "freeze":
        return this.freeze(command);
      case "thaw":
      case "forfeit":
        return this.unfreeze(command);
      case "set_cap":
        return this.limits.setCap(command);
      case "set_threshold":
        return this.limits.setThreshold(command, this.count("free"));
      case "expire":
        return null;
    }
  }

  private revoke({ sourceId: source, amount }: CommandOf<"revoke">): null {
    const units = this.isDisputed(source)
      ? this.takeFrozen(source, amount)
      : this.spendable(source).slice(0, amount);
    this.add("revoked", source, units.length);
    const isKnown = this.units.some((unit) => unit.source === source);
    if (isKnown) this.add("short", source, amount - units.length);
    return this.takeBack(units);
  }

  /** A refund failed: what it had taken is not gone, and what it had not taken it takes no more. Returns what comes back. */
  private restore(source: string, amount: number): number {
    const never = Math.min(amount, this.short.get(source) ?? 0);
    this.add("short", source, -never);
    const back = amount - never;
    this.add("revoked", source, -Math.min(back, this.revokedOf(source)));
    return back;
  }

  private grant(command: CommandOf<"grant">): null {
    const { source: kind, sourceId: source, amount } = command;
    const end = command.expiresAt?.getTime() ?? NEVER;
    const lot = { lot: command.lotId, source, end, born: ++this.births };
    const brought = kind === "adjustment" && source ? this.restore(source, amount) : amount;
    this.bringIn(brought, { ...lot, lost: false });
    const mine = this.units.filter((unit) => unit.lot === command.lotId);
    const owed = kind === "purchase" ? mine.slice(0, this.debt) : [];
    if (owed.length > 0) this.limits.broughtIn(this.count("free"));
    this.takeBack(owed);
    this.debt -= owed.length;
    return null;
  }

  private missing(amount: number): Refused | null {
    const available = this.count("free");
    if (amount <= available) return null;
    const missing = { shortfall: amount - available, available };
    return { ok: false, reason: "insufficient_credits", ...missing } as Refused;
  }

  private usedOf(name: string, month: string): number {
    return [...this.charges.values()]
      .filter((spent) => spent.month === month && spent.spender.includes(name))
      .reduce((total, { units }) => total + units.length, 0);
  }

  private heldOf(name: string): number {
    return this.holds
      .filter(({ spender }) => spender.includes(name))
      .reduce((total, { units }) => total + units.length, 0);
  }

  private aboveCap(command: CommandOf<"charge"> | CommandOf<"hold">, time: number) {
    const month = monthAt(time);
    const taken = (name: string) => this.usedOf(name, month) + this.heldOf(name);
    return this.limits.aboveCap(command, month, taken);
  }

  private spend(
    command: CommandOf<"charge"> | CommandOf<"hold">,
    time: number,
    seq: number,
  ): Refused | null {
    const refused = this.missing(command.amount);
    if (refused) return refused;
    const units = this.spendable().slice(0, command.amount);
    const spender = counting(command);
    if (command.type === "charge") {
      this.use(units, { month: monthAt(time), spender }, seq);
      return null;
    }
    for (const unit of units) unit.place = "held";
    const lapses = command.lapsesAt.getTime();
    this.holds.push({ id: command.holdId, units, lapses, ended: null, spender });
    return null;
  }

  private use(units: Unit[], about: Pick<Spent, "month" | "spender">, seq: number) {
    const before = about.spender.map((name) => this.usedOf(name, about.month));
    for (const unit of units) unit.place = "used";
    this.charges.set(seq, { units: [...units], ...about });
    about.spender.forEach((name, index) => {
      this.limits.used(name, before[index] ?? 0, this.usedOf(name, about.month));
    });
  }

  private settle(
    command: CommandOf<"capture"> | CommandOf<"release">,
    time: number,
    seq: number,
  ): Refused | null {
    const hold = this.holds.find(({ id }) => id === command.holdId);
    if (!hold) return { ok: false, reason: "unknown_hold" };
    if (hold.ended) return { ok: false, reason: "hold_ended", state: hold.ended };
    if (command.type === "capture") {
      const remaining = hold.units.length;
      if (command.amount > remaining) {
        return { ok: false, reason: "exceeds_hold", remaining } as Refused;
      }
      const taken = hold.units.splice(0, command.amount);
      const about = { month: monthAt(time), spender: hold.spender };
      if (command.amount > 0 || !command.settle) this.use(taken, about, seq);
    }
    if (command.type === "release" || command.settle) this.giveUp(hold, "settled", time);
    return null;
  }

  private giveBack(command: CommandOf<"refund">, time: number): Refused | null {
    const units = this.charges.get(command.corrects)?.units;
    if (!units) return { ok: false, reason: "unknown_charge" };
    if (command.amount > units.length) {
      return { ok: false, reason: "exceeds_charge", refundable: units.length } as Refused;
    }
    const born = ++this.births;
    for (let i = 0; i < command.amount; i++) {
      const unit = units.pop();
      if (!unit) throw new Error("counted above");
      unit.place = unit.end <= time ? "expired" : "free";
      if (unit.place === "free") continue;
      unit.replaced = true;
      const lot = derivedId(sha, `grace\n${command.key}\n${unit.lot}`);
      const { source, lost } = unit;
      this.bringIn(1, { lot, source, end: time + GRACE, born, lost });
    }
    return null;
  }

  private freeze({ sourceId: source, holdId: id }: CommandOf<"freeze">): null {
    const units = this.spendable(source);
    for (const unit of units) unit.place = "held";
    this.piles.set(source, [...(this.piles.get(source) ?? []), ...units]);
    this.disputes.push({ id, source, ended: false });
    return null;
  }

  private unfreeze(command: CommandOf<"thaw"> | CommandOf<"forfeit">): Refused | null {
    const { holdId, sourceId } = command;
    const dispute = this.disputes.find(({ id, source }) => id === holdId && source === sourceId);
    if (!dispute) return { ok: false, reason: "unknown_hold" };
    if (dispute.ended) return { ok: false, reason: "hold_ended", state: "settled" };
    dispute.ended = true;
    if (command.type === "forfeit") this.lose(command);
    if (this.isDisputed(sourceId)) return null;
    for (const unit of this.takeFrozen(sourceId, Number.MAX_SAFE_INTEGER)) unit.place = "free";
    return null;
  }

  private lose({ sourceId, amount }: CommandOf<"forfeit">) {
    const taken = this.takeFrozen(sourceId, amount);
    this.takeBack(taken);
    const excused = Math.min(amount - taken.length, this.unspent(sourceId));
    this.add("excused", sourceId, excused);
    const owed = amount - taken.length - excused;
    this.debt += owed;
    if (owed === 0) return;
    for (const unit of this.units) if (unit.source === sourceId) unit.lost = true;
  }
}
