type Place = "free" | "held" | "used" | "expired" | "back";
export type Unit = {
  lot: string;
  source: string | null;
  end: number;
  born: number;
  place: Place;
  /** It came in by a purchase of which a lost dispute left a debt. */
  lost: boolean;
  /** It expired, and another was born in its place. */
  replaced?: true;
};
/** The names of the caps that count it. */
export type Spender = string[];
export type ModelHold = {
  id: string;
  units: Unit[];
  lapses: number;
  ended: "settled" | "lapsed" | null;
  spender: Spender;
};
export type ModelDispute = { id: string; source: string; ended: boolean };

export const NEVER = Number.MAX_SAFE_INTEGER;
const byLot = (a: Unit, b: Unit) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : 0);

/** Every hundredth of a credit as an object that lies somewhere, and the holds that keep some of them. */
export class Shelf {
  units: Unit[] = [];
  holds: ModelHold[] = [];
  disputes: ModelDispute[] = [];
  /** What is frozen of a source, for all its disputes together. */
  piles = new Map<string | null, Unit[]>();
  /**
   * Of each source, what refunds took and was not brought back, what they fell short of, and what lost disputes were told
   * of what is gone.
   */
  revoked = new Map<string, number>();
  short = new Map<string, number>();
  excused = new Map<string, number>();

  constructor(public debt = 0) {}

  get current(): number {
    return this.count("free") + this.count("held");
  }

  get held(): number {
    return this.count("held");
  }

  count(place: Place, lot?: string): number {
    return this.units.filter((unit) => unit.place === place && (!lot || unit.lot === lot)).length;
  }

  /** When the next thing ends by the clock. */
  protected nextEnd(): number {
    let next = NEVER;
    for (const { ended, lapses } of this.holds) if (!ended && lapses < next) next = lapses;
    for (const { place, end } of this.units) if (place === "free" && end < next) next = end;
    return next;
  }

  protected isDue(time: number): boolean {
    return this.nextEnd() <= time;
  }

  protected expire(time: number) {
    for (const unit of this.units) {
      if (unit.place === "free" && unit.end <= time) unit.place = "expired";
    }
  }

  protected revokedOf(source: string): number {
    return this.revoked.get(source) ?? 0;
  }

  protected add(what: "revoked" | "short" | "excused", source: string, count: number) {
    this[what].set(source, (this[what].get(source) ?? 0) + count);
  }

  /** Gone without having been spent, and not counted by a lost dispute yet. */
  protected unspent(source: string): number {
    const expired = this.units.filter(
      (unit) => unit.source === source && unit.place === "expired" && !unit.replaced,
    ).length;
    return this.revokedOf(source) + expired - (this.excused.get(source) ?? 0);
  }

  protected isDisputed(source: string | null): boolean {
    return this.disputes.some((dispute) => dispute.source === source && !dispute.ended);
  }

  /** Of what is frozen of a source, the first `count`. */
  protected takeFrozen(source: string, count: number): Unit[] {
    return this.piles.get(source)?.splice(0, count) ?? [];
  }

  /**
   * What came back to a lost source settles the debt; then refunds, and after them lost disputes, take what they found
   * missing; and the rest is frozen while the source is disputed.
   */
  protected claim() {
    const free = this.units.filter((unit) => unit.place === "free").sort(byLot);
    const owed = free.filter(({ lost }) => lost).slice(0, this.debt);
    for (const unit of owed) unit.place = "back";
    this.debt -= owed.length;
    for (const unit of free) if (unit.place === "free") this.claimOne(unit);
    for (const unit of free) {
      if (unit.place !== "free" || !this.isDisputed(unit.source)) continue;
      const pile = this.piles.get(unit.source) ?? [];
      const others = pile.filter(({ lot }) => lot !== unit.lot);
      const same = pile.filter(({ lot }) => lot === unit.lot);
      this.piles.set(unit.source, [...others, ...same, unit]);
      unit.place = "held";
    }
  }

  private claimOne(unit: Unit) {
    const { source } = unit;
    if (source === null) return;
    const waiting = (["short", "excused"] as const).find(
      (what) => (this[what].get(source) ?? 0) > 0,
    );
    if (!waiting) return;
    this.add(waiting, source, -1);
    if (waiting === "short") this.add("revoked", source, 1);
    unit.place = "back";
  }

  /** What is over by then and came in by a lost purchase settles the debt before it is gone. */
  protected giveUp(hold: ModelHold, ended: "settled" | "lapsed", time: number) {
    for (const unit of hold.units) unit.place = "free";
    const over = hold.units.filter(({ lost, end }) => lost && end <= time).slice(0, this.debt);
    for (const unit of over) unit.place = "back";
    this.debt -= over.length;
    hold.units = [];
    hold.ended = ended;
  }

  protected spendable(source?: string): Unit[] {
    return this.units
      .filter((unit) => unit.place === "free" && (source === undefined || unit.source === source))
      .sort((a, b) => a.end - b.end || a.born - b.born || a.lot.localeCompare(b.lot));
  }

  protected bringIn(count: number, lot: Omit<Unit, "place">) {
    for (let i = 0; i < count; i++) this.units.push({ ...lot, place: "free" });
  }

  protected takeBack(units: Unit[], most = units.length): null {
    for (const unit of units.slice(0, most)) unit.place = "back";
    return null;
  }
}
