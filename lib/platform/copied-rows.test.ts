import { expect, test } from "vitest";
import { CopiedRows } from "./copied-rows";

const field = (bytes: Buffer | null): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes?.length ?? -1);
  return bytes ? Buffer.concat([length, bytes]) : length;
};
const row = (...fields: (Buffer | null)[]): Buffer => {
  const count = Buffer.alloc(2);
  count.writeInt16BE(fields.length);
  return Buffer.concat([count, ...fields.map(field)]);
};
const bigint = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
};

const HEAD = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
const END = Buffer.from([0xff, 0xff]);
const ID = "01a214d2-b836-76a2-8118-02fce0a30430";
const FILE = Buffer.concat([
  HEAD,
  row(
    bigint(-41_255n),
    Buffer.from("Café “Ω” 🙂"),
    Buffer.from(ID.replaceAll("-", ""), "hex"),
    Buffer.from('\x01{"words": [1.5, null]}', "latin1"),
    bigint(817_176_716_123_456n),
  ),
  row(null, null, null, null, null),
  row(bigint(9_007_199_254_740_991n), Buffer.from(""), null, Buffer.from("\x01[]"), bigint(-1n)),
  END,
]);

const READ = [
  [
    -41_255,
    "Café “Ω” 🙂",
    ID,
    { words: [1.5, null] },
    Date.parse("2025-11-23T01:31:56.123Z") * 1_000 + 456,
  ],
  [null, null, null, null, null],
  [9_007_199_254_740_991, "", null, [], Date.parse("2000-01-01T00:00:00Z") * 1_000 - 1],
];

test.each([1, 2, 3, 7, 19, 64, 4096])(
  "rows that come in pieces of %d bytes are read whole",
  (size) => {
    const rows = new CopiedRows();
    const read: unknown[] = [];
    for (let at = 0; at < FILE.length; at += size) {
      rows.add(FILE.subarray(at, at + size));
      while (rows.next()) {
        read.push([rows.integer(0), rows.text(1), rows.uuid(2), rows.json(3), rows.micros(4)]);
      }
    }
    expect(read).toEqual(READ);
  },
);

test("however many pieces come, they are read from the same memory, of two pieces at the most", () => {
  const [piece, longest] = [65_536, 1_000];
  const all = Buffer.concat([HEAD, ...Array(3_000).fill(row(Buffer.alloc(longest - 6)))]);
  const rows = new CopiedRows();
  const used = new Set<ArrayBufferLike>();
  let read = 0;
  for (let at = 0; at < all.length; at += piece) {
    rows.add(Buffer.from(all.subarray(at, at + piece)));
    if (rows.bytes.length > piece) used.add(rows.bytes.buffer);
    while (rows.next()) read += 1;
  }
  expect(read).toBe(3_000);
  expect([...used].map((memory) => memory.byteLength <= 2 * (piece + longest))).toEqual([true]);
});
