import { actorOf } from "@/lib/credits/core/actor";
import { type Credits, credits } from "@/lib/credits/core/amount";
import type { Actor, Json } from "@/lib/credits/core/command";
import type { Entry, EntryFacts, EntryType, LotPart } from "@/lib/credits/core/entry";
import { type Instant, instant } from "@/lib/credits/core/instant";
import type { UsageSubject } from "@/lib/credits/core/usage";
import type { CopiedRows } from "@/lib/platform/copied-rows";
import { FIELD, FIELDS } from "./columns";
import type { StoredHold } from "./hold";

/** The fields that follow those of the entry. */
const [ENDED_HOLD, CHARGE] = [FIELDS, FIELDS + 1];

/**
 * The entry of the row at which the cursor stands, for code that reads a few fields of each of a million entries. What
 * every entry needs is decoded at once, the rest on demand. Its contents change when the cursor moves to the next row:
 * keep the values, never the object.
 */
export class EntryAtCursor implements Entry {
  readonly #rows: CopiedRows;
  seq = 0;
  type: EntryType = "limit";
  lots: readonly LotPart[] = [];
  holdId: string | null = null;
  facts: EntryFacts | null = null;
  digest = "";
  at: Instant = instant(0);

  constructor(rows: CopiedRows) {
    this.#rows = rows;
  }

  /** Reads the row to which the cursor has moved. */
  take(): void {
    const rows = this.#rows;
    this.seq = rows.integer(FIELD.seq) ?? 0;
    this.type = rows.text(FIELD.type) as EntryType;
    // Always a list. Anything else is not made one: whoever goes on with it fails, and names the entry.
    this.lots = rows.json<LotPart[]>(FIELD.lots) as LotPart[];
    this.holdId = rows.uuid(FIELD.hold_id);
    this.facts = rows.json<EntryFacts>(FIELD.facts);
    this.digest = rows.hex(FIELD.digest) ?? "";
    this.at = instant(rows.micros(FIELD.at) ?? 0);
  }

  get amount(): number {
    return this.#rows.integer(FIELD.amount) ?? 0;
  }
  get currentAfter(): Credits {
    return amount(this.#rows.integer(FIELD.current_after));
  }
  get heldAfter(): Credits {
    return amount(this.#rows.integer(FIELD.held_after));
  }
  get debtAfter(): Credits {
    return amount(this.#rows.integer(FIELD.debt_after));
  }
  get operation(): string | null {
    return this.#rows.text(FIELD.operation);
  }
  get subject(): string | null {
    return this.#rows.text(FIELD.subject);
  }
  get reason(): string | null {
    return this.#rows.text(FIELD.reason);
  }
  get actor(): Actor {
    return actorOf(this.#rows.text(FIELD.actor_type), this.#rows.uuid(FIELD.actor_id));
  }
  get campaignId(): string | null {
    return this.#rows.uuid(FIELD.campaign_id);
  }
  get runId(): string | null {
    return this.#rows.uuid(FIELD.run_id);
  }
  get quantity(): number | null {
    return this.#rows.integer(FIELD.quantity);
  }
  get inputs(): Json {
    return this.#rows.json<Json>(FIELD.inputs);
  }
  get rateCardVersion(): string | null {
    return this.#rows.text(FIELD.rate_card_version);
  }
  get quotedMax(): Credits | null {
    return this.#rows.integer(FIELD.quoted_max) as Credits | null;
  }
  get corrects(): number | null {
    return this.#rows.integer(FIELD.corrects);
  }
  get key(): string {
    return this.#rows.text(FIELD.key) ?? "";
  }
}

/** A copy that no longer changes. */
export function entryOf(rows: CopiedRows): Entry {
  const view = new EntryAtCursor(rows);
  view.take();
  const { seq, type, lots, holdId, facts, digest, at } = view;
  return {
    seq,
    type,
    amount: view.amount,
    currentAfter: view.currentAfter,
    heldAfter: view.heldAfter,
    debtAfter: view.debtAfter,
    operation: view.operation,
    subject: view.subject,
    reason: view.reason,
    actor: view.actor,
    campaignId: view.campaignId,
    runId: view.runId,
    holdId,
    quantity: view.quantity,
    inputs: view.inputs,
    rateCardVersion: view.rateCardVersion,
    quotedMax: view.quotedMax,
    lots,
    corrects: view.corrects,
    facts,
    key: view.key,
    digest,
    at,
  };
}

/** For an entry that ended a hold: the hold's row, which nothing changes any more. */
export function endedHoldOf(rows: CopiedRows): StoredHold | null {
  const hold = rows.record(ENDED_HOLD);
  return (
    hold && {
      id: hold.uuid(0) ?? "",
      amount: hold.integer(1) ?? 0,
      captured: hold.integer(2) ?? 0,
      released: hold.integer(3) ?? 0,
      lots: hold.json<LotPart[]>(4),
      state: hold.text(5) ?? "",
      operation: hold.text(6),
      subject: hold.text(7),
      runId: hold.uuid(8),
      createdAt: hold.micros(9) ?? 0,
      lapsesAt: hold.micros(10) ?? 0,
      actorType: hold.text(11) as Actor["type"],
      actorId: hold.uuid(12),
      campaignId: hold.uuid(13),
      freezes: hold.text(14),
    }
  );
}

/** For a refund: the charge that it corrects. */
export function chargeOf(rows: CopiedRows): UsageSubject | undefined {
  const charge = rows.record(CHARGE);
  if (!charge) return undefined;
  return {
    at: instant(charge.micros(0) ?? 0),
    operation: charge.text(1),
    actor: actorOf(charge.text(2), charge.uuid(3)),
    campaignId: charge.uuid(4),
  };
}

const amount = (hundredths: number | null): Credits => credits(hundredths ?? 0);
