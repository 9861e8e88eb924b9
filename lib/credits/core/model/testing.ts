import { createHash } from "node:crypto";
import { derivedId } from "../canonical";
import type { Command, CommandOf, Refused } from "../command";

/**
 * A second ledger, deliberately naive: every hundredth of a credit is an object of its own that lies somewhere. It
 * knows no entries, no windows and no sums; a balance is a count. Times are milliseconds, amounts small.
 */
type Place = "free" | "held" | "used" | "expired" | "back";
type Unit = { lot: string; source: string | null; end: number; born: number; place: Place };
type ModelHold = { id: string; units: Unit[]; lapses: number; ended: "settled" | "lapsed" | null };

export type ModelAnswer =
  | { ok: true; amount: number; current: number; held: number; available: number }
  | Refused;

const NEVER = Number.MAX_SAFE_INTEGER;
const GRACE = 30 * 86_400_000;
const sha = (text: string) => createHash("sha256").update(text).digest("hex");

export class UnitLedger {
  units: Unit[] = [];
  holds: ModelHold[] = [];
  charges = new Map<number, Unit[]>();
  said = new Map<string, { command: string; answer: ModelAnswer }>();
  births = 0;

  constructor(public debt = 0) {}

  /** `seq` is how the real ledger named what this command wrote: a refund will use that name. */
  post(command: Command, time: number, seq: number): ModelAnswer {
    const text = JSON.stringify({ ...command, lapsesAt: null });
    const before = this.said.get(command.key);
    if (before) {
      return before.command === text ? before.answer : { ok: false, reason: "key_reused" };
    }
    const untouched = this.isDue(time) ? structuredClone({ ...this }) : null;
    const { lost, happened } = this.passTo(time);
    const had = this.current;
    const refused = this.carryOut(command, time, seq);
    if (refused) {
      if (untouched) Object.assign(this, untouched);
      return refused;
    }
    this.passTo(time);
    const amount = command.type === "expire" ? 0 - lost : this.current - had;
    const [current, held] = [this.current, this.held];
    const answer = { ok: true as const, amount, current, held, available: current - held };
    const wrote = command.type !== "expire" || happened;
    if (wrote) this.said.set(command.key, { command: text, answer });
    return answer;
  }

  get current(): number {
    return this.count("free") + this.count("held");
  }

  get held(): number {
    return this.count("held");
  }

  count(place: Place, lot?: string): number {
    return this.units.filter((unit) => unit.place === place && (!lot || unit.lot === lot)).length;
  }

  private isDue(time: number): boolean {
    return (
      this.holds.some((hold) => !hold.ended && hold.lapses <= time) ||
      this.units.some((unit) => unit.place === "free" && unit.end <= time)
    );
  }

  /** What has lapsed is free again, what is free and past its end is gone. */
  private passTo(time: number): { lost: number; happened: boolean } {
    const before = this.current;
    const lapsing = this.holds.filter((hold) => !hold.ended && hold.lapses <= time);
    for (const hold of lapsing) this.giveUp(hold, "lapsed");
    for (const unit of this.units) {
      if (unit.place === "free" && unit.end <= time) unit.place = "expired";
    }
    const lost = before - this.current;
    return { lost, happened: lost > 0 || lapsing.length > 0 };
  }

  private giveUp(hold: ModelHold, ended: "settled" | "lapsed") {
    for (const unit of hold.units) unit.place = "free";
    hold.units = [];
    hold.ended = ended;
  }

  private spendable(source?: string): Unit[] {
    return this.units
      .filter((unit) => unit.place === "free" && (source === undefined || unit.source === source))
      .sort((a, b) => a.end - b.end || a.born - b.born || a.lot.localeCompare(b.lot));
  }

  private bringIn(count: number, lot: Omit<Unit, "place">) {
    for (let i = 0; i < count; i++) this.units.push({ ...lot, place: "free" });
  }

  private carryOut(command: Command, time: number, seq: number): Refused | null {
    switch (command.type) {
      case "grant":
        return this.grant(command);
      case "charge":
      case "hold":
        return this.spend(command, seq);
      case "capture":
      case "release":
        return this.settle(command, seq);
      case "refund":
        return this.giveBack(command, time);
      case "revoke":
        for (const unit of this.spendable(command.sourceId).slice(0, command.amount)) {
          unit.place = "back";
        }
        return null;
      case "expire":
        return null;
    }
  }

  private grant(command: CommandOf<"grant">): null {
    const end = command.expiresAt?.getTime() ?? NEVER;
    const lot = { lot: command.lotId, source: command.sourceId, end, born: ++this.births };
    this.bringIn(command.amount, lot);
    const mine = this.units.filter((unit) => unit.lot === command.lotId);
    const owed = command.source === "purchase" ? mine.slice(0, this.debt) : [];
    for (const unit of owed) unit.place = "back";
    this.debt -= owed.length;
    return null;
  }

  private spend(command: CommandOf<"charge"> | CommandOf<"hold">, seq: number): Refused | null {
    const available = this.count("free");
    if (command.amount > available) {
      const missing = { shortfall: command.amount - available, available };
      return { ok: false, reason: "insufficient_credits", ...missing } as Refused;
    }
    const units = this.spendable().slice(0, command.amount);
    if (command.type === "charge") {
      this.use(units, seq);
      return null;
    }
    for (const unit of units) unit.place = "held";
    const lapses = command.lapsesAt.getTime();
    this.holds.push({ id: command.holdId, units, lapses, ended: null });
    return null;
  }

  private use(units: Unit[], seq: number) {
    for (const unit of units) unit.place = "used";
    this.charges.set(seq, [...units]);
  }

  private settle(
    command: CommandOf<"capture"> | CommandOf<"release">,
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
      if (command.amount > 0 || !command.settle) this.use(taken, seq);
    }
    if (command.type === "release" || command.settle) this.giveUp(hold, "settled");
    return null;
  }

  private giveBack(command: CommandOf<"refund">, time: number): Refused | null {
    const units = this.charges.get(command.corrects);
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
      const lot = derivedId(sha, `grace\n${command.key}\n${unit.lot}`);
      this.bringIn(1, { lot, source: unit.source, end: time + GRACE, born });
    }
    return null;
  }
}
