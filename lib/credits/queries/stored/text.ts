import { canonical } from "@/lib/credits/core/canonical";
import { type Instant, isoOf } from "@/lib/credits/core/instant";
import { type CopiedRows, writeUuid } from "@/lib/platform/copied-rows";
import { sha256 } from "@/lib/platform/sha256";
import { type Column, FIELD } from "./columns";
import { CanonicalCopy } from "./json";

type Form = "integer" | "text" | "uuid" | "json" | "time";

/** The members of an entry's canonical JSON after its actor, in their order. */
const MEMBERS: readonly { label: Uint8Array; form: Form; field: number }[] = (
  [
    ["amount", "integer", "amount"],
    ["at", "time", "at"],
    ["campaignId", "uuid", "campaign_id"],
    ["corrects", "integer", "corrects"],
    ["currentAfter", "integer", "current_after"],
    ["debtAfter", "integer", "debt_after"],
    ["facts", "json", "facts"],
    ["heldAfter", "integer", "held_after"],
    ["holdId", "uuid", "hold_id"],
    ["inputs", "json", "inputs"],
    ["key", "text", "key"],
    ["lots", "json", "lots"],
    ["operation", "text", "operation"],
    ["quantity", "integer", "quantity"],
    ["quotedMax", "integer", "quoted_max"],
    ["rateCardVersion", "text", "rate_card_version"],
    ["reason", "text", "reason"],
    ["runId", "uuid", "run_id"],
    ["seq", "integer", "seq"],
    ["subject", "text", "subject"],
    ["type", "text", "type"],
  ] satisfies [string, Form, Column][]
).map(([name, form, column]) => ({
  label: Buffer.from(`,"${name}":`),
  form,
  field: FIELD[column],
}));

const NULL = Buffer.from("null");
const ACTOR_WITH_ID = Buffer.from('{"actor":{"id":');
const ACTOR = Buffer.from('{"actor":{');
const TYPE_AFTER_ID = Buffer.from(',"type":');
const TYPE = Buffer.from('"type":');
const [NEWLINE, QUOTE, BACKSLASH, SPACE] = [0x0a, 0x22, 0x5c, 0x20];
const [ZERO, MINUS, END_OF_OBJECT] = [0x30, 0x2d, 0x7d];
const UUID_LENGTH = 36;

/** A control character becomes six bytes; everything else grows less. The rest is for the names of the members. */
const GROWTH = 6;
const FRAME = 4_096;

/**
 * Computes digests of entries straight from the bytes of their rows, several times as fast as `entryDigest`, which
 * makes values and texts of them. Its result counts only if it agrees with the stored digest; a test holds it to
 * `entryDigest`.
 */
export class EntryText {
  #out: Buffer = Buffer.allocUnsafe(FRAME);
  #at = 0;
  readonly #json = new CanonicalCopy();

  /** SHA-256 over the previous digest, a line feed, and the canonical JSON of the row's entry. */
  digest(previous: string, row: CopiedRows): string {
    const room = (row.end(FIELD.at) - row.start(FIELD.seq)) * GROWTH + FRAME;
    if (this.#out.length < room) this.#out = Buffer.allocUnsafe(room);
    this.#at = this.#out.write(previous, 0, "latin1");
    this.#byte(NEWLINE);
    this.#actor(row);
    for (const { label, form, field } of MEMBERS) {
      this.#copy(label, 0, label.length);
      if (row.isNull(field)) this.#copy(NULL, 0, NULL.length);
      else this.#member(row, form, field);
    }
    this.#byte(END_OF_OBJECT);
    return sha256(this.#out.subarray(0, this.#at));
  }

  #actor(row: CopiedRows): void {
    if (row.isNull(FIELD.actor_id)) {
      this.#copy(ACTOR, 0, ACTOR.length);
      this.#copy(TYPE, 0, TYPE.length);
    } else {
      this.#copy(ACTOR_WITH_ID, 0, ACTOR_WITH_ID.length);
      this.#uuid(row, FIELD.actor_id);
      this.#copy(TYPE_AFTER_ID, 0, TYPE_AFTER_ID.length);
    }
    this.#text(row, FIELD.actor_type);
    this.#byte(END_OF_OBJECT);
  }

  #member(row: CopiedRows, form: Form, field: number): void {
    if (form === "integer") this.#integer(row.integer(field) ?? 0);
    else if (form === "text") this.#text(row, field);
    else if (form === "uuid") this.#uuid(row, field);
    else if (form === "json") this.#value(row, field);
    else this.#ascii(`"${isoOf(row.micros(field) as Instant)}"`);
  }

  #byte(value: number): void {
    this.#out[this.#at++] = value;
  }

  #copy(from: Uint8Array, start: number, end: number): void {
    const out = this.#out;
    let at = this.#at;
    for (let index = start; index < end; index++) out[at++] = from[index] as number;
    this.#at = at;
  }

  #ascii(text: string): void {
    this.#at += this.#out.write(text, this.#at, "latin1");
  }

  #integer(value: number): void {
    if (value < 0) this.#byte(MINUS);
    let rest = Math.abs(value);
    let at = this.#at + 1;
    for (let above = 10; above <= rest; above *= 10) at++;
    this.#at = at;
    do {
      const tens = Math.floor(rest / 10);
      // Subtracted before ZERO is added, because the largest numbers would not be exact otherwise.
      this.#out[--at] = ZERO + (rest - tens * 10);
      rest = tens;
    } while (rest > 0);
  }

  #text(row: CopiedRows, field: number): void {
    const { bytes } = row;
    const end = row.end(field);
    const out = this.#out;
    let at = this.#at;
    out[at++] = QUOTE;
    for (let index = row.start(field); index < end; index++) {
      const one = bytes[index] as number;
      if (one < SPACE || one === QUOTE || one === BACKSLASH) {
        this.#escaped(row, field);
        return;
      }
      out[at++] = one;
    }
    out[at++] = QUOTE;
    this.#at = at;
  }

  #escaped(row: CopiedRows, field: number): void {
    this.#at += this.#out.write(canonical(row.text(field)), this.#at);
  }

  #uuid(row: CopiedRows, field: number): void {
    this.#byte(QUOTE);
    writeUuid(row.bytes, row.start(field), this.#out, this.#at);
    this.#at += UUID_LENGTH;
    this.#byte(QUOTE);
  }

  #value(row: CopiedRows, field: number): void {
    // The first byte of a jsonb is its version.
    const at = this.#json.write(
      row.bytes,
      row.start(field) + 1,
      row.end(field),
      this.#out,
      this.#at,
    );
    this.#at = at >= 0 ? at : this.#at + this.#out.write(canonical(row.json(field)), this.#at);
  }
}
