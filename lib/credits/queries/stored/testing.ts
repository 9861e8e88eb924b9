import type { Entry } from "@/lib/credits/core/entry";
import { CopiedRows } from "@/lib/platform/copied-rows";

const HEADER = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
/** 1 January 2000, where PostgreSQL's timestamps begin, in microseconds since 1970. */
const EPOCH = 946_684_800_000_000;

/** A cursor at the row of an entry, as PostgreSQL sends it. */
export function rowOf(entry: Omit<Entry, "digest">): CopiedRows {
  const fields = [
    bigint(entry.seq),
    text(entry.type),
    bigint(entry.amount),
    bigint(entry.currentAfter),
    bigint(entry.heldAfter),
    bigint(entry.debtAfter),
    text(entry.subject),
    text(entry.reason),
    text(entry.operation),
    text(entry.actor.type),
    uuid("id" in entry.actor ? entry.actor.id : null),
    uuid(entry.campaignId),
    uuid(entry.runId),
    uuid(entry.holdId),
    bigint(entry.quantity),
    jsonb(entry.inputs),
    text(entry.rateCardVersion),
    bigint(entry.quotedMax),
    jsonb(entry.lots),
    bigint(entry.corrects),
    jsonb(entry.facts),
    text(entry.key),
    Buffer.alloc(32),
    bigint(entry.at - EPOCH),
    null,
    null,
  ];
  const count = Buffer.alloc(2);
  count.writeInt16BE(fields.length);
  const rows = new CopiedRows();
  rows.add(Buffer.concat([HEADER, count, ...fields.map(sent)]));
  if (!rows.next()) throw new Error("The row is not whole.");
  return rows;
}

function sent(bytes: Buffer | null): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes?.length ?? -1);
  return bytes ? Buffer.concat([length, bytes]) : length;
}

function bigint(value: number | null): Buffer | null {
  if (value === null) return null;
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

const text = (value: string | null): Buffer | null => (value === null ? null : Buffer.from(value));

const uuid = (value: string | null): Buffer | null =>
  value === null ? null : Buffer.from(value.replaceAll("-", ""), "hex");

const jsonb = (value: unknown): Buffer | null =>
  value === null ? null : Buffer.from(`\x01${jsonbText(value)}`);

/** A value as PostgreSQL writes a jsonb: short names before long ones, and a space after commas and colons. */
export function jsonbText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonbText).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .map(([name, member]) => ({ name, bytes: Buffer.from(name), member }))
    .toSorted((a, b) => a.bytes.length - b.bytes.length || Buffer.compare(a.bytes, b.bytes));
  return `{${members.map(({ name, member }) => `${JSON.stringify(name)}: ${jsonbText(member)}`).join(", ")}}`;
}
